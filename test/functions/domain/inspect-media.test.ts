import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MediaRejectedError } from '../../../functions/domain/errors.ts';
import { TAIL_BYTES } from '../../../functions/domain/find-picture-end.ts';
import { HEAD_BYTES, inspectBytes, inspectMedia } from '../../../functions/domain/inspect-media.ts';
import { rangedBytes, type RangedBytes } from '../../../functions/domain/media-facts.ts';

const fixture = (name: string): Buffer => readFileSync(`test/fixtures/media/${name}`);

/** Bytes that arrive in chunks, and a list of the ranges that were asked for. */
function watched(bytes: Uint8Array, chunkBytes = 100): { source: RangedBytes; ranges: (readonly [number, number])[] } {
  const ranges: (readonly [number, number])[] = [];
  const read = (start: number, end: number): Promise<AsyncIterable<Uint8Array>> => {
    ranges.push([start, end]);
    return Promise.resolve(chunked(bytes.subarray(start, end), chunkBytes));
  };
  return { source: { totalBytes: bytes.length, read }, ranges };
}

// oxlint-disable-next-line typescript/require-await -- an async iterable of what is there
async function* chunked(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

describe('the facts of media', () => {
  it.each([
    ['photo-800x320.jpg', { mediaType: 'image/jpeg', kind: 'photo', widthPx: 800, heightPx: 320 }],
    ['progressive-640x480.jpg', { mediaType: 'image/jpeg', kind: 'photo', widthPx: 640, heightPx: 480 }],
    ['rotated-with-gps-320x200.jpg', { mediaType: 'image/jpeg', kind: 'photo', widthPx: 320, heightPx: 200 }],
    ['drawing-333x175.png', { mediaType: 'image/png', kind: 'photo', widthPx: 333, heightPx: 175 }],
    ['transparent-64x48.png', { mediaType: 'image/png', kind: 'photo', widthPx: 64, heightPx: 48 }],
    ['still-64x48.gif', { mediaType: 'image/gif', kind: 'photo', widthPx: 64, heightPx: 48, frames: 1 }],
    [
      'animated-64x48-6-frames.gif',
      { mediaType: 'image/gif', kind: 'animated-gif', widthPx: 64, heightPx: 48, frames: 6 },
    ],
    ['photo-320x200.webp', { mediaType: 'image/webp', kind: 'photo', widthPx: 320, heightPx: 200 }],
    ['lossless-64x48.webp', { mediaType: 'image/webp', kind: 'photo', widthPx: 64, heightPx: 48 }],
    [
      'animated-64x48-6-frames.webp',
      { mediaType: 'image/webp', kind: 'photo', widthPx: 64, heightPx: 48, moves: true },
    ],
    ['clip-320x240-2s.mp4', { mediaType: 'video/mp4', kind: 'video', widthPx: 320, heightPx: 240, seconds: 2 }],
    ['index-last-176x144-1s.mp4', { mediaType: 'video/mp4', kind: 'video', widthPx: 176, heightPx: 144, seconds: 1 }],
    ['clip-176x144-1s.mov', { mediaType: 'video/quicktime', kind: 'video', widthPx: 176, heightPx: 144, seconds: 1 }],
    ['too-short-64x64-200ms.mp4', { mediaType: 'video/mp4', kind: 'video', widthPx: 64, heightPx: 64, seconds: 0.2 }],
    ['too-long-64x64-150s.mp4', { mediaType: 'video/mp4', kind: 'video', widthPx: 64, heightPx: 64, seconds: 150 }],
  ])('are told for %s', async (name, facts) => {
    const bytes = fixture(name);
    const { source } = watched(bytes);
    await expect(inspectMedia(source)).resolves.toEqual({ ...facts, totalBytes: bytes.length });
    await expect(inspectBytes(bytes)).resolves.toEqual({ ...facts, totalBytes: bytes.length });
  });

  it('take one read for a small picture', async () => {
    const { source, ranges } = watched(fixture('photo-800x320.jpg'));
    await inspectMedia(source);
    expect(ranges).toHaveLength(1);
  });

  it('take the head and the end of a large picture, not the middle', async () => {
    const png = fixture('drawing-333x175.png');
    const comment = Buffer.concat([Buffer.from([0, 0x2d, 0xc6, 0xc0]), Buffer.from('teXt'), Buffer.alloc(3_000_004)]);
    const { source, ranges } = watched(Buffer.concat([png.subarray(0, 33), comment, png.subarray(33)]), 65_536);
    await expect(inspectMedia(source)).resolves.toMatchObject({ widthPx: 333, heightPx: 175 });
    const { totalBytes } = source;
    expect(ranges).toEqual([
      [0, HEAD_BYTES],
      [totalBytes - TAIL_BYTES, totalBytes],
    ]);
  });

  it('take the head of a film whose index comes first', async () => {
    const film = Buffer.concat([fixture('clip-320x240-2s.mp4'), box('free', Buffer.alloc(3_000_000))]);
    const { source, ranges } = watched(film, 65_536);
    await inspectMedia(source);
    expect(ranges).toEqual([[0, HEAD_BYTES]]);
  });

  it('find the index of a film behind its data without reading the data', async () => {
    const film = fixture('index-last-176x144-1s.mp4');
    const moov = film.indexOf('moov') - 4;
    const data = box('mdat', Buffer.alloc(2_000_000));
    const { source, ranges } = watched(Buffer.concat([film.subarray(0, 32), data, film.subarray(moov)]), 65_536);
    await expect(inspectMedia(source)).resolves.toMatchObject({ kind: 'video', seconds: 1, widthPx: 176 });
    expect(ranges.slice(1).every(([start, end]) => end - start < 5000)).toBe(true);
  });

  it('find the size of a JPEG behind a profile of half a megabyte', async () => {
    await expect(inspectBytes(withSegments(fixture('photo-800x320.jpg'), 8))).resolves.toMatchObject({ widthPx: 800 });
  });

  it('count a GIF too heavy for X as animated, unread', async () => {
    const gif = Buffer.concat([fixture('still-64x48.gif'), Buffer.alloc(15_728_640)]);
    const { source, ranges } = watched(gif, 65_536);
    await expect(inspectMedia(source)).resolves.toMatchObject({ kind: 'animated-gif' });
    expect(ranges).toHaveLength(1);
  });

  it.each([
    { case: 'a film behind a JPEG', name: 'photo-800x320.jpg', extra: Buffer.alloc(20_000, 1) },
    { case: 'an archive behind a PNG', name: 'drawing-333x175.png', extra: Buffer.alloc(20_000, 1) },
    { case: 'zeros behind a GIF', name: 'animated-64x48-6-frames.gif', extra: Buffer.alloc(20) },
  ])('F96: are told with $case', async ({ name, extra }) => {
    await expect(inspectBytes(Buffer.concat([fixture(name), extra]))).resolves.toMatchObject({
      totalBytes: expect.any(Number),
    });
  });

  it('are told for a JPEG with restarts and stuffed bytes in its data, and a film behind it', async () => {
    const frame = [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 32, 1, 1, 0x11, 0];
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xff, 0, 0xff, 0xd0, 0xff, 0xff, 0, 9, 0xff, 0xd9];
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, ...frame, ...scan]), Buffer.alloc(500, 1)]);
    await expect(inspectBytes(jpeg)).resolves.toMatchObject({ widthPx: 32, heightPx: 16 });
  });
});

