import type { Folded } from '../form/fold-entries.ts';
import { isFormFile } from '../form/form-entry.ts';
import { formInvalid } from '../form/form-invalid.ts';

/** A form as the native post it writes down. */
export interface NativeForm {
  readonly native: unknown;
  /** Of the media that came as files, index by index; in the post an empty `data` stands in their place. */
  readonly files: ReadonlyMap<number, Uint8Array>;
}

/** Fields that are no texts; what is neither stays a text, for the post's schema to refuse. */
const flags: ReadonlySet<string> = new Set([
  'sensitive',
  'madeWithAi',
  'paidPartnership',
  'displayCoordinates',
  'dryRun',
]);
const numbers: ReadonlySet<string> = new Set(['lat', 'long', 'wait']);
/** Of which one may be given without brackets. */
const lists: readonly string[] = ['media', 'additionalOwners', 'thread'];

/**
 * The native post that the fields of a form write down: files are `media[]`, alt texts `altText[]` in the same order.
 *
 * @throws RejectedTriggerError `FORM_INVALID` with the field
 */
export function formToNative({ altText, ...fields }: Readonly<Record<string, Folded>>): NativeForm {
  const native = typed(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asList(name, value)])));
  const media = native['media'];
  const files = new Map<number, Uint8Array>();
  if (Array.isArray(media)) native['media'] = media.map((medium: unknown, index) => placeFile(medium, index, files));
  if (altText !== undefined) describe(native['media'], altText);
  refuseStrayFiles(native);
  return { native, files };
}

function asList(name: string, value: Folded): Folded {
  const isAlone = typeof value === 'string' || isFormFile(value);
  return isAlone && lists.includes(name) ? [value] : value;
}

function typed(fields: Readonly<Record<string, Folded>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typedField(name, value)]));
}

function typedField(name: string, value: Folded): unknown {
  if (isFormFile(value)) return value;
  if (Array.isArray(value)) return value.map((one) => typedField('', one));
  if (typeof value === 'object') return typed(value);
  if (flags.has(name)) return value === 'true' || (value === 'false' ? false : value);
  return numbers.has(name) && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value;
}

function placeFile(medium: unknown, index: number, files: Map<number, Uint8Array>): unknown {
  if (!isFormFile(medium)) return medium;
  files.set(index, medium.bytes);
  return { data: '' };
}

function describe(media: unknown, altText: Folded): void {
  const texts = Array.isArray(altText) ? altText : [altText];
  for (const [index, text] of texts.entries()) {
    const path = `altText[${index}]`;
    const medium: unknown = Array.isArray(media) ? media[index] : undefined;
    if (typeof text !== 'string') throw formInvalid('must be a text', path);
    if (typeof medium !== 'object' || medium === null) throw formInvalid(`there is no media[${index}]`, path);
    if ('altText' in medium) throw formInvalid(`media[${index}] has an alt text of its own`, path);
    // An empty one leaves its picture out.
    if (text !== '') Object.assign(medium, { altText: text });
  }
}

function refuseStrayFiles(value: unknown, path = ''): void {
  if (typeof value !== 'object' || value === null) return;
  if (isFormFile(value)) throw formInvalid('is a file: files are sent as media[]', path);
  for (const [name, inner] of Object.entries(value)) refuseStrayFiles(inner, path === '' ? name : `${path}.${name}`);
}
