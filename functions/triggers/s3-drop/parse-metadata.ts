import { RejectedTriggerError } from '../../domain/errors.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { decodeEncodedWords } from './decode-encoded-words.ts';
import { sidecarSchema, type Sidecar } from './parse-sidecar.ts';

type Field = keyof Sidecar;

/** Names after `x-amz-meta-`, and the field each one fills. */
const textFields: ReadonlyMap<string, Field> = new Map([
  ['caption', 'text'],
  ['alt', 'altText'],
  ['reply-to', 'replyTo'],
  ['reply-settings', 'replySettings'],
  ['attachment-url', 'attachmentUrl'],
  ['schedule-at', 'scheduleAt'],
]);
const switchFields: ReadonlyMap<string, Field> = new Map([
  ['sensitive', 'sensitive'],
  ['made-with-ai', 'madeWithAi'],
  ['paid-partnership', 'paidPartnership'],
]);

/**
 * What an object's own metadata say of a picture. Names of others are left alone: tools write many.
 *
 * @param metadata names in lower case, without their prefix
 * @throws RejectedTriggerError `METADATA_INVALID` when a value is none of its field
 */
export function parseMetadata(metadata: Readonly<Record<string, string>>): Sidecar {
  const fields: Record<string, unknown> = {};
  for (const [name, header] of Object.entries(metadata)) {
    const value = decodeEncodedWords(header);
    const text = textFields.get(name);
    const toggle = switchFields.get(name);
    if (text !== undefined) fields[text] = value;
    if (toggle !== undefined) fields[toggle] = readSwitch(value);
  }
  const parsed = sidecarSchema.safeParse(fields, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new RejectedTriggerError('METADATA_INVALID', `metadata: ${fieldsRefused(listFaults(parsed.error)).message}`, {
    advice: 'Drop the picture again with corrected metadata.',
  });
}

function readSwitch(value: string): unknown {
  if (/^true$/i.test(value)) return true;
  return /^false$/i.test(value) ? false : value;
}
