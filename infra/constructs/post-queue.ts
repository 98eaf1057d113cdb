import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import type { Grantee } from './grantee.ts';

export interface PostQueueProps {
  /** Longest run of the function that takes the messages. A message stays invisible six times as long. */
  readonly consumerTimeout: Duration;
  /**
   * How long a message is kept that nobody takes. More than all its deliveries last, at most 13 days.
   *
   * @default Duration.days(4) - a long weekend, in which somebody sees that nothing is taken
   */
  readonly retention?: Duration;
}

/** AWS asks for six times the function's timeout, so that a throttled batch is not delivered again meanwhile. */
const VISIBILITY_TIMEOUTS = 6;
/** Eight deliveries outlast a short outage of what the function calls. */
const MAX_DELIVERIES = 8;
/** The longest there is. It counts from when the message was first sent, not from when it was given up. */
const DEAD_LETTER_RETENTION = Duration.days(14);

/**
 * A queue between a trigger and the function that serves it, with a queue for what could not be taken. Both keep their
 * messages encrypted and refuse calls without TLS.
 *
 * Its messages are hints and notices; what they tell of is elsewhere. It goes when the stack goes.
 */
export class PostQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumerTimeout, retention = Duration.days(4) }: PostQueueProps) {
    super(scope, id);
    const visibilityTimeout = Duration.seconds(consumerTimeout.toSeconds() * VISIBILITY_TIMEOUTS);
    checkRetention(retention, visibilityTimeout);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, retentionPeriod: DEAD_LETTER_RETENTION });
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'This is the dead-letter queue itself; an alarm watches it.',
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout,
      retentionPeriod: retention,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_DELIVERIES },
    });
  }

  /** Gives `sqs:SendMessage`. */
  grantSend(sender: Grantee): void {
    sender.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Gives `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:GetQueueAttributes`: what Lambda's pollers need. */
  grantConsume(consumer: Grantee): void {
    consumer.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queue.queueArn]);
  }

  /**
   * Lets that service send on behalf of `sourceArn`, and only for this account: an ARN of S3 names no account, and a
   * bucket that was deleted can be made again by a stranger.
   *
   * @param sourceArn may hold `*`
   * @param into which of the two queues
   */
  acceptFrom(service: ServicePrincipal, sourceArn: string, into: 'queue' | 'deadLetters' = 'queue'): void {
    const queue = this[into];
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [service],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': sourceArn }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

function checkRetention(retention: Duration, visibility: Duration): void {
  const leastSeconds = visibility.toSeconds() * MAX_DELIVERIES;
  const mostSeconds = DEAD_LETTER_RETENTION.toSeconds() - Duration.days(1).toSeconds();
  const seconds = retention.toSeconds();
  if (seconds <= leastSeconds || seconds > mostSeconds) {
    throw new Error(
      `retention must be more than ${leastSeconds} s (all deliveries) and at most ${mostSeconds} s, got ${seconds} s`,
    );
  }
}
