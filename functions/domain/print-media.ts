import { createHash } from 'node:crypto';

import type { RangedBytes } from './media-facts.ts';

/** More than any picture or GIF that X takes: only films are heavier. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;
const SAMPLE_BYTES = 1024 * 1024;

/** What tells equal bytes from others. */
export interface MediaPrint {
  readonly print: string;
  /** Hex; absent for a film too heavy to be read for this. */
  readonly sha256?: string;
}

/** By the SHA-256 of the bytes; of a heavy film, by its size and samples of its start, middle and end. */
export async function printMedia(source: RangedBytes, signal?: AbortSignal): Promise<MediaPrint> {
  const { totalBytes } = source;
  if (totalBytes <= MAX_WHOLE_BYTES) {
    const sha256 = await hashOf(source, [0], totalBytes, signal);
    return { print: `sha256-${sha256}`, sha256 };
  }
  const starts = [0, Math.floor((totalBytes - SAMPLE_BYTES) / 2), totalBytes - SAMPLE_BYTES];
  return { print: `samples-${totalBytes}-${await hashOf(source, starts, SAMPLE_BYTES, signal)}` };
}

async function hashOf(
  source: RangedBytes,
  starts: readonly number[],
  lengthBytes: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const hash = createHash('sha256');
  for (const start of starts) {
    for await (const part of await source.read(start, start + lengthBytes, signal)) hash.update(part);
  }
  return hash.digest('hex');
}
