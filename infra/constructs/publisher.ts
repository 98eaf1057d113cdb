import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import type { DropConfig } from '../../functions/config/config-schema.ts';
import { STREAMING_NODE_OPTIONS } from '../../functions/config/streaming-node-options.ts';
import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import type { MediaDrop } from './media-drop.ts';
import type { PostQueue } from './post-queue.ts';
import type { Secrets } from './secrets.ts';
import type { WorkBucket } from './work-bucket.ts';

/** Time for a large video in pieces; what is not done by then is left to the next run. */
export const PUBLISH_TIMEOUT = Duration.seconds(120);

export interface PublisherProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  readonly drop: MediaDrop;
  readonly work: WorkBucket;
  readonly secrets: Secrets;
  /** Of the drop bucket: what they do after a post is what this function may do there. */
  readonly routes: readonly DropConfig[];
  /** Names of the accounts' secrets. */
  readonly secretNames: readonly string[];
  /** Accounts of the config: each is worked by one run at a time, so more runs would find nothing to do. */
  readonly accountCount: number;
  /**
   * Takes the place of all of X's hosts, as the address of a sandbox.
   *
   * @default - X itself
   */
  readonly xApiUrl?: string;
}

/** The function that speaks to X. It takes hints one by one, and works what its account has due. */
export class Publisher extends Construct {
  readonly function: BundledFunction<'publish'>;

  constructor(scope: Construct, id: string, props: PublisherProps) {
    super(scope, id);
    const { setting, hints, drop, work, secrets, secretNames, accountCount, routes } = props;
    this.function = this.#addFunction(props);
    setting.log.grantAccept(this.function);
    setting.log.grantFindDue(this.function);
    drop.grantRead(this.function);
    drop.grantTag(this.function);
    drop.grantList(this.function);
    drop.grantPutAway(this.function, routes);
    work.grantRead(this.function);
    work.grantTag(this.function);
    // A picture that was made fit for X lies there until it is posted.
    work.grantStage(this.function);
    secrets.grantRead(this.function, secretNames);
    // One account a run: a second one would begin with what time the first has left.
    this.function.consume(hints, { batchSize: 1, maxConcurrency: Math.min(Math.max(accountCount, 2), 50) });
  }

  #addFunction({ setting, drop, work, secrets, secretNames, xApiUrl }: PublisherProps): BundledFunction<'publish'> {
    return new BundledFunction(this, 'Publish', {
      name: 'publish',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        NODE_OPTIONS: STREAMING_NODE_OPTIONS,
        DROP_BUCKET: drop.bucket.bucketName,
        WORK_BUCKET: work.bucket.bucketName,
        SECRET_IDS: Stack.of(this).toJsonString(secrets.arnsOf(secretNames)),
        ...(xApiUrl === undefined ? {} : { X_API_URL: xApiUrl }),
      },
      description: 'Works the due rows of one account: uploads, posts, settles',
      timeout: PUBLISH_TIMEOUT,
      // Mostly it waits for X. A video of 512 MB passes through in a quarter of this; decoding 50 megapixels took 660 MB.
      memorySizeMebibytes: 1024,
    });
  }
}
