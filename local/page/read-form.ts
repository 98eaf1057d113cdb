import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

import type { HttpEvent } from './answers.ts';

const MAX_FIELDS = 50;
const MAX_FIELD_BYTES = 200_000;

/** A file that somebody chose. */
export interface FormFile {
  /** The field's name. */
  readonly field: string;
  readonly bytes: Buffer;
}

/** What a browser sends with a form; a field that is missing reads as empty. */
export interface Form {
  text(name: string): string;
  readonly files: readonly FormFile[];
}

/** The form in a request; undefined when it brings none, or a broken one. */
export async function readForm({ headers, body = '', isBase64Encoded }: HttpEvent): Promise<Form | undefined> {
  const contentType = headers['content-type'] ?? '';
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return formOf(new Map(new URLSearchParams(bytes.toString('utf8'))), []);
  }
  return /^multipart\/form-data\b/i.test(contentType) ? readMultipart(contentType, bytes) : undefined;
}

function formOf(fields: ReadonlyMap<string, string>, files: readonly FormFile[]): Form {
  // Forms write every line break as CR LF; people mean one.
  return { files, text: (name) => (fields.get(name) ?? '').replaceAll('\r\n', '\n') };
}

async function readMultipart(contentType: string, body: Buffer): Promise<Form | undefined> {
  const parser = openParser(contentType);
  if (parser === undefined) return undefined;
  const fields = new Map<string, string>();
  const files: FormFile[] = [];
  return new Promise((resolve) => {
    parser.on('field', (name, value) => void fields.set(name, value));
    parser.on('file', (field, stream, filename) =>
      collect(stream, (bytes) => {
        // A field in which nothing was chosen comes as a file without a name.
        if (filename !== '' && filename !== undefined) files.push({ field, bytes });
      }),
    );
    parser.on('finish', () => resolve(formOf(fields, files)));
    parser.on('error', () => resolve(undefined));
    parser.end(body);
  });
}

function openParser(contentType: string): BusboyInstance | undefined {
  try {
    const limits = { fields: MAX_FIELDS, files: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES };
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch {
    return undefined;
  }
}

function collect(stream: BusboyFileStream, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', () => undefined);
  stream.on('end', () => done(Buffer.concat(chunks)));
}
