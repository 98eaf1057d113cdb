import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { SharpFitter } from '../../../../functions/adapters/pictures/sharp-fitter.ts';
import { MediaRejectedError } from '../../../../functions/domain/errors.ts';
import { inspectBytes } from '../../../../functions/domain/inspect-media.ts';
import { corners, likeAPhone, noise, pixelOf } from '../../../fakes/pictures.ts';

const fitter = new SharpFitter();
const roomy = { maxBytes: 5_242_880, maxSidePx: 8192, keepMetadata: false };

describe('a picture encoded anew', () => {
  it('F89: in CMYK becomes sRGB, its colours what they were within 3 of 255', async () => {
    const cmyk = await corners(64, 48).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const shown = await pixelOf(cmyk, 8, 8);
    const { bytes, mediaType } = await fitter.fit(cmyk, roomy);
    expect(mediaType).toBe('image/jpeg');
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    for (const [channel, value] of (await pixelOf(bytes, 8, 8)).entries()) {
      expect(Math.abs(value - (shown[channel] ?? 0))).toBeLessThanOrEqual(3);
    }
  });

  it('F97: lying on its side is turned, and its mark is gone', async () => {
    const lying = await corners(64, 48).jpeg({ quality: 100 }).withMetadata({ orientation: 6 }).toBuffer();
    const { bytes, widthPx, heightPx } = await fitter.fit(lying, roomy);
    expect([widthPx, heightPx]).toEqual([48, 64]);
    expect((await sharp(bytes).metadata()).orientation).toBeUndefined();
    // What was at the top left is at the top right now.
    const [red = 0, green = 0, blue = 0] = await pixelOf(bytes, 40, 8);
    expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
  });

  it('keeps the colour profile, and no other metadata', async () => {
    const phone = await likeAPhone(corners(64, 48)).withIccProfile('p3').jpeg().toBuffer();
    const { bytes } = await fitter.fit(phone, roomy);
    const { icc, exif, xmp, iptc } = await sharp(bytes).metadata();
    expect(icc).toEqual((await sharp(phone).metadata()).icc);
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the rest too where the rules say so, but for which way was up', async () => {
    const phone = await likeAPhone(corners(64, 48)).withMetadata({ orientation: 3 }).jpeg().toBuffer();
    const { bytes } = await fitter.fit(phone, { ...roomy, keepMetadata: true });
    const { exif, orientation } = await sharp(bytes).metadata();
    expect(exif?.toString('latin1')).toContain('Pigeon');
    expect(orientation ?? 1).toBe(1);
  });

  it.each([
    { case: 'a JPEG stays one', make: () => noise(1200, 900).jpeg({ quality: 100 }), mediaType: 'image/jpeg' },
    { case: 'a photo in PNG becomes JPEG', make: () => noise(1200, 900).png(), mediaType: 'image/jpeg' },
    { case: 'a WEBP stays one', make: () => noise(600, 450).webp({ quality: 100 }), mediaType: 'image/webp' },
    {
      case: 'what can be seen through stays PNG',
      make: () => noise(600, 450).ensureAlpha(0.5).png(),
      mediaType: 'image/png',
    },
    {
      case: 'alpha that hides nothing is dropped',
      make: () => noise(1200, 900).ensureAlpha(1).png(),
      mediaType: 'image/jpeg',
    },
  ])('F88: too heavy is made as much lighter as it must be, no more: $case', async ({ make, mediaType }) => {
    const heavy = await make().toBuffer();
    const maxBytes = Math.round(heavy.length / 5);
    const fitted = await fitter.fit(heavy, { ...roomy, maxBytes });
    expect(fitted.mediaType).toBe(mediaType);
    expect(fitted.bytes.length).toBeLessThanOrEqual(maxBytes);
    expect(fitted.bytes.length).toBeGreaterThan(maxBytes / 4);
    await expect(inspectBytes(fitted.bytes)).resolves.toMatchObject({ mediaType });
  });

  it('too wide is scaled to the widest that X takes', async () => {
    const wide = await corners(9000, 100).png().toBuffer();
    expect(await fitter.fit(wide, roomy)).toMatchObject({ widthPx: 8192, heightPx: 91, mediaType: 'image/png' });
  });

  it.each([
    { case: 'TIFF', make: () => corners(64, 48).tiff(), mediaType: 'image/jpeg' },
    { case: 'TIFF of 16 bits', make: () => corners(64, 48).toColourspace('rgb16').tiff(), mediaType: 'image/jpeg' },
    { case: 'TIFF in CMYK', make: () => corners(64, 48).toColourspace('cmyk').tiff(), mediaType: 'image/jpeg' },
    {
      case: 'TIFF with alpha',
      make: () => corners(64, 48).ensureAlpha(0.5).tiff({ compression: 'lzw' }),
      mediaType: 'image/png',
    },
    { case: 'AVIF', make: () => corners(64, 48).avif({ effort: 0 }), mediaType: 'image/jpeg' },
    {
      case: 'AVIF with alpha',
      make: () => corners(64, 48).ensureAlpha(0.5).avif({ effort: 0 }),
      mediaType: 'image/png',
    },
  ])('of a format that X does not take becomes one that it takes: $case', async ({ make, mediaType }) => {
    const fitted = await fitter.fit(await make().toBuffer(), roomy);
    expect(fitted).toMatchObject({ mediaType, widthPx: 64, heightPx: 48 });
    const [red = 0, green = 0, blue = 0] = await pixelOf(fitted.bytes, 8, 8);
    expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
  });

  it('is the same each time, byte for byte', async () => {
    const heavy = await noise(400, 300).jpeg({ quality: 100 }).toBuffer();
    const [first, second] = [
      await fitter.fit(heavy, { ...roomy, maxBytes: 20_000 }),
      await new SharpFitter().fit(heavy, { ...roomy, maxBytes: 20_000 }),
    ];
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
  });
});