describe('media cut short', () => {
  it.each([
    'photo-800x320.jpg',
    'progressive-640x480.jpg',
    'rotated-with-gps-320x200.jpg',
    'drawing-333x175.png',
    'still-64x48.gif',
    'animated-64x48-6-frames.gif',
    'photo-320x200.webp',
    'clip-320x240-2s.mp4',
    'index-last-176x144-1s.mp4',
    'clip-176x144-1s.mov',
  ])('F84: is refused as MEDIA_CORRUPT at 60 %%: %s', async (name) => {
    const bytes = fixture(name);
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.6));
    await expect(inspectBytes(cut)).rejects.toMatchObject({ name: 'MediaRejectedError', code: 'MEDIA_CORRUPT' });
  });

  it('is refused though a thumbnail in its header is whole', async () => {
    const jpeg = fixture('photo-800x320.jpg');
    const thumbnail = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0x01, 0x00]),
      Buffer.alloc(252, 1),
      Buffer.from([0xff, 0xd9]),
    ]);
    const cut = Buffer.concat([jpeg.subarray(0, 2), thumbnail, jpeg.subarray(2, 2000)]);
    await expect(inspectBytes(cut)).rejects.toMatchObject({ code: 'MEDIA_CORRUPT' });
  });

  it('is refused where zeros fill its place', async () => {
    const bytes = Buffer.from(fixture('photo-800x320.jpg'));
    bytes.fill(0, Math.floor(bytes.length / 2));
    await expect(inspectBytes(bytes)).rejects.toMatchObject({ code: 'MEDIA_CORRUPT' });
  });

  it.each(['photo-800x320.jpg', 'drawing-333x175.png', 'still-64x48.gif', 'photo-320x200.webp', 'clip-176x144-1s.mov'])(
    'never gives an error but ours, wherever it is cut: %s',
    async (name) => {
      const bytes = fixture(name);
      for (let end = 0; end < bytes.length; end += 37) {
        expect(await isFactsOrRefusal(bytes.subarray(0, end))).toBe(true);
      }
    },
  );
});

