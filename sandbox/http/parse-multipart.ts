import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

import type { FilePart, Param } from './endpoint.ts';

export interface MultipartBody {
  readonly parts: readonly FilePart[];
  readonly params: readonly Param[];
  readonly files: readonly FilePart[];
}

const MAX_PARTS = 200;
/** A part with a filename is also a parameter up to this size: some clients give every part a filename. */
const LONGEST_TEXT_FILE_BYTES = 16_384;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The parts of a multipart body. A body that cannot be taken apart gives the parts before the fault;
 * the endpoint then misses what it needs and says so.
 */
export async function parseMultipart(contentType: string, body: Buffer): Promise<MultipartBody> {
  const parser = createParser(contentType);
  return sortOut(parser === undefined ? [] : await takeApart(parser, body));
}

function createParser(contentType: string): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // Every part as bytes: whether it is a text is seen from its bytes, not from what the client declares.
      isPartAFile: () => true,
      limits: { parts: MAX_PARTS, files: MAX_PARTS },
    });
  } catch {
    return undefined;
  }
}

function takeApart(parser: BusboyInstance, body: Buffer): Promise<readonly FilePart[]> {
  const parts: FilePart[] = [];
  return new Promise((resolve) => {
    const done = (): void => resolve(parts);
    parser.on('file', (name, stream, filename, transferEncoding, mimeType) => {
      collect(stream, (bytes) => {
        const facts = { filename: filename || undefined, contentType: mimeType || undefined, transferEncoding };
        if (typeof name === 'string') parts.push({ name, ...facts, bytes });
      });
    });
    parser.on('finish', done);
    parser.on('error', done);
    parser.end(body);
  });
}

function collect(stream: BusboyFileStream, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', () => undefined);
  stream.on('end', () => done(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
}

function sortOut(parts: readonly FilePart[]): MultipartBody {
  const params: Param[] = [];
  const files: FilePart[] = [];
  for (const part of parts) {
    const named = part.filename !== undefined;
    const text = named && part.bytes.length > LONGEST_TEXT_FILE_BYTES ? undefined : textOf(part.bytes);
    if (named || text === undefined) files.push(part);
    if (text !== undefined) params.push({ name: part.name, value: text, from: 'multipart' });
  }
  return { parts, params, files };
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
