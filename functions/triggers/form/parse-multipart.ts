import type { Dicer as Splitter } from '@fastify/busboy';

import { MAX_FORM_ENTRIES, MAX_NAME_UNITS, type FormEntry } from './form-entry.ts';
import { formInvalid } from './form-invalid.ts';
import { parseParameters } from './parse-parameters.ts';
import { decodeText } from './parse-urlencoded.ts';

/** Without a blank at its end (RFC 2046, 5.1.1). */
const BOUNDARY_FORM = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

interface Part {
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly chunks: Buffer[];
}

/**
 * The fields and files of a `multipart/form-data` body.
 *
 * A part that cannot be read, or is no field, is refused: what it meant would silently be missing in the post.
 *
 * @throws RejectedTriggerError `FORM_INVALID`, `UTF8_INVALID`
 */
export async function parseMultipart(body: Uint8Array, boundary: string | undefined): Promise<readonly FormEntry[]> {
  if (boundary === undefined || !BOUNDARY_FORM.test(boundary)) {
    throw formInvalid('the content type names no boundary of 1 to 70 allowed characters');
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  refuseMany(bytes, boundary);
  const { Dicer } = await import('./splitter.ts');
  const parts = await takeApart(new Dicer({ boundary }), bytes);
  return parts.map(toEntry);
}

/** Counted before anything is made of them: each part costs far more memory than it has bytes. */
function refuseMany(bytes: Buffer, boundary: string): void {
  const delimiter = `--${boundary}`;
  let count = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    count += 1;
    if (count > MAX_FORM_ENTRIES + 1) throw formInvalid(`the form has more than ${MAX_FORM_ENTRIES} parts`);
  }
}

async function takeApart(splitter: Splitter, bytes: Buffer): Promise<readonly Part[]> {
  const parts: Part[] = [];
  let opened = 0;
  await new Promise<void>((resolve, reject) => {
    const refuse = () => reject(formInvalid('the body ends before its last boundary'));
    splitter.on('part', (stream) => {
      opened += 1;
      const chunks: Buffer[] = [];
      stream.on('header', (headers) => parts.push({ headers: headers as Part['headers'], chunks }));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', refuse);
    });
    splitter.on('finish', resolve);
    splitter.on('error', refuse);
    splitter.end(bytes);
  });
  if (opened > parts.length) throw formInvalid('a part has no headers');
  return parts;
}

function toEntry({ headers, chunks }: Part): FormEntry {
  const name = nameOf(headers);
  const transfer = only(headers, 'content-transfer-encoding', name)?.trim().toLowerCase() ?? 'binary';
  if (!['7bit', '8bit', 'binary'].includes(transfer)) throw formInvalid('send the part as it is, not encoded', name);
  const type = only(headers, 'content-type', name);
  const bytes = Buffer.concat(chunks);
  const filename = dispositionOf(headers)?.parameters.get('filename');
  if (filename !== undefined || (type !== undefined && !/^\s*text\/plain\b/i.test(type))) {
    return {
      name,
      value: { bytes, filename: decodeText(Buffer.from(filename ?? '', 'latin1'), name), mediaType: type ?? '' },
    };
  }
  const charset =
    parseParameters(type ?? 'text/plain')
      ?.parameters.get('charset')
      ?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') throw formInvalid('must be in UTF-8', name);
  return { name, value: decodeText(bytes, name) };
}

/** The parser hands out one character for each byte. */
function nameOf(headers: Part['headers']): string {
  const disposition = dispositionOf(headers);
  if (disposition?.value !== 'form-data') throw formInvalid('a part has no content-disposition of form-data');
  const name = decodeText(Buffer.from(disposition.parameters.get('name') ?? '', 'latin1'), '');
  if (name === '') throw formInvalid('a field has no name');
  if (name.length > MAX_NAME_UNITS) throw formInvalid('the name is too long', name);
  return name;
}

function dispositionOf(headers: Part['headers']) {
  return parseParameters(only(headers, 'content-disposition', '') ?? '');
}

function only(headers: Part['headers'], header: string, path: string): string | undefined {
  const [value, ...others] = headers[header] ?? [];
  if (others.length > 0) throw formInvalid(`the header ${header} stands twice in a part`, path);
  return value;
}
