import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

import { fetchMedia, type FetchPorts } from '../domain/fetch-media.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';
import { readHint } from '../middleware/read-hint.ts';
import { stopEarly } from '../middleware/stop-early.ts';

/** A hint names the row whose media are to be fetched. */
const hint = {
  schema: z.object({ publication: z.string().min(1) }),
  label: 'a message of the queue of fetches',
  fault: 'names no post',
};

/** A fetch that is still running then is given up, and its row put off: that takes a moment. */
const STOP_WITH_LEFT_MS = 10_000;

/** The Lambda that asks strangers' servers for media: it has no secret, and nothing but the work bucket to write to. */
export function createFetchMediaHandler(ports: FetchPorts) {
  return middy<SQSEvent, SQSBatchResponse>(stopEarly(STOP_WITH_LEFT_MS)).handler(async (event, _context, { signal }) =>
    answerPerRecord(event, ports.journal, async ({ body }) => {
      const named = await readHint(body, hint, ports);
      if (named !== undefined) await fetchMedia(named.publication, ports, signal);
    }),
  );
}
