import { openSqsFetchHints } from '../adapters/aws/sqs-fetch-hints.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { readEnv } from '../config/env.ts';
import { createSweepHandler } from '../handlers/sweep.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('sweep');

export const handler = createSweepHandler({
  ...openCommon(env),
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  fetchHints: openSqsFetchHints(env.FETCH_QUEUE_URL),
});
