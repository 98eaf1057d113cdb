import { randomUUID } from 'node:crypto';

import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

import { publishAccount, type PublishOptions } from '../domain/publish-account.ts';
import type { PublishPorts } from '../domain/publish-ports.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';

/** A hint's body: the account that has something to do. */
const hint = z.object({ account: z.string().min(1) });

/** The Lambda behind the hints: works the due rows of the accounts named, one by one. */
export function createPublishHandler(ports: PublishPorts) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event, context, { signal }) =>
    answerPerRecord(event, ports.journal, async (record) => {
      const { account } = hint.parse(JSON.parse(record.body));
      await publishAccount(account, ports, optionsFor(context, ports, signal));
    }),
  );
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
