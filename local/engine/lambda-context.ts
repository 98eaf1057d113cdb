import { randomUUID } from 'node:crypto';

import type { Context } from 'aws-lambda';

/** A machine of one's own ends no call: time enough for the longest upload. */
export const REMAINING_MS = 24 * 3_600_000;

/** What Lambda tells a handler about its run, here; `remainingMs` is asked whenever the handler wants to know. */
export function lambdaContext(remainingMs: () => number = () => REMAINING_MS): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'local',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:local',
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: 'local',
    logStreamName: 'local',
    getRemainingTimeInMillis: remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
