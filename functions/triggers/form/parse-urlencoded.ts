import { RejectedTriggerError } from '../../domain/errors.ts';
import { MAX_FORM_ENTRIES, MAX_NAME_UNITS, type FormEntry } from './form-entry.ts';
import { formInvalid } from './form-invalid.ts';

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
  const bytes = text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(Buffer.from(bytes, 'latin1'), path);
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
