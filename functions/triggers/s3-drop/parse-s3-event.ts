import * as z from 'zod';

import { RejectedTriggerError } from '../../domain/errors.ts';

/** One object that was put, as S3 reports it; size and time are hints, the object itself decides. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag: string;
}

const record = z.object({
  eventName: z.string(),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      // A "folder" made in the console, or an event of another kind, has none.
      eTag: z.string().default(''),
      versionId: z.string().optional(),
    }),
  }),
});
const notification = z.object({ Records: z.array(record) });
const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

/**
 * The objects named in one SQS message of S3's; none for the test event that S3 sends when it is set up.
 *
 * @throws RejectedTriggerError `EVENT_INVALID` when the body is no notification of S3's
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html (read 2026-11)
 */
export function parseS3Event(body: string): readonly ObjectCreated[] {
  const value = parseJson(body);
  if (testEvent.safeParse(value).success) return [];
  const parsed = notification.safeParse(value);
  if (!parsed.success) throw invalid('the message is no notification of S3');
  return parsed.data.Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:')).map(({ s3 }) => ({
    bucket: s3.bucket.name,
    key: decodeKey(s3.object.key),
    eTag: s3.object.eTag,
    ...(s3.object.versionId === undefined ? {} : { versionId: s3.object.versionId }),
  }));
}

/** S3 writes keys as forms do: `+` is a space, everything else is percent-encoded UTF-8. Decoded exactly once. */
function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch (cause) {
    throw new RejectedTriggerError('KEY_INVALID', 'the key in the event is no UTF-8', {
      cause,
      advice: 'Rename the object and drop it again.',
    });
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('the message is no JSON');
  }
}

function invalid(message: string): RejectedTriggerError {
  return new RejectedTriggerError('EVENT_INVALID', message, {
    advice: 'Only S3 should write to the intake queue.',
  });
}
