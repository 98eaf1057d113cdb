import { randomBytes } from 'node:crypto';

import type { RequestBody } from './request-body.ts';

export interface FilePart {
  readonly name: string;
  readonly mediaType: string;
  readonly totalBytes: number;
  /** Exactly `totalBytes` bytes. */
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly dispose?: () => void;
}

/**
 * A `multipart/form-data` body whose length is known before its bytes are: fields first, then one file.
 *
 * Written by hand, since FormData with Blobs costs twice the CPU and holds the file (`docs/performance.md`).
 */
export function multipartBody(fields: readonly (readonly [string, string])[], file: FilePart): RequestBody {
  const boundary = `pigeonpost-${randomBytes(18).toString('hex')}`;
  const head = Buffer.from(
    `${fields.map(([name, value]) => fieldPart(boundary, name, value)).join('')}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="${file.name}"; filename="media"\r\n` +
      `Content-Type: ${file.mediaType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    totalBytes: head.length + file.totalBytes + tail.length,
    bytes: concat(head, file.bytes, tail),
    formFields: [],
    ...(file.dispose === undefined ? {} : { dispose: file.dispose }),
  };
}

function fieldPart(boundary: string, name: string, value: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

async function* concat(head: Buffer, bytes: FilePart['bytes'], tail: Buffer): AsyncGenerator<Uint8Array> {
  yield head;
  yield* bytes;
  yield tail;
}