describe('a picture that cannot be encoded anew', () => {
  it.each([
    {
      case: 'cut short',
      code: 'MEDIA_CORRUPT',
      make: async () => (await noise(400, 300).jpeg().toBuffer()).subarray(0, 9000),
    },
    {
      case: 'a PNG cut short',
      code: 'MEDIA_CORRUPT',
      make: async () => (await noise(400, 300).png().toBuffer()).subarray(0, 9000),
    },
    {
      case: 'an SVG that names a file of this machine',
      code: 'MEDIA_CORRUPT',
      make: async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    },
    {
      case: 'F98: a line that cannot be scaled',
      code: 'MEDIA_PIXELS',
      make: async () => corners(20_000, 1).png().toBuffer(),
    },
    { case: 'F93: a bomb of 100 megapixels', code: 'MEDIA_PIXELS', make: bomb },
  ])('F84, F87: is refused: $case', async ({ code, make }) => {
    const outcome: unknown = await fitter.fit(await make(), roomy).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(MediaRejectedError);
    expect(outcome).toMatchObject({ code });
  });

  it('F98: with a broken profile, of grey with alpha, or of 16 bits is encoded, not crashed on', async () => {
    const broken = await corners(64, 48).withIccProfile('p3').jpeg().toBuffer();
    const at = broken.indexOf('ICC_PROFILE');
    broken.fill(0xa5, at + 30, at + 200);
    const pictures = [
      broken,
      await corners(64, 48).greyscale().ensureAlpha(0.5).png().toBuffer(),
      await corners(64, 48).toColourspace('rgb16').png().toBuffer(),
      await corners(64, 48).greyscale().jpeg().toBuffer(),
    ];
    for (const picture of pictures) {
      expect(await fitter.fit(picture, roomy)).toMatchObject({ widthPx: 64, heightPx: 48 });
    }
  });

  it('is refused with a way out where the library cannot be loaded', async () => {
    const bare = new SharpFitter(() => Promise.reject(new Error('Could not load the "sharp" module')));
    await expect(bare.fit(await corners(8, 8).jpeg().toBuffer(), roomy)).rejects.toMatchObject({
      code: 'FITTER_MISSING',
      advice: expect.stringContaining('npm ci'),
    });
  });
});

/** 100 megapixels in some 300 KB. */
async function bomb(): Promise<Buffer> {
  const create = { width: 10_000, height: 10_000, channels: 3, background: '#000' } as const;
  return sharp({ create, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
}
