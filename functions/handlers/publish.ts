import { randomUUID } from 'node:crypto';

import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

import { RejectedTriggerError } from '../domain/errors.ts';
import { publishAccount, type PublishOptions } from '../domain/publish-account.ts';
import type { PublishPorts } from '../domain/publish-ports.ts';
import { rejectTrigger } from '../domain/reject-trigger.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';

/** A hint's body: the account that has something to do. */
const hint = z.object({ account: z.string().min(1) });

/** An upload that is still running then stops and saves how far it came: a call to X may take a while to give way. */
const STOP_WITH_LEFT_MS = 15_000;

/** The Lambda behind the hints: works the due rows of the accounts named, one by one. */
export function createPublishHandler(ports: PublishPorts) {
  return middy<SQSEvent, SQSBatchResponse>({
    timeoutEarlyInMillis: STOP_WITH_LEFT_MS,
    // Middy would answer at once and Lambda freeze the save that the signal has set off: the handler answers itself.
    timeoutEarlyResponse: async () => new Promise(() => undefined),
  }).handler(async (event, context, { signal }) =>
    answerPerRecord(event, ports.journal, async (record) => {
      const account = await readHint(record.body, ports);
      if (account !== undefined) await publishAccount(account, ports, optionsFor(context, ports, signal));
    }),
  );
}

/** What names no account ends where people see it: the dead-letter queue is for what the log could not take. */
async function readHint(body: string, ports: PublishPorts): Promise<string | undefined> {
  const parsed = hint.safeParse(parseJson(body));
  if (parsed.success) return parsed.data.account;
  const error = new RejectedTriggerError('HINT_INVALID', 'a message of the hints queue names no account');
  await rejectTrigger('command', 'a message of the hints queue', body, error, ports);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function optionsFor(context: Context, ports: PublishPorts, signal: AbortSignal): PublishOptions {
  return {
    owner: `${context.awsRequestId}/${randomUUID()}`,
    // Asked afresh each time: a machine that is told to stop leaves no time for another row.
    get deadlineEpochMs() {
      return ports.clock() + context.getRemainingTimeInMillis();
    },
    signal,
  };
}
