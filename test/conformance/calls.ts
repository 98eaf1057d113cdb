import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import type { Answer, Caller } from '../sandbox/signed-request.ts';
import { idOf, succeeds } from './answers.ts';

export const UPDATE = '/1.1/statuses/update.json';
export const WITH_MEDIA = '/1.1/statuses/update_with_media.json';
export const UPLOAD = '/1.1/media/upload.json';
export const METADATA = '/1.1/media/metadata/create.json';

type Fields = Readonly<Record<string, string>>;
type Part = readonly [name: string, value: string | Uint8Array<ArrayBuffer>];

/** Bytes of a file of test/fixtures/media. */
export function media(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url));
}

/** The picture of the documents' example: 333 by 175. */
export const drawing = media('drawing-333x175.png');
export const photo = media('photo-800x320.jpg');
export const gif = media('animated-64x48-6-frames.gif');
export const film = media('clip-320x240-2s.mp4');

/** A multipart body in that order; bytes become file parts. */
export function multipart(...parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([value]), 'media.bin');
  }
  return form;
}

export function update(call: Caller, form: Fields): Promise<Answer> {
  return call({ path: UPDATE, form });
}

/** Posts a text and gives its id. */
export async function tweet(call: Caller, status: string, form: Fields = {}): Promise<string> {
  return idOf(succeeds(await update(call, { status, ...form })), 'id_str');
}

export function destroy(call: Caller, id: string): Promise<Answer> {
  return call({ method: 'POST', path: `/1.1/statuses/destroy/${id}.json` });
}

export function updateWithMedia(
  call: Caller,
  fields: Fields,
  ...pictures: readonly (string | Uint8Array<ArrayBuffer>)[]
): Promise<Answer> {
  const parts = pictures.map((picture): Part => ['media[]', picture]);
  return call({ path: WITH_MEDIA, multipart: multipart(...Object.entries(fields), ...parts) });
}

export function uploadSimply(call: Caller, ...parts: readonly Part[]): Promise<Answer> {
  return call({ path: UPLOAD, multipart: multipart(...parts) });
}

/** Uploads a picture in one call and gives its id. */
export async function picture(call: Caller, bytes = drawing, ...parts: readonly Part[]): Promise<string> {
  return idOf(succeeds(await uploadSimply(call, ...parts, ['media', bytes])), 'media_id_string');
}

export async function init(call: Caller, totalBytes: number, type: string, more: Fields = {}): Promise<string> {
  const form = { command: 'INIT', total_bytes: String(totalBytes), media_type: type, ...more };
  return idOf(succeeds(await call({ path: UPLOAD, form }), 202), 'media_id_string');
}

export function append(
  call: Caller,
  mediaId: string,
  index: number | string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Answer> {
  return uploadSimply(
    call,
    ['command', 'APPEND'],
    ['media_id', mediaId],
    ['segment_index', String(index)],
    ['media', bytes],
  );
}

export function finalize(call: Caller, mediaId: string): Promise<Answer> {
  return call({ path: UPLOAD, form: { command: 'FINALIZE', media_id: mediaId } });
}

export function status(call: Caller, mediaId: string): Promise<Answer> {
  return call({ path: `${UPLOAD}?command=STATUS&media_id=${mediaId}` });
}

/** Cuts bytes into that many segments. */
export function segmentsOf(bytes: Buffer<ArrayBuffer>, count: number): readonly Buffer<ArrayBuffer>[] {
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_unused, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** INIT, one APPEND, FINALIZE; the id, whether or not it is processed yet. */
export async function chunked(
  call: Caller,
  bytes: Buffer<ArrayBuffer>,
  type: string,
  more: Fields = {},
): Promise<string> {
  const id = await init(call, bytes.length, type, more);
  succeeds(await append(call, id, 0, bytes), 204);
  return idOf(succeeds(await finalize(call, id), 201), 'media_id_string');
}

const PATIENCE_MS = 60_000;

/** Asks for STATUS, as often as it says, until the media is processed; the states seen in order, and the last answer. */
export async function processed(
  ask: () => Promise<Answer>,
  ...path: readonly string[]
): Promise<{ states: string[]; last: Answer }> {
  const states: string[] = [];
  const deadlineMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const last = succeeds(await ask());
    const info = last.at(...path, 'processing_info') as { state: string; check_after_secs?: number } | undefined;
    const state = info?.state ?? 'succeeded';
    if (states.at(-1) !== state) states.push(state);
    if (info?.check_after_secs === undefined) return { states, last };
    if (Date.now() > deadlineMs) throw new Error(`still ${state} after ${PATIENCE_MS / 1000} s`);
    await wait(info.check_after_secs * 1000);
  }
}
