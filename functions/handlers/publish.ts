import { randomUUID } from 'node:crypto';

import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

import { publishAccount, type PublishOptions } from '../domain/publish-account.ts';
import type { PublishPorts } from '../domain/publish-ports.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';
import { readHint } from '../middleware/read-hint.ts';
import { stopEarly } from '../middleware/stop-early.ts';

/** A hint names the account that has something to do. */
const hint = {
  schema: z.object({ account: z.string().min(1) }),
  label: 'a message of the hints queue',
  fault: 'names no account',
};

/** An upload that is still running then stops and saves how far it came: a call to X may take a while to give way. */
const STOP_WITH_LEFT_MS = 15_000;

/** The Lambda behind the hints: works the due rows of the accounts named, one by one. */
export function createPublishHandler(ports: PublishPorts) {
  return middy<SQSEvent, SQSBatchResponse>(stopEarly(STOP_WITH_LEFT_MS)).handler(async (event, context, { signal }) =>
    answerPerRecord(event, ports.journal, async (record) => {
      const named = await readHint(record.body, hint, ports);
      if (named === undefined) return;
      const working = publishAccount(named.account, ports, optionsFor(context, ports, signal));
      await Promise.all([working, openAhead(named.account, ports)]);
    }),
  );
}

/**
 * Has the account's keys asked for while the log is: a cold start then waits for both at once. Whoever needs them shares
 * that call; where it failed, he asks again and says so.
 */
async function openAhead(account: string, { accounts }: PublishPorts): Promise<void> {
  await accounts.open(account).catch(() => undefined);
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
