import { readFileSync } from 'node:fs';

import type { Answer, Caller } from '../signed-request.ts';

const V1_UPLOAD = '/1.1/media/upload.json';

/** A file of test/fixtures/media. */
export function mediaFixture(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));
}

/** A multipart body; bytes become file parts, as clients send them. */
export function multipart(fields: Readonly<Record<string, string | Buffer<ArrayBuffer>>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([value]), 'file');
  }
  return form;
}

export function uploadSimply(
  call: Caller,
  bytes: Buffer<ArrayBuffer>,
  fields: Record<string, string> = {},
): Promise<Answer> {
  return call({ path: V1_UPLOAD, multipart: multipart({ ...fields, media: bytes }) });
}

export function init(
  call: Caller,
  totalBytes: number,
  mediaType: string,
  fields: Record<string, string> = {},
): Promise<Answer> {
  return call({
    path: V1_UPLOAD,
    form: { command: 'INIT', total_bytes: String(totalBytes), media_type: mediaType, ...fields },
  });
}

export function append(
  call: Caller,
  mediaId: string,
  index: number | string,
  bytes: Buffer<ArrayBuffer>,
): Promise<Answer> {
  const fields = { command: 'APPEND', media_id: mediaId, segment_index: String(index), media: bytes };
  return call({ path: V1_UPLOAD, multipart: multipart(fields) });
}

export function finalize(call: Caller, mediaId: string): Promise<Answer> {
  return call({ path: V1_UPLOAD, form: { command: 'FINALIZE', media_id: mediaId } });
}

export function status(call: Caller, mediaId: string): Promise<Answer> {
  return call({ path: `${V1_UPLOAD}?command=STATUS&media_id=${mediaId}` });
}

/** INIT, all segments in order, FINALIZE; the answer to FINALIZE. */
export async function uploadInChunks(
  call: Caller,
  bytes: Buffer<ArrayBuffer>,
  mediaType: string,
  fields: Record<string, string> = {},
  chunkBytes = 4096,
): Promise<Answer> {
  const mediaId = mediaIdOf(await init(call, bytes.length, mediaType, fields));
  for (let index = 0; index * chunkBytes < bytes.length; index += 1) {
    await append(call, mediaId, index, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes));
  }
  return finalize(call, mediaId);
}

export function mediaIdOf(answer: Answer): string {
  return String(answer.at('media_id_string'));
}