describe('media that is something else', () => {
  it.each([
    { case: 'nothing', bytes: new Uint8Array(0), code: 'MEDIA_EMPTY' },
    { case: 'a page', bytes: Buffer.from('<!doctype html>'), code: 'MEDIA_TYPE' },
    { case: 'a film without a picture', bytes: soundOnly(), code: 'MEDIA_TYPE' },
    { case: 'a picture of no width', bytes: withoutWidth(fixture('drawing-333x175.png')), code: 'MEDIA_CORRUPT' },
    { case: 'a film without an index', bytes: box('ftyp', Buffer.from('isom\0\0\0\0')), code: 'MEDIA_CORRUPT' },
    {
      case: 'a GIF without an image',
      bytes: Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'),
      code: 'MEDIA_CORRUPT',
    },
  ])('is refused: $case', async ({ bytes, code }) => {
    await expect(inspectBytes(bytes)).rejects.toMatchObject({ name: 'MediaRejectedError', code });
  });

  it('never gives an error but ours, whatever the bytes', async () => {
    const starts = [
      'photo-800x320.jpg',
      'drawing-333x175.png',
      'animated-64x48-6-frames.gif',
      'photo-320x200.webp',
      'clip-320x240-2s.mp4',
      'clip-176x144-1s.mov',
    ].map(fixture);
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), changes, fc.uint8Array(), async (start, changed, rest) => {
        const bytes = Buffer.concat([start, rest]);
        // Headers are where a wrong byte hurts.
        for (const [at, value] of changed) bytes[at % Math.min(bytes.length, 2000)] = value;
        expect(await isFactsOrRefusal(bytes)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('lets through what reading throws', async () => {
    const broken: RangedBytes = { totalBytes: 10, read: () => Promise.reject(new Error('store is away')) };
    await expect(inspectMedia(broken)).rejects.toThrow('store is away');
  });
});

async function isFactsOrRefusal(bytes: Uint8Array): Promise<boolean> {
  const outcome: unknown = await inspectMedia(rangedBytes(bytes)).catch((error: unknown) => error);
  return outcome instanceof MediaRejectedError || !(outcome instanceof Error);
}

function box(type: string, body: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

function withoutWidth(png: Uint8Array): Buffer {
  return Buffer.from(png).fill(0, 16, 20);
}

function soundOnly(): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(2000, 16);
  const moov = box('moov', Buffer.concat([box('mvhd', header), box('trak', box('tkhd', Buffer.alloc(84)))]));
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), moov]);
}

/** Puts segments of 64 kB, such as profiles and previews, before everything else in a JPEG. */
function withSegments(jpeg: Uint8Array, count: number): Buffer {
  const segment = Buffer.alloc(65_537, 0x55);
  segment.set([0xff, 0xe2, 0xff, 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: count }, () => segment), jpeg.subarray(2)]);
}
