import { readFileSync } from 'node:fs';

import type { SandboxProcess } from './sandbox-process.ts';
import { signerFor } from './sign-call.ts';

const MIB = 1024 * 1024;
const CHUNK_BYTES = 5 * MIB;
const IN_FLIGHT = 4;
const UPLOAD = '/1.1/media/upload.json';

export interface UploadFigures {
  readonly bytes: number;
  readonly seconds: number;
  /** Resident memory before; undefined where there is no /proc. */
  readonly idleBytes: number | undefined;
  readonly peakBytes: number | undefined;
}

/** A chunked upload of a film of that size, four segments of 5 MiB at a time. */
export async function measureUpload(sandbox: SandboxProcess, mebibytes: number): Promise<UploadFigures> {
  const bytes = mebibytes * MIB;
  const idleBytes = sandbox.memoryBytes('now');
  const startedMs = performance.now();
  const media_id = await begin(sandbox, bytes);
  await appendAll(sandbox, media_id, bytes);
  await finish(sandbox, media_id, bytes);
  const seconds = (performance.now() - startedMs) / 1000;
  return { bytes, seconds, idleBytes, peakBytes: sandbox.memoryBytes('highest') };
}

async function begin(sandbox: SandboxProcess, bytes: number): Promise<string> {
  const form = { command: 'INIT', media_type: 'video/mp4', media_category: 'tweet_video', total_bytes: String(bytes) };
  const begun = (await post(sandbox, 202, new URLSearchParams(form), form)) as { media_id_string: string };
  return begun.media_id_string;
}

async function appendAll(sandbox: SandboxProcess, mediaId: string, bytes: number): Promise<void> {
  const chunkOf = filmOf(bytes);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next * CHUNK_BYTES < bytes) {
      const index = next;
      next += 1;
      const segment = new FormData();
      segment.append('command', 'APPEND');
      segment.append('media_id', mediaId);
      segment.append('segment_index', String(index));
      segment.append('media', new Blob([chunkOf(index)]), 'chunk');
      await post(sandbox, 204, segment);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
}

async function finish(sandbox: SandboxProcess, media_id: string, bytes: number): Promise<void> {
  const form = { command: 'FINALIZE', media_id };
  const finished = (await post(sandbox, 201, new URLSearchParams(form), form)) as { size: number };
  if (finished.size !== bytes) throw new Error(`the sandbox counts ${finished.size} bytes instead of ${bytes}`);
}

async function post(
  { url, keys }: SandboxProcess,
  status: number,
  body: URLSearchParams | FormData,
  signed?: Readonly<Record<string, string>>,
): Promise<unknown> {
  const headers = { authorization: signerFor(keys)(`${url}${UPLOAD}`, signed) };
  const signal = AbortSignal.timeout(60_000);
  const response = await fetch(`${url}${UPLOAD}`, { method: 'POST', headers, body, signal });
  const text = await response.text();
  if (response.status !== status) throw new Error(`media/upload got ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A real film followed by a box that says it is free space. */
function filmOf(totalBytes: number): (index: number) => Buffer<ArrayBuffer> {
  const film = readFileSync(new URL('../../test/fixtures/media/clip-320x240-2s.mp4', import.meta.url));
  const free = Buffer.from('00000001667265650000000000000000', 'hex');
  free.writeBigUInt64BE(BigInt(totalBytes - film.length), 8);
  const head = Buffer.concat([film, free]);
  return (index) => {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, totalBytes - index * CHUNK_BYTES), index);
    if (index === 0) head.copy(chunk);
    return chunk;
  };
}
