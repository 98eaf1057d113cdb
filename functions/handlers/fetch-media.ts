import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

import { RejectedTriggerError } from '../domain/errors.ts';
import { fetchMedia, type FetchPorts } from '../domain/fetch-media.ts';
import { rejectTrigger } from '../domain/reject-trigger.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';

/** A hint's body: the row whose media are to be fetched. */
const hint = z.object({ publication: z.string().min(1) });

/** A fetch that is still running then is given up, and its row put off: that takes a moment. */
const STOP_WITH_LEFT_MS = 10_000;

/** The Lambda that asks strangers' servers for media: it has no secret, and nothing but the work bucket to write to. */
export function createFetchMediaHandler(ports: FetchPorts) {
  return middy<SQSEvent, SQSBatchResponse>({
    timeoutEarlyInMillis: STOP_WITH_LEFT_MS,
    // Middy would answer at once and Lambda freeze the write that the signal has set off: the handler answers itself.
    timeoutEarlyResponse: async () => new Promise(() => undefined),
  }).handler(async (event, _context, { signal }) =>
    answerPerRecord(event, ports.journal, async ({ body }) => {
      const id = await readHint(body, ports);
      if (id !== undefined) await fetchMedia(id, ports, signal);
    }),
  );
}

/** What names no row ends where people see it: the dead-letter queue is for what the log could not take. */
async function readHint(body: string, ports: FetchPorts): Promise<string | undefined> {
  const parsed = hint.safeParse(parseJson(body));
  if (parsed.success) return parsed.data.publication;
  const error = new RejectedTriggerError('HINT_INVALID', 'a message of the queue of fetches names no post');
  await rejectTrigger('command', 'a message of the queue of fetches', body, error, ports);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
