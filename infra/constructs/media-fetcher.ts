import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { STREAMING_NODE_OPTIONS } from '../../functions/config/streaming-node-options.ts';
import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import { PostQueue } from './post-queue.ts';
import type { WorkBucket } from './work-bucket.ts';

/** Four minutes for X's largest video, and time to write down how it ended. */
export const FETCH_TIMEOUT = Duration.seconds(300);

export interface MediaFetcherProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  readonly work: WorkBucket;
}

/**
 * The function that asks strangers' servers for media, and its queue. It stands outside any network of ours, can read no
 * secret and no bucket, and writes nothing but the work bucket and the log.
 */
export class MediaFetcher extends Construct {
  readonly function: BundledFunction<'fetch-media'>;
  readonly queue: PostQueue;

  constructor(scope: Construct, id: string, props: MediaFetcherProps) {
    super(scope, id);
    const { setting, hints, work } = props;
    // The sweep sends each minute what still waits: old hints are worth nothing.
    this.queue = new PostQueue(this, 'Fetches', { consumerTimeout: FETCH_TIMEOUT, retention: Duration.days(1) });
    this.function = this.#addFunction(props);
    setting.log.grantAccept(this.function);
    hints.grantSend(this.function);
    work.grantStageInParts(this.function);
    // One row a run: what waits for a slow server must not wait behind another.
    this.function.consume(this.queue, { batchSize: 1, maxConcurrency: 10 });
  }

  #addFunction({ setting, hints, work }: MediaFetcherProps): BundledFunction<'fetch-media'> {
    return new BundledFunction(this, 'FetchMedia', {
      name: 'fetch-media',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        NODE_OPTIONS: STREAMING_NODE_OPTIONS,
        HINTS_QUEUE_URL: hints.queue.queueUrl,
        WORK_BUCKET: work.bucket.bucketName,
      },
      description: 'Fetches what a post shows by URL into the work bucket',
      timeout: FETCH_TIMEOUT,
      // It waits for others, and hashes what comes; four videos at once are parts of 5 MB in memory.
      memorySizeMebibytes: 512,
    });
  }
}
