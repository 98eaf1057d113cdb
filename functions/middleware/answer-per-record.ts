import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import type { Journal } from '../domain/ports.ts';

/**
 * The batch's answer: exactly the records that `work` failed on come again, their neighbours do not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html (read 2026-11)
 */
export async function answerPerRecord(
  event: SQSEvent,
  journal: Journal,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    try {
      await work(record);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      journal.write('error', 'record-failed', { messageId: record.messageId, reason: reason.slice(0, 2_000) });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
