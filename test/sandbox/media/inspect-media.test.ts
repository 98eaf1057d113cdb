import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../../sandbox/media/byte-source.ts';
import { inspectMedia } from '../../../sandbox/media/inspect-media.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));
const inspect = (bytes: Buffer) => inspectMedia(sourceOf(bytes));

const PICTURES = [
  { file: 'photo-800x320.jpg', mediaType: 'image/jpeg', widthPx: 800, heightPx: 320, frames: 1 },
  { file: 'progressive-640x480.jpg', mediaType: 'image/jpeg', widthPx: 640, heightPx: 480, frames: 1 },
  { file: 'rotated-with-gps-320x200.jpg', mediaType: 'image/jpeg', widthPx: 200, heightPx: 320, frames: 1 },
  { file: 'drawing-333x175.png', mediaType: 'image/png', widthPx: 333, heightPx: 175, frames: 1 },
  { file: 'transparent-64x48.png', mediaType: 'image/png', widthPx: 64, heightPx: 48, frames: 1 },
  { file: 'still-64x48.gif', mediaType: 'image/gif', widthPx: 64, heightPx: 48, frames: 1 },
  { file: 'animated-64x48-6-frames.gif', mediaType: 'image/gif', widthPx: 64, heightPx: 48, frames: 6 },
  { file: 'photo-320x200.webp', mediaType: 'image/webp', widthPx: 320, heightPx: 200, frames: 1 },
  { file: 'lossless-64x48.webp', mediaType: 'image/webp', widthPx: 64, heightPx: 48, frames: 1 },
  { file: 'animated-64x48-6-frames.webp', mediaType: 'image/webp', widthPx: 64, heightPx: 48, frames: 6 },
];

const MOVIES = [
  { file: 'clip-320x240-2s.mp4', mediaType: 'video/mp4', widthPx: 320, heightPx: 240, seconds: 2 },
  { file: 'index-last-176x144-1s.mp4', mediaType: 'video/mp4', widthPx: 176, heightPx: 144, seconds: 1 },
  { file: 'clip-176x144-1s.mov', mediaType: 'video/quicktime', widthPx: 176, heightPx: 144, seconds: 1 },
  { file: 'too-short-64x64-200ms.mp4', mediaType: 'video/mp4', widthPx: 64, heightPx: 64, seconds: 0.2 },
  { file: 'too-long-64x64-150s.mp4', mediaType: 'video/mp4', widthPx: 64, heightPx: 64, seconds: 150 },
];

describe('inspectMedia', () => {
  it.each(PICTURES)('reads type, upright dimensions and frames of $file', async ({ file, ...facts }) => {
    expect(await inspect(fixture(file))).toEqual({ kind: 'picture', ...facts });
  });

  it.each(MOVIES)('reads type, dimensions and duration of $file', async ({ file, seconds, ...facts }) => {
    const found = await inspect(fixture(file));
    expect(found).toEqual({ kind: 'movie', ...facts, durationMs: expect.any(Number) });
    // The container rounds to whole frames and sound packets.
    expect(found.kind === 'movie' && Math.abs((found.durationMs ?? 0) - seconds * 1000)).toBeLessThan(50);
  });

  it.each([
    { case: 'no bytes', bytes: Buffer.alloc(0), kind: 'unknown' },
    { case: 'text', bytes: Buffer.from('a picture, honestly'), kind: 'unknown' },
    { case: 'a page', bytes: Buffer.from('<!doctype html><svg xmlns="http://www.w3.org/2000/svg"/>'), kind: 'unknown' },
    { case: 'a Matroska film', bytes: Buffer.from('1a45dfa3a3428681014286', 'hex'), kind: 'unknown' },
    { case: 'the first bytes of a PNG', bytes: fixture('drawing-333x175.png').subarray(0, 12), kind: 'unknown' },
    { case: 'the first bytes of a JPEG', bytes: fixture('photo-800x320.jpg').subarray(0, 40), kind: 'broken' },
    { case: 'a film cut short', bytes: fixture('clip-320x240-2s.mp4').subarray(0, 9000), kind: 'broken' },
    { case: 'a film without its index', bytes: fixture('index-last-176x144-1s.mp4').subarray(0, 48), kind: 'broken' },
  ])('answers $kind for $case', async ({ bytes, kind }) => {
    expect(await inspect(bytes)).toEqual({ kind });
  });

  it('swaps width and height of a film that its matrix turns upright', async () => {
    const film = Buffer.from(fixture('clip-320x240-2s.mp4'));
    const matrix = film.indexOf('tkhd') + 4 + 40;
    film.writeInt32BE(0, matrix);
    film.writeInt32BE(0x10000, matrix + 4);
    expect(await inspect(film)).toMatchObject({ widthPx: 240, heightPx: 320 });
  });

  it('reads of a film its index alone, however long the film is', async () => {
    const film = fixture('clip-320x240-2s.mp4');
    let readBytes = 0;
    const found = await inspectMedia({
      sizeBytes: film.length,
      read: (offset, lengthBytes) => {
        const bytes = film.subarray(offset, offset + lengthBytes);
        readBytes += bytes.length;
        return Promise.resolve(bytes);
      },
    });
    expect(found.kind).toBe('movie');
    expect(readBytes).toBeLessThan(film.length / 2);
  });

  it('never throws, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await inspect(Buffer.from(bytes))).toHaveProperty('kind');
      }),
    );
  });

  it('never throws on real media with bytes changed and the end cut off', async () => {
    const files = [...PICTURES, ...MOVIES].map(({ file }) => fixture(file));
    const change = fc.record({ at: fc.nat({ max: 2000 }), value: fc.nat({ max: 255 }) });
    const damage = fc.record({
      file: fc.constantFrom(...files),
      changes: fc.array(change, { maxLength: 12 }),
      keep: fc.integer({ min: 0, max: 20_000 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, changes, keep }) => {
        const bytes = Buffer.from(file.subarray(0, keep));
        for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
        expect(await inspect(bytes)).toHaveProperty('kind');
      }),
      { numRuns: 400 },
    );
  });
});
