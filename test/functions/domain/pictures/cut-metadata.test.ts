import { load } from 'exifreader';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { cutMetadata } from '../../../../functions/domain/pictures/cut-metadata.ts';
import { lookAtPicture } from '../../../../functions/domain/pictures/look-at-picture.ts';
import { corners, fixture, likeAPhone } from '../../../fakes/pictures.ts';

const types = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
type Format = keyof typeof types;

function lookAt(bytes: Uint8Array, format: Format) {
  const look = lookAtPicture(bytes, types[format]);
  if (look === undefined) throw new Error(`${format} is not looked at`);
  return look;
}

const cut = (bytes: Uint8Array, format: Format): Uint8Array => cutMetadata(bytes, lookAt(bytes, format), types[format]);

async function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}

/** Every group of tags that another reader finds. */
function groupsIn(bytes: Uint8Array): readonly string[] {
  const tags = load(Uint8Array.from(bytes).buffer, { expanded: true });
  return Object.keys(tags).filter((group) => ['exif', 'gps', 'xmp', 'iptc', 'pngText', 'Thumbnail'].includes(group));
}

describe('metadata cut out of a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'F95: leaves neither place nor maker nor words in a %s, and every pixel as it was',
    async (format) => {
      const bytes = await likeAPhone(corners(64, 48)).keepIccProfile().withIccProfile('p3').toFormat(format).toBuffer();
      expect(lookAt(bytes, format).metadata).toEqual(
        expect.arrayContaining(['GPS', 'EXIF', format === 'png' ? 'comments' : 'XMP']),
      );
      const clean = cut(bytes, format);
      expect(groupsIn(clean)).toEqual([]);
      expect(lookAt(clean, format).metadata).toEqual([]);
      expect(await pixelsOf(clean)).toEqual(await pixelsOf(bytes));
      expect((await sharp(clean).metadata()).icc).toEqual((await sharp(bytes).metadata()).icc);
    },
  );

  it('F95: takes IPTC, comments and a film behind a JPEG, and the texts of a PNG', async () => {
    const jpeg = await corners(64, 48).jpeg().toBuffer();
    const iptc = segment(0xed, 'Photoshop 3.0\0 8BIM a name');
    const comment = segment(0xfe, 'my address');
    const film = Buffer.from('ftypmp42 a film');
    const busy = Buffer.concat([jpeg.subarray(0, 2), iptc, comment, jpeg.subarray(2), film]);
    expect(lookAt(busy, 'jpeg').metadata).toEqual(['IPTC', 'comments', 'attached data']);
    expect(Buffer.from(cut(busy, 'jpeg'))).toEqual(jpeg);

    const png = await corners(64, 48).png().toBuffer();
    const texts = Buffer.concat([
      chunk('tEXt', 'Author\0me'),
      chunk('iTXt', 'Place\0\0\0\0\0home'),
      chunk('zTXt', 'x'),
    ]);
    const told = Buffer.concat([png.subarray(0, 33), texts, png.subarray(33)]);
    expect(lookAt(told, 'png').metadata).toEqual(['comments']);
    expect(Buffer.from(cut(told, 'png'))).toEqual(png);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('keeps which way is up in a %s, and nothing else', async (format) => {
    const bytes = await likeAPhone(corners(64, 48)).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
    expect(lookAt(bytes, format).orientation).toBe(6);
    const clean = cut(bytes, format);
    expect(await sharp(clean).metadata()).toMatchObject({ format, orientation: 6 });
    expect(lookAt(clean, format)).toMatchObject({ orientation: 6, metadata: ['EXIF'] });
    expect(await pixelsOf(clean)).toEqual(await pixelsOf(bytes));
  });

  it.each([
    { format: 'jpeg', behind: 'PK\x03\x04 an archive' },
    { format: 'png', behind: '<!doctype html>' },
    { format: 'webp', behind: 'a film' },
  ] as const)('F96: takes another file off the end of a $format', async ({ format, behind }) => {
    const bytes = await corners(64, 48).toFormat(format).toBuffer();
    const both = Buffer.concat([bytes, Buffer.from(behind)]);
    expect(lookAt(both, format).metadata).toEqual(['attached data']);
    expect(Buffer.from(cut(both, format))).toEqual(bytes);
  });

  it('finds nothing in what is bare', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await corners(64, 48).toFormat(format).toBuffer();
      expect(lookAt(bytes, format)).toMatchObject({ metadata: [], orientation: 1, isCmyk: false });
      expect(Buffer.from(cut(bytes, format))).toEqual(bytes);
    }
  });

  it('takes no zeros behind a picture for something attached', async () => {
    const bytes = Buffer.concat([await corners(64, 48).jpeg().toBuffer(), Buffer.alloc(100)]);
    expect(lookAt(bytes, 'jpeg').metadata).toEqual([]);
  });

  it('covers every byte of a file once, and never throws, whatever the bytes', () => {
    const files = { jpeg: 'rotated-with-gps-320x200.jpg', png: 'transparent-64x48.png', webp: 'photo-320x200.webp' };
    const formats = Object.keys(files) as Format[];
    const changes = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(...formats), changes, fc.nat(3000), (format, changed, endByte) => {
        const bytes = Buffer.from(fixture(files[format]).subarray(0, Math.max(32, endByte)));
        for (const [at, value] of changed) bytes[at % bytes.length] = value;
        const { segments } = lookAt(bytes, format);
        expect(segments.at(0)?.startByte).toBe(0);
        expect(segments.at(-1)?.endByteExclusive).toBe(bytes.length);
        for (const [index, { startByte, endByteExclusive }] of segments.entries()) {
          expect(endByteExclusive).toBeGreaterThanOrEqual(startByte);
          expect(startByte).toBe(segments[index - 1]?.endByteExclusive ?? 0);
        }
        cut(bytes, format);
      }),
      { numRuns: 500 },
    );
  });
});

function segment(marker: number, text: string): Buffer {
  const bytes = Buffer.from(`\xff${String.fromCodePoint(marker)}\0\0${text}`, 'latin1');
  bytes.writeUInt16BE(text.length + 2, 2);
  return bytes;
}

function chunk(type: string, text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(type + text, 'latin1'), Buffer.alloc(4)]);
}
