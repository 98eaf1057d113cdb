import { Aws, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

import { type AlarmRule, alarmRules } from './alarm-rules.ts';
import type { Watched } from './watched.ts';

export interface AlarmsProps {
  readonly watched: Watched;
  /** Who hears of an alarm; each has to confirm once, by mail. */
  readonly emails: readonly string[];
}

/**
 * One alarm for each thing that asks something of a person, all to one topic. Only the beginning is told: an account
 * that is held, for instance, is counted once and stands still until somebody acts, whatever the alarm's state.
 */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { watched, emails }: AlarmsProps) {
    super(scope, id);
    this.topic = this.#addTopic();
    for (const email of emails) this.#subscribe(email);
    for (const rule of alarmRules(watched)) this.#addAlarm(rule);
  }

  #addTopic(): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A policy of its own takes the place of the usual one, which would let alarms of the account in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:*` },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
    return topic;
  }

  #subscribe(email: string): void {
    const subscription = this.topic.addSubscription(new EmailSubscription(email));
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A mail that cannot be delivered has nobody to send it again; the alarm itself stays to be seen.',
    });
  }

  #addAlarm({ id, metric, threshold, isBroken = 'atLeast', whenMissing, tells }: AlarmRule): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator:
        isBroken === 'below'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenMissing ?? TreatMissingData.NOT_BREACHING,
      alarmDescription: tells,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
