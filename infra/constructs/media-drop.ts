import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import type { DropConfig } from '../../functions/config/config-schema.ts';
import { NOTE_ENDING, POSTED_FOLDER } from '../../functions/config/drop-keys.ts';
import type { AccessLogs } from './access-logs.ts';
import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import type { GrantedBucket, Grantee } from './grantee.ts';
import { PostQueue } from './post-queue.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface MediaDropProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  readonly accessLogs: AccessLogs;
  /** How long a version stays readable after it was overwritten or deleted: until its post is final. */
  readonly replacedVersionsKept: Duration;
  /**
   * A bucket that is there already, watched through EventBridge. Its owner has to switch that on.
   *
   * @default - a new bucket, which tells the queue itself
   */
  readonly existingBucketName?: string;
}

const TIMEOUT = Duration.seconds(30);

/**
 * A bucket, and a function that hears of each object that is put in it. S3 tells the queue of all objects, unfiltered:
 * which of them are drops is decided in code, where it can be seen and tested.
 */
export class MediaDrop extends Construct {
  readonly bucket: GrantedBucket;
  readonly intake: PostQueue;
  readonly function: BundledFunction<'s3-drop'>;

  constructor(scope: Construct, id: string, props: MediaDropProps) {
    super(scope, id);
    const { existingBucketName } = props;
    // A notice is all we ever hear of a drop, so it outlives a holiday.
    this.intake = new PostQueue(this, 'Intake', { consumerTimeout: TIMEOUT, retention: Duration.days(10) });
    this.bucket = existingBucketName === undefined ? this.#addBucket(props) : this.#watchBucket(existingBucketName);
    this.function = this.#addFunction(props);
  }

  /** Gives `s3:GetObject` and `s3:GetObjectVersion`. */
  grantRead(reader: Grantee): void {
    reader.allowOnObjects(['s3:GetObject', 's3:GetObjectVersion'], this.bucket);
  }

  /** Gives `s3:GetObjectTagging`, `s3:PutObjectTagging` and both for versions. */
  grantTag(writer: Grantee): void {
    writer.allowOnObjects(
      ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
      this.bucket,
    );
  }

  /** Gives `s3:ListBucket`, by which what lies beside a picture is found at once. */
  grantList(reader: Grantee): void {
    reader.allow(['s3:ListBucket'], [this.bucket.bucketArn]);
  }

  /**
   * Gives what the routes say is done after a post, no more: `s3:PutObject` on notes of failures; where a route moves, on
   * the folder of what is posted; `s3:DeleteObject` below the prefixes of routes that move or delete.
   */
  grantPutAway(writer: Grantee, routes: readonly Pick<DropConfig, 'prefix' | 'after'>[]): void {
    const leaving = routes.filter(({ after }) => after !== 'tag');
    const moves = leaving.some(({ after }) => after === 'move');
    const written = [...(routes.length > 0 ? [`*${NOTE_ENDING}`] : []), ...(moves ? [`${POSTED_FOLDER}*`] : [])];
    for (const keys of written) writer.allowOnObjects(['s3:PutObject'], this.bucket, keys);
    for (const { prefix } of leaving) writer.allowOnObjects(['s3:DeleteObject'], this.bucket, `${literal(prefix)}*`);
  }

  #addFunction({ setting, hints }: MediaDropProps): BundledFunction<'s3-drop'> {
    const fn = new BundledFunction(this, 'S3Drop', {
      name: 's3-drop',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        HINTS_QUEUE_URL: hints.queue.queueUrl,
        DROP_BUCKET: this.bucket.bucketName,
      },
      description: 'Takes what is dropped in the bucket into the publication log',
      timeout: TIMEOUT,
      // It reads a notice, sometimes a text beside a picture, and writes a row; nobody waits for it.
      memorySizeMebibytes: 256,
    });
    setting.log.grantAccept(fn);
    hints.grantSend(fn);
    this.grantRead(fn);
    this.grantList(fn);
    // Five notices a run and five runs take some hundred drops a second, more than anybody drops.
    fn.consume(this.intake, { batchSize: 5, maxConcurrency: 5 });
    return fn;
  }

  #addBucket({ accessLogs, replacedVersionsKept }: MediaDropProps): Bucket {
    const { bucket } = new PrivateBucket(this, 'Drop', {
      accessLogs,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: replacedVersionsKept, expiredObjectDeleteMarker: true }],
    });
    this.#notify(bucket);
    return bucket;
  }

  /**
   * S3 checks that it may send when the notification is set, so the policy must be there before the bucket, and cannot
   * name it. CloudFormation begins the bucket's name with the stack's.
   */
  #notify(bucket: Bucket): void {
    const { stackName } = Stack.of(this);
    const anyBucketOfStack = `arn:${Aws.PARTITION}:s3:::${stackName.toLowerCase()}-*`;
    this.intake.acceptFrom(new ServicePrincipal('s3.amazonaws.com'), anyBucketOfStack);
    // The L2 way of notifying brings a function of its own, which has the right to change every bucket.
    const resource = bucket.node.defaultChild as CfnBucket;
    resource.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: this.intake.queue.queueArn }],
    };
    bucket.node.addDependency(this.intake.queue.node.findChild('Policy'));
  }

  #watchBucket(name: string): GrantedBucket {
    const { queue, deadLetters } = this.intake;
    const rule = new CfnRule(this, 'Created', {
      description: `Objects put in ${name}`,
      eventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [name] } } },
      targets: [{ id: 'intake', arn: queue.queueArn, deadLetterConfig: { arn: deadLetters.queueArn } }],
    });
    const events = new ServicePrincipal('events.amazonaws.com');
    this.intake.acceptFrom(events, rule.attrArn);
    this.intake.acceptFrom(events, rule.attrArn, 'deadLetters');
    return Bucket.fromBucketName(this, 'Drop', name);
  }
}

/** As IAM writes characters that would stand for others. */
function literal(prefix: string): string {
  return prefix.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}
