import { createHash } from 'node:crypto';

import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';

import { SharpFitter } from '../../../../functions/adapters/pictures/sharp-fitter.ts';
import { MediaIdRefusedError, RateLimitedError, StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import type { PictureFitter, PictureRules } from '../../../../functions/domain/pictures/picture-fitter.ts';
import { publishAccount } from '../../../../functions/domain/publish-account.ts';
import { tagMedia } from '../../../../functions/domain/tag-media.ts';
import { corners, fixture, likeAPhone, noise } from '../../../fakes/pictures.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';

const sharpFitter = new SharpFitter();
const usual: PictureRules = { oversize: 'downscale', stripMetadata: true };
let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

function allow(rules: Partial<PictureRules> = {}, fitter: PictureFitter = sharpFitter): void {
  Object.assign(world.ports, { pictures: { fitter, rules: () => ({ ...usual, ...rules }) } });
}

/** The row of a post of these pictures, worked once. */
async function post(...pictures: readonly Uint8Array[]) {
  const media = pictures.map(
    (bytes, index) => ({ from: 'stored', ref: world.media.put(`main/${index}`, bytes) }) as const,
  );
  await world.accept('a', { media });
  await world.publish();
  return world.row('a');
}

const uploaded = (index = 0): Buffer => Buffer.from(world.x.uploaded[index]!.bytes);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const lying = async () => likeAPhone(corners(64, 48)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
const cmyk = async () => corners(64, 48).toColourspace('cmyk').jpeg().toBuffer();
const heavy = async () => noise(1800, 1400).png().toBuffer();

describe('a picture on its way to X', () => {
  it.each([
    { case: 'a bare JPEG', make: async () => corners(64, 48).jpeg().toBuffer() },
    { case: 'a bare PNG', make: async () => corners(64, 48).png().toBuffer() },
    { case: 'a WEBP', make: async () => fixture('photo-320x200.webp') },
    { case: 'a P3 profile', make: async () => corners(64, 48).withIccProfile('p3').jpeg().toBuffer() },
    { case: 'F90: an animated GIF', make: async () => fixture('animated-64x48-6-frames.gif') },
    { case: 'a film', make: async () => fixture('clip-320x240-2s.mp4') },
  ])('goes byte for byte where nothing is wrong with it: $case', async ({ make }) => {
    allow();
    const bytes = await make();
    expect(await post(bytes)).toMatchObject({ state: 'POSTED', warnings: [] });
    expect(sha256(uploaded())).toBe(sha256(bytes));
    expect([...world.media.objects.keys()].filter((key) => key.startsWith('work/fitted'))).toEqual([]);
  });

  it('F95: goes without where it was taken, its pixels untouched, though nothing else is wrong', async () => {
    const undecodable: PictureFitter = { fit: () => Promise.reject(new Error('must not be decoded')) };
    allow({}, undecodable);
    const bytes = await likeAPhone(corners(64, 48)).jpeg().toBuffer();
    const row = await post(bytes);
    expect(row.warnings).toEqual(['media[0] goes without its metadata (GPS, EXIF, XMP)']);
    const { exif, xmp } = await sharp(uploaded()).metadata();
    expect([exif, xmp]).toEqual([undefined, undefined]);
    expect(await sharp(uploaded()).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
  });

  it.each([
    { case: 'F97: lying on its side', make: lying, changes: ['turned', 'recompressed', 'stripped'] },
    { case: 'F89: in CMYK', make: cmyk, changes: ['recoloured', 'recompressed'] },
    { case: 'F88: too heavy', make: heavy, changes: ['converted', 'recompressed'] },
    { case: 'TIFF', make: async () => corners(64, 48).tiff().toBuffer(), changes: ['converted', 'recompressed'] },
    {
      case: 'AVIF',
      make: async () => corners(64, 48).avif({ effort: 0 }).toBuffer(),
      changes: ['converted', 'recompressed'],
    },
  ])('is made fit, and row, journal and tag tell of it: $case', async ({ make, changes }) => {
    allow();
    const row = await post(await make());
    expect(row).toMatchObject({ state: 'POSTED', media: [{ fitted: { ref: { key: 'fitted/a/0' }, changes } }] });
    expect(row.warnings.join()).toMatch(/^media\[0\] was /);
    expect(world.journal.linesOf('fitted')).toHaveLength(1);
    await tagMedia(row, world.media);
    expect(world.media.tags.get('work/fitted/a/0')).toMatchObject({
      'pigeonpost:state': 'posted',
      'pigeonpost:changed': changes.join(' '),
    });
  });

  it.each([
    { case: 'too heavy', make: heavy, code: 'MEDIA_TOO_LARGE' },
    { case: 'too wide', make: async () => corners(9000, 100).png().toBuffer(), code: 'MEDIA_PIXELS' },
    { case: 'TIFF', make: async () => corners(64, 48).tiff().toBuffer(), code: 'MEDIA_TYPE' },
    { case: 'AVIF', make: async () => corners(64, 48).avif({ effort: 0 }).toBuffer(), code: 'MEDIA_TYPE' },
  ])('is refused where the rules allow nothing to be made of it: $case', async ({ make, code }) => {
    allow({ oversize: 'refuse' });
    expect(await post(await make())).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(world.x.posts).toEqual([]);
  });

  it('keeps which way is up written in it where nothing may be encoded anew', async () => {
    allow({ oversize: 'refuse' });
    const row = await post(await lying());
    expect(row).toMatchObject({ state: 'POSTED', media: [{ fitted: { changes: ['stripped'] } }] });
    const { orientation, xmp } = await sharp(uploaded()).metadata();
    expect([orientation, xmp]).toEqual([6, undefined]);
  });

  it('keeps its metadata where the rules say so', async () => {
    allow({ stripMetadata: false });
    const bytes = await likeAPhone(corners(64, 48)).jpeg().toBuffer();
    await post(bytes);
    expect(sha256(uploaded())).toBe(sha256(bytes));
  });

  it.each([
    {
      case: 'F84: cut short',
      make: async () => (await noise(400, 300).jpeg().toBuffer()).subarray(0, 9000),
      code: 'MEDIA_CORRUPT',
    },
    { case: 'nothing', make: async () => Buffer.alloc(0), code: 'MEDIA_EMPTY' },
    {
      case: 'F87: SVG with a script',
      make: async () => Buffer.from('<svg><script>alert(1)</script></svg>'),
      code: 'MEDIA_TYPE',
    },
    {
      case: 'F92: HEIC',
      make: async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      code: 'MEDIA_TYPE_HEIC',
    },
    { case: 'a WEBP that moves', make: async () => fixture('animated-64x48-6-frames.webp'), code: 'MEDIA_MOVES' },
    { case: 'F98: a line', make: async () => corners(20_000, 1).png().toBuffer(), code: 'MEDIA_PIXELS' },
    { case: 'F98: a dot', make: async () => corners(1, 1).png().toBuffer(), code: 'MEDIA_PIXELS' },
    { case: 'a raw picture of a camera', make: async () => rawPicture(), code: 'MEDIA_TYPE' },
  ])('is refused whatever the rules: $case', async ({ make, code }) => {
    allow();
    expect(await post(await make())).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(world.x.uploaded).toEqual([]);
  });

  it('F93: is refused by its header where it is a bomb of 100 megapixels, and never decoded', async () => {
    allow({}, { fit: () => Promise.reject(new Error('must not be decoded')) });
    const create = { width: 10_000, height: 10_000, channels: 3, background: '#000' } as const;
    const bomb = await sharp({ create, limitInputPixels: false }).png().toBuffer();
    expect(await post(bomb)).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_PIXELS' } });
  });

  it('F85: is known by its bytes, whatever its name', async () => {
    allow();
    const ref = world.media.put('main/photo.jpg', await corners(64, 48).png().toBuffer());
    await world.accept('a', { media: [{ from: 'stored', ref }] });
    await world.publish();
    expect(world.x.uploaded).toMatchObject([{ mediaType: 'image/png' }]);
  });
});

describe('without the library that encodes', () => {
  const missing = new SharpFitter(() => Promise.reject(new Error('no sharp')));

  it.each([
    { case: 'lying on its side', make: lying, says: /as it is, lying on its side/ },
    { case: 'in CMYK', make: cmyk, says: /as it is, in CMYK/ },
  ])('a picture that X takes goes, with a warning: $case', async ({ make, says }) => {
    allow({}, missing);
    const row = await post(await make());
    expect(row.state).toBe('POSTED');
    expect(row.warnings.join()).toMatch(says);
  });

  it('a picture beyond the limits is refused, with a way out', async () => {
    allow({}, missing);
    expect(await post(await heavy())).toMatchObject({ state: 'REJECTED', failure: { code: 'FITTER_MISSING' } });
  });
});

describe('a publisher that stops while it makes a picture fit', () => {
  it('leaves the bytes that went up to its successor, whatever the rules say by then', async () => {
    allow();
    world.x.next('upload', new RateLimitedError('RATE_LIMITED', 'wait', world.now() + 60_000));
    await post(await lying());
    const staged = world.media.objects.get('work/fitted/a/0')!.bytes;
    allow({ oversize: 'refuse' });
    world.advance(120_000);
    await world.publish('another');
    expect((await world.row('a')).state).toBe('POSTED');
    expect(sha256(uploaded(0))).toBe(sha256(staged));
  });

  it('goes on with the next picture where its time ran out after the first', async () => {
    const stop = new AbortController();
    const fitted: number[] = [];
    const slow: PictureFitter = {
      fit: async (bytes, demand) => {
        fitted.push(bytes.length);
        stop.abort();
        return sharpFitter.fit(bytes, demand);
      },
    };
    allow({}, slow);
    const [first, second] = [await lying(), await cmyk()];
    const media = [first, second].map(
      (bytes, at) => ({ from: 'stored', ref: world.media.put(`main/${at}`, bytes) }) as const,
    );
    await world.accept('a', { media });
    await publishAccount('main', world.ports, { owner: 'me', deadlineEpochMs: Infinity, signal: stop.signal });
    expect(fitted).toEqual([first.length]);
    expect(await world.row('a')).toMatchObject({ state: 'DEFERRED', media: [{ fitted: {} }, {}] });
    world.advance(3_600_000);
    await world.publish();
    expect(fitted).toEqual([first.length, second.length]);
    expect((await world.row('a')).state).toBe('POSTED');
  });

  it('is not taken for dead where only the store failed', async () => {
    allow();
    await world.accept('a', { media: [{ from: 'stored', ref: world.media.put('main/a', await lying()) }] });
    const stage = world.media.stage.bind(world.media);
    for (let turn = 0; turn < 5; turn += 1) {
      world.media.stage = () => Promise.reject(new StoreUnavailableError('the bucket does not answer'));
      await world.publish();
      world.advance(3_600_000);
    }
    world.media.stage = stage;
    await world.publish();
    expect((await world.row('a')).state).toBe('POSTED');
  });

  it('uploads the same bytes again where X lost the first ones', async () => {
    allow();
    world.x.next('create', new MediaIdRefusedError('unknown media'));
    await post(await lying());
    world.advance(120_000);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
    expect(sha256(uploaded(1))).toBe(sha256(uploaded(0)));
    expect(world.journal.linesOf('fitted')).toHaveLength(1);
  });

  it('F100: ends the row at the third time, and posts nothing', async () => {
    const deadly: PictureFitter = { fit: () => new Promise(() => undefined) };
    allow({}, deadly);
    await world.accept('a', { media: [{ from: 'stored', ref: world.media.put('main/a', await lying()) }] });
    for (const owner of ['first', 'second']) {
      // It hangs in the decoder for ever: as dead as one whose memory ran out.
      void world.publish(owner);
      await expect.poll(async () => (await world.row('a')).media[0]?.decodings).toBe(owner === 'first' ? 1 : 2);
      world.advance(3_600_000);
    }
    await world.publish('third');
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_CRASHES' } });
    expect(world.x.posts).toEqual([]);
  });
});

/** The first directory of a raw file describes a thumbnail, and says so. */
function rawPicture(): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(1, 8);
  bytes.writeUInt16LE(0xfe, 10);
  bytes.writeUInt16LE(4, 12);
  bytes.writeUInt32LE(1, 14);
  bytes.writeUInt32LE(1, 18);
  return bytes;
}
