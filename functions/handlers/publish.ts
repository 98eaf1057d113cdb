import { randomUUID } from 'node:crypto';

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

import { publishAccount, type PublishOptions } from '../domain/publish-account.ts';
import type { PublishPorts } from '../domain/publish-ports.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';

/** A hint's body: the account that has something to do. */
interface Hint {
  readonly account: string;
}

/** The Lambda behind the hints: works the due rows of the accounts named, one by one. */
export function createPublishHandler(ports: PublishPorts) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event, context, { signal }) =>
    answerPerRecord(event, ports.journal, async (record) => {
      const { account } = JSON.parse(record.body) as Hint;
      const deadlineEpochMs = ports.clock() + context.getRemainingTimeInMillis();
      const options: PublishOptions = { owner: `${context.awsRequestId}/${randomUUID()}`, deadlineEpochMs, signal };
      await publishAccount(account, ports, options);
    }),
  );
}
