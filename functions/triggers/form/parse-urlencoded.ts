import { RejectedTriggerError } from '../../domain/errors.ts';
import { MAX_FORM_ENTRIES, MAX_NAME_UNITS, type FormEntry } from './form-entry.ts';
import { formInvalid } from './form-invalid.ts';

const PERCENT = 0x25;

/**
 * The fields of an `application/x-www-form-urlencoded` body.
 *
 * Strict where the WHATWG's reader would guess: a `%` without two digits, and bytes that are no UTF-8, are refused.
 *
 * @throws RejectedTriggerError `FORM_INVALID`, `UTF8_INVALID`
 */
export function parseUrlencoded(body: Uint8Array): readonly FormEntry[] {
  const text = Buffer.from(body).toString('latin1');
  const pairs = text.split('&', MAX_FORM_ENTRIES + 1).filter((pair) => pair !== '');
  if (pairs.length > MAX_FORM_ENTRIES) throw formInvalid(`the form has more than ${MAX_FORM_ENTRIES} fields`);
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    const name = decode(at === -1 ? pair : pair.slice(0, at), '');
    if (name === '') throw formInvalid('a field has no name');
    if (name.length > MAX_NAME_UNITS) throw formInvalid('the name is too long', name);
    return { name, value: at === -1 ? '' : decode(pair.slice(at + 1), name) };
  });
}

/** Each unit of the text is one byte here. */
function decode(text: string, path: string): string {
  if (/%(?![0-9a-f]{2})/i.test(text)) throw formInvalid('a % is not followed by two hexadecimal digits', path);
  const bytes = Buffer.from(text.replaceAll('+', ' '), 'latin1');
  let end = 0;
  // Written over itself, since it only gets shorter: a megabyte of escapes would be slow one text at a time.
  for (let at = 0; at < bytes.length; at += 1, end += 1) {
    const byte = bytes[at] ?? 0;
    bytes[end] = byte === PERCENT ? Number.parseInt(text.slice(at + 1, at + 3), 16) : byte;
    if (byte === PERCENT) at += 2;
  }
  return decodeText(bytes.subarray(0, end), path);
}

/**
 * @throws RejectedTriggerError `UTF8_INVALID`
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const what = path === '' ? 'the name of a field' : path.slice(0, 100);
    throw new RejectedTriggerError('UTF8_INVALID', `${what} is not UTF-8`, { cause });
  }
}
