import { describe, expect, it } from 'vitest';

import { MediaRejectedError } from '../../../functions/domain/errors.ts';
import { MeteredMedia } from '../../../functions/domain/metered-media.ts';
import { MAX_DECODED_BYTES } from '../../../functions/domain/pictures/expect-fit.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES, MAX_VIDEO_BYTES } from '../../../functions/domain/x-limits.ts';
import { picture } from '../../fakes/webhook-bench.ts';

const jpeg = picture();
const heads = {
  JPEG: jpeg.subarray(0, 1_024),
  GIF: Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(1_018)]),
  MP4: Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), Buffer.alloc(1_012)]),
};

/** The head, then zeros without end, in pieces that are all the same memory. */
function endless(head: Uint8Array, pulled: { bytes: number }) {
  const zeros = Buffer.alloc(1_048_576);
  return (async function* () {
    for (let piece = head; ; piece = zeros) {
      pulled.bytes += piece.length;
      yield piece;
    }
  })();
}

async function read(metered: MeteredMedia): Promise<number> {
  let bytes = 0;
  for await (const piece of metered) bytes += piece.length;
  return bytes;
}

describe('bytes on their way to the store', () => {
  it.each([1, 7, 1_023, 1_024, 1_025, 100_000])('come through whole, in pieces of %i bytes', async (pieceBytes) => {
    const bytes = (async function* () {
      for (let at = 0; at < jpeg.length; at += pieceBytes) yield jpeg.subarray(at, at + pieceBytes);
    })();
    const metered = new MeteredMedia({ toldBytes: jpeg.length, bytes });
    const through: Uint8Array[] = [];
    for await (const piece of metered) through.push(piece);
    expect(Buffer.concat(through).equals(jpeg)).toBe(true);
    expect(metered.facts).toMatchObject({ mediaType: 'image/jpeg', totalBytes: jpeg.length });
  });

  it.each([
    { kind: 'JPEG', most: MAX_PHOTO_BYTES },
    { kind: 'GIF', most: MAX_GIF_BYTES },
    { kind: 'MP4', most: MAX_VIDEO_BYTES },
  ] as const)('F136: are cut off at the limit of $kind, however many follow', async ({ kind, most }) => {
    const pulled = { bytes: 0 };
    const metered = new MeteredMedia({ toldBytes: undefined, bytes: endless(heads[kind], pulled) });
    await expect(read(metered)).rejects.toThrow(`or more, allowed ${most}`);
    expect(pulled.bytes).toBeLessThanOrEqual(most + 1_048_576);
    expect(metered.failure).toBeInstanceOf(MediaRejectedError);
  });

  it('may be as large as a picture that can be made fit, where pictures are', async () => {
    const pulled = { bytes: 0 };
    const metered = new MeteredMedia({ toldBytes: undefined, bytes: endless(heads.JPEG, pulled) }, true);
    await expect(read(metered)).rejects.toThrow(`or more, allowed ${MAX_DECODED_BYTES}`);
    const gif = new MeteredMedia({ toldBytes: undefined, bytes: endless(heads.GIF, pulled) }, true);
    await expect(read(gif)).rejects.toThrow(`or more, allowed ${MAX_GIF_BYTES}`);
  });

  it.each([
    { kind: 'TIFF', head: 'II*\0', mediaType: 'image/tiff' },
    { kind: 'AVIF', head: '\0\0\0\x1cftypavif', mediaType: 'image/avif' },
  ])('may be $kind where pictures are made fit, and there alone', async ({ head, mediaType }) => {
    const media = () => ({
      toldBytes: undefined,
      bytes: (async function* () {
        yield Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(2_000)]);
      })(),
    });
    const metered = new MeteredMedia(media(), true);
    await read(metered);
    expect(metered.facts).toMatchObject({ mediaType });
    await expect(read(new MeteredMedia(media()))).rejects.toMatchObject({ code: 'MEDIA_TYPE' });
  });

  it.each([
    { kind: 'JPEG', toldBytes: MAX_PHOTO_BYTES + 1, pulls: 1_024 },
    { kind: 'MP4', toldBytes: MAX_VIDEO_BYTES + 1, pulls: 0 },
  ] as const)('F136: are not read at all where their length is told: $kind', async ({ kind, toldBytes, pulls }) => {
    const pulled = { bytes: 0 };
    await expect(read(new MeteredMedia({ toldBytes, bytes: endless(heads[kind], pulled) }))).rejects.toThrow('allowed');
    expect(pulled.bytes).toBe(pulls);
  });
});
