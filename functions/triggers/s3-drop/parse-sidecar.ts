import * as z from 'zod';

import { PigeonpostError, RejectedTriggerError } from '../../domain/errors.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { nativePostSchema } from '../native-post-schema.ts';
import { parseJsonStrict } from '../webhook/parse-json-strict.ts';
import { replyTarget } from './manifest-schema.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SidecarEnding } from './sidecar-keys.ts';

/** A post as people write it, but for its picture, which lies beside it, and its key, which is the picture's. */
export const sidecarSchema = nativePostSchema.omit({ media: true, idempotencyKey: true }).extend({
  altText: z.string().exactOptional(),
  replyTo: replyTarget.exactOptional(),
});

export type Sidecar = z.output<typeof sidecarSchema>;

/**
 * What a sidecar says of its picture.
 *
 * @param key shown in the message
 * @throws RejectedTriggerError `SIDECAR_INVALID` when it cannot be read, or with every fault by its path
 */
export async function parseSidecar(bytes: Uint8Array, ending: SidecarEnding, key: string): Promise<Sidecar> {
  try {
    const parsed = sidecarSchema.safeParse(await readSidecarFields(bytes, ending), { reportInput: true });
    if (parsed.success) return parsed.data;
    throw fieldsRefused(listFaults(parsed.error));
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    throw new RejectedTriggerError('SIDECAR_INVALID', `${key}: ${error.message}`, {
      cause: error,
      advice: 'Correct the file beside the picture, then redrive the post or drop the picture again.',
    });
  }
}

/**
 * The fields as they were written, nothing checked.
 *
 * @throws RejectedTriggerError when it cannot be read
 */
export async function readSidecarFields(bytes: Uint8Array, ending: SidecarEnding): Promise<unknown> {
  if (ending === 'json') return parseJsonStrict(bytes);
  const text = decode(bytes);
  switch (ending) {
    case 'txt':
      return { text: text.trimEnd() };
    case 'md':
      return readFrontMatter(text);
    case 'yaml':
    case 'yml':
      return parseYaml(text);
  }
}

/** Fields between two lines of three dashes, then the text of the post; without them all of it is text. */
async function readFrontMatter(text: string): Promise<unknown> {
  const [, front, body = ''] = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n([\s\S]*))?$/m.exec(text) ?? [];
  if (front === undefined || !text.startsWith('---')) return { text: text.trim() };
  const fields = (await parseYaml(front)) ?? {};
  if (typeof fields !== 'object' || Array.isArray(fields)) {
    throw new RejectedTriggerError('SIDECAR_INVALID', 'has front matter that names no fields');
  }
  if (body.trim() === '') return fields;
  if ('text' in fields)
    throw new RejectedTriggerError('SIDECAR_INVALID', 'has a text in its front matter and below it');
  return { ...fields, text: body.trim() };
}

/** Editors on Windows begin a file with a byte order mark: it is no part of the text. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch (cause) {
    throw new RejectedTriggerError('SIDECAR_INVALID', 'is not UTF-8', { cause });
  }
}
