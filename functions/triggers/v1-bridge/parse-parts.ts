import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

import type { BridgeFile } from './bridge-call.ts';

const MAX_PARTS = 200;
/** A part with a file name is a text as well up to this size: some clients name every part a file. */
const LONGEST_NAMED_TEXT_BYTES = 16_384;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface MultipartParts {
  readonly texts: readonly (readonly [name: string, value: string])[];
  /** Every part that may be a file: with a file name, or no text. */
  readonly files: readonly BridgeFile[];
}

/**
 * The parts of a multipart body, told apart by their bytes and not by what the client declares. A body that cannot be
 * taken apart gives the parts before the fault: who needs more says what is missing.
 */
export async function parseParts(contentType: string, body: Uint8Array): Promise<MultipartParts> {
  const parts = await takeApart(contentType, body);
  const read = parts.map((part) => ({ part, text: textOf(part) }));
  return {
    texts: read.flatMap(({ part, text }) => (text === undefined ? [] : [[part.name, text] as const])),
    files: read.flatMap(({ part, text }) => (part.fileName !== undefined || text === undefined ? [part] : [])),
  };
}

function takeApart(contentType: string, body: Uint8Array): Promise<readonly BridgeFile[]> {
  const parts: BridgeFile[] = [];
  return new Promise((resolve) => {
    const parser = open(contentType);
    if (parser === undefined) return resolve([]);
    parser.on('file', (name: unknown, stream, fileName, transferEncoding, mediaType) => {
      void collect(stream).then((bytes) => {
        if (typeof name === 'string') parts.push(partOf(name, bytes, { fileName, transferEncoding, mediaType }));
      });
    });
    parser.on('finish', () => resolve(parts));
    parser.on('error', () => resolve(parts));
    parser.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  });
}

function open(contentType: string): BusboyInstance | undefined {
  try {
    const headers = { 'content-type': contentType };
    return new Busboy({ headers, isPartAFile: () => true, limits: { parts: MAX_PARTS, files: MAX_PARTS } });
  } catch {
    return undefined;
  }
}

/** What came of a part that breaks off is given as it is. */
function collect(stream: BusboyFileStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => resolve(Buffer.concat(chunks)));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
  });
}

interface PartFacts {
  readonly fileName: string | undefined;
  readonly transferEncoding: string;
  readonly mediaType: string;
}

function partOf(name: string, bytes: Buffer, { fileName, transferEncoding, mediaType }: PartFacts): BridgeFile {
  return {
    name,
    ...(fileName === undefined || fileName === '' ? {} : { fileName }),
    ...(mediaType === '' ? {} : { mediaType }),
    // Node's decoder passes over line breaks, and takes what is no base64 for the end.
    bytes: transferEncoding.toLowerCase() === 'base64' ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes,
  };
}

function textOf({ fileName, bytes }: BridgeFile): string | undefined {
  if (fileName !== undefined && bytes.length > LONGEST_NAMED_TEXT_BYTES) return undefined;
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
