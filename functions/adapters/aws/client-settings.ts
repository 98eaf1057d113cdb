/** How a client of the AWS SDK connects, waits and repeats. One client is made a container and kept. */
export interface ClientSettings {
  /** The first call and its repeats. */
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly requestHandler: {
    /** Until the connection stands, in milliseconds. */
    readonly connectionTimeout: number;
    /** Until the head of the answer has come, in milliseconds. */
    readonly requestTimeout: number;
    /** The SDK only warns otherwise, and a call would have no end. */
    readonly throwOnRequestTimeout: true;
    /** Longest silence on the connection, in milliseconds; 0: the reader of the body watches it himself. */
    readonly socketTimeout: number;
  };
}

/**
 * `standard` repeats what is throttled or unanswered, with pauses that grow by chance, and gives up early while nothing
 * succeeds. All tries of one call together stay below the 10 s that senders of webhooks wait; each answer normally
 * takes some 10 ms.
 *
 * The SDK keeps connections alive, 50 at most, without being told.
 */
export const clientSettings = {
  dynamodb: settings({ maxAttempts: 4, answerWithinMs: 2_000, silenceMs: 2_000 }),
  sqs: settings({ maxAttempts: 3, answerWithinMs: 2_000, silenceMs: 2_000 }),
  // A first call may have to wait for KMS.
  secretsManager: settings({ maxAttempts: 3, answerWithinMs: 3_000, silenceMs: 3_000 }),
  // The body of an object waits whenever X takes its bytes slowly: silence there is no fault of S3.
  s3: settings({ maxAttempts: 4, answerWithinMs: 5_000, silenceMs: 0 }),
} as const satisfies Readonly<Record<string, ClientSettings>>;

function settings(wanted: { maxAttempts: number; answerWithinMs: number; silenceMs: number }): ClientSettings {
  return {
    maxAttempts: wanted.maxAttempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: wanted.answerWithinMs,
      throwOnRequestTimeout: true,
      socketTimeout: wanted.silenceMs,
    },
  };
}
