import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import type { ByteSource } from './byte-source.ts';
import type { Segment } from './upload-session.ts';

const READ_BYTES = 64 * 1024;

/**
 * Uploaded bytes in files, a folder an upload and a file a segment, never joined: what is read is read across them.
 * So nothing is copied at FINALIZE and a film of 512 MB is never in memory.
 */
export class MediaFiles {
  readonly #dataDir: string | undefined;
  #folder: string | undefined;
  #writes = 0;

  /** Without a data folder the files lie in a temporary one, which `close` removes. */
  constructor(dataDir: string | undefined) {
    this.#dataDir = dataDir;
  }

  /** Writes the bytes of a segment; doing it again changes nothing. They are there whole, or not at all. */
  async write(mediaId: string, segment: Segment, bytes: Buffer): Promise<void> {
    const folder = join(this.#openFolder(), mediaId);
    await mkdir(folder, { recursive: true });
    const path = join(folder, fileName(segment));
    this.#writes += 1;
    const unfinished = `${path}.${this.#writes}.part`;
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  }

  /** The segments, one after the other, as one run of bytes. */
  source(mediaId: string, segments: readonly Segment[]): ByteSource {
    const sizeBytes = segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
    return {
      sizeBytes,
      read: async (offset, lengthBytes) => {
        const end = Math.min(offset + lengthBytes, sizeBytes) - 1;
        return end < offset
          ? Buffer.alloc(0)
          : Buffer.concat(await this.stream(mediaId, segments, offset, end).toArray());
      },
    };
  }

  /** Bytes `start` to `end`, both inclusive. */
  stream(mediaId: string, segments: readonly Segment[], start: number, end: number): Readable {
    return Readable.from(this.#read(mediaId, segments, start, end), { objectMode: false });
  }

  async remove(mediaId: string): Promise<void> {
    if (this.#folder !== undefined) await rm(join(this.#folder, mediaId), { recursive: true, force: true });
  }

  /** Removes what an upload left behind whose record was never written, since the process was killed in between. */
  removeAllBut(isKnown: (mediaId: string) => boolean): void {
    if (this.#dataDir === undefined) return;
    const folder = this.#openFolder();
    for (const mediaId of readdirSync(folder)) {
      if (!isKnown(mediaId)) rmSync(join(folder, mediaId), { recursive: true, force: true });
    }
  }

  async removeAll(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  async close(): Promise<void> {
    if (this.#dataDir === undefined) await this.removeAll();
  }

  #openFolder(): string {
    if (this.#folder !== undefined) return this.#folder;
    this.#folder =
      this.#dataDir === undefined ? mkdtempSync(join(tmpdir(), 'x-sandbox-media-')) : join(this.#dataDir, 'media');
    mkdirSync(this.#folder, { recursive: true });
    return this.#folder;
  }

  async *#read(mediaId: string, segments: readonly Segment[], start: number, end: number): AsyncGenerator<Buffer> {
    const folder = join(this.#openFolder(), mediaId);
    let segmentStart = 0;
    for (const segment of segments) {
      const from = Math.max(start - segmentStart, 0);
      const to = Math.min(end - segmentStart, segment.sizeBytes - 1);
      segmentStart += segment.sizeBytes;
      if (from <= to) yield* readFileRange(join(folder, fileName(segment)), from, to);
    }
  }
}

/** The hash stands in the name, so that other bytes for a taken index never touch the first ones. */
function fileName({ index, sha256 }: Segment): string {
  return `${String(index).padStart(3, '0')}-${sha256.slice(0, 16)}`;
}

async function* readFileRange(path: string, start: number, end: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    for (let at = start; at <= end; at += READ_BYTES) {
      const lengthBytes = Math.min(READ_BYTES, end - at + 1);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(lengthBytes), 0, lengthBytes, at);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
