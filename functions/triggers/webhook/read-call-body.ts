import { createHash } from 'node:crypto';

import { foldEntries, type Folded } from '../form/fold-entries.ts';
import { isFormFile, type FormEntry } from '../form/form-entry.ts';
import { parseMultipart } from '../form/parse-multipart.ts';
import { parseUrlencoded } from '../form/parse-urlencoded.ts';
import { fingerprintOf } from './fingerprint.ts';
import { formToNative, type NativeForm } from './form-to-native.ts';
import { parseJsonStrict } from './parse-json-strict.ts';

/** How a body is written down. */
export interface BodyType {
  readonly form: 'json' | 'urlencoded' | 'multipart';
  /** Between the parts of `multipart`. */
  readonly boundary?: string;
}

/** What a signed body says. */
export interface CallBody extends NativeForm {
  /** Plain JSON; of a file its name, type, size and hash. */
  readonly value: unknown;
  /** SHA-256, hex, of what a repeat of the body has in common with it. */
  readonly bodyHash: string;
}

/**
 * What the body of a call says.
 *
 * @param isOwn the body is a native post; a form of other people's is taken as it comes
 * @throws RejectedTriggerError `UTF8_INVALID`, `JSON_INVALID`, `FORM_INVALID`
 */
export async function readCallBody(rawBody: Uint8Array, type: BodyType, isOwn: boolean): Promise<CallBody> {
  if (type.form === 'json') return ofJson(parseJsonStrict(rawBody), rawBody);
  const entries = type.form === 'urlencoded' ? parseUrlencoded(rawBody) : await parseMultipart(rawBody, type.boundary);
  const packed = isOwn ? undefined : packedJson(entries);
  if (packed !== undefined) return ofJson(parseJsonStrict(Buffer.from(packed)), rawBody);
  const folded = foldEntries(entries, isOwn ? 'refuse' : 'list');
  const value = told(folded);
  // A sender that repeats a multipart body draws a new boundary: its parts are what stays.
  const bodyHash = type.form === 'multipart' ? fingerprintOf(value) : sha256Hex(rawBody);
  const own = isOwn ? formToNative(folded) : { native: value, files: new Map<number, Uint8Array>() };
  return { ...own, value, bodyHash };
}

function ofJson(value: unknown, rawBody: Uint8Array): CallBody {
  return { value, native: value, files: new Map(), bodyHash: sha256Hex(rawBody) };
}

/** GitHub and Slack can send their JSON as the one field `payload` of a form. */
function packedJson([first, ...others]: readonly FormEntry[]): string | undefined {
  if (first?.name !== 'payload' || others.length > 0 || typeof first.value !== 'string') return undefined;
  return first.value.startsWith('{') ? first.value : undefined;
}

function told(value: Folded): unknown {
  if (typeof value === 'string') return value;
  if (isFormFile(value)) {
    const { bytes, filename, mediaType } = value;
    return { filename, mediaType, totalBytes: bytes.length, sha256: sha256Hex(bytes) };
  }
  if (Array.isArray(value)) return value.map(told);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, told(inner)]));
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
