import * as z from 'zod';

import { RejectedTriggerError } from '../../domain/errors.ts';
import { readEventBridge } from './read-event-bridge.ts';

/** One object that was put, as S3 reports it; size and time are hints, the object itself decides. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** Empty when S3 did not say. */
  readonly eTag: string;
}

/** A record that cannot be understood; its neighbours can. */
export interface UnreadableRecord {
  /** What people may recognise it by. */
  readonly label: string;
  /** The record itself: the same one always gives the same text. */
  readonly input: string;
  readonly error: RejectedTriggerError;
}

export interface S3Message {
  readonly objects: readonly ObjectCreated[];
  readonly unreadable: readonly UnreadableRecord[];
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
const notification = z.object({ Records: z.array(z.unknown()) });
const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

/**
 * What one SQS message of S3's names, whether it came from S3 itself or through EventBridge; nothing for the test event
 * that S3 sends when it is set up.
 *
 * @throws RejectedTriggerError `EVENT_INVALID` when the body is no notification of S3's
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html (read 2026-11)
 */
export function parseS3Event(body: string): S3Message {
  const value = parseJson(body);
  if (testEvent.safeParse(value).success) return { objects: [], unreadable: [] };
  const throughEventBridge = readEventBridge(value);
  if (throughEventBridge !== undefined) return { objects: [throughEventBridge], unreadable: [] };
  const parsed = notification.safeParse(value);
  if (!parsed.success) throw invalid('the message is no notification of S3');
  const objects: ObjectCreated[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const one of parsed.data.Records) {
    const read = readRecord(one);
    if (read === undefined) continue;
    if ('error' in read) unreadable.push(read);
    else objects.push(read);
  }
  return { objects, unreadable };
}

/** The object of one record, or undefined when the record tells of something else than a put. */
function readRecord(value: unknown): ObjectCreated | UnreadableRecord | undefined {
  const parsed = record.safeParse(value);
  if (!parsed.success) {
    const error = invalid('a record of the message is none of S3');
    return { label: 'a record of an S3 event', input: JSON.stringify(value), error };
  }
  const { eventName, s3 } = parsed.data;
  if (!eventName.startsWith('ObjectCreated:')) return undefined;
  const { key: encodedKey, eTag, versionId } = s3.object;
  const key = decodeKey(encodedKey);
  if (key === undefined) return { label: encodedKey.slice(0, 200), input: JSON.stringify(value), error: undecodable() };
  // With versioning suspended every overwrite gets the version id `null`, which tells nothing apart.
  const version = versionId === undefined || versionId === 'null' ? {} : { versionId };
  return { bucket: s3.bucket.name, key, eTag, ...version };
}

/** S3 writes keys as forms do: `+` is a space, everything else is percent-encoded UTF-8. Decoded exactly once. */
function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function undecodable(): RejectedTriggerError {
  return new RejectedTriggerError('KEY_INVALID', 'the key in the event is no UTF-8', {
    advice: 'Rename the object and drop it again.',
  });
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
