import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { mediaFixture } from './upload-by-v1.ts';

const photo = mediaFixture('photo-800x320.jpg');
const JPEG = { kind: 'photo', mimeType: 'image/jpeg', widthPx: 800, heightPx: 320 };
const part = (bytes: Buffer, transferEncoding = '7bit') => ({
  name: 'media[]',
  filename: 'media.png',
  contentType: 'application/octet-stream',
  transferEncoding,
  bytes,
});

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('inspectInline', () => {
  it.each([
    { case: 'raw bytes', given: part(photo), image: JPEG },
    { case: 'base64 that says so', given: part(Buffer.from(photo.toString('base64')), 'base64'), image: JPEG },
    { case: 'base64 that does not say so', given: part(Buffer.from(photo.toString('base64'))), image: JPEG },
    {
      case: 'base64 with line breaks',
      given: part(Buffer.from(photo.toString('base64').replaceAll(/.{76}/g, '$&\n'))),
      image: JPEG,
    },
    { case: 'raw bytes that claim to be base64', given: part(photo, 'base64'), image: JPEG },
    {
      case: 'a PNG',
      given: part(mediaFixture('drawing-333x175.png')),
      image: { kind: 'photo', mimeType: 'image/png', widthPx: 333, heightPx: 175 },
    },
    { case: 'a still GIF', given: part(mediaFixture('still-64x48.gif')), image: { kind: 'gif' } },
    {
      case: 'an animated GIF',
      given: part(mediaFixture('animated-64x48-6-frames.gif')),
      image: { kind: 'animated-gif' },
    },
  ])('takes $case', async ({ given, image }) => {
    expect(await sandbox.world.media.inspectInline(given, 3_145_728)).toMatchObject(image);
  });

  it.each([
    { case: 'a WEBP', bytes: mediaFixture('photo-320x200.webp') },
    { case: 'a film', bytes: mediaFixture('clip-320x240-2s.mp4') },
    { case: 'text', bytes: Buffer.from('a picture, honestly') },
    { case: 'base64 of text', bytes: Buffer.from(Buffer.from('a picture, honestly').toString('base64')) },
    { case: 'nothing', bytes: Buffer.alloc(0) },
  ])('refuses $case', async ({ bytes }) => {
    expect(await sandbox.world.media.inspectInline(part(bytes), 3_145_728)).toBe('not-an-image');
  });

  it('measures the picture and not its base64', async () => {
    const base64 = part(Buffer.from(photo.toString('base64')));
    expect(await sandbox.world.media.inspectInline(base64, photo.length)).toMatchObject(JPEG);
    expect(await sandbox.world.media.inspectInline(base64, photo.length - 1)).toBe('too-large');
    expect(await sandbox.world.media.inspectInline(part(photo), photo.length - 1)).toBe('too-large');
  });
});

describe('storeInline', () => {
  it('keeps the picture under an id of that account, ready to be shown', async () => {
    const account = sandbox.accounts[0]!;
    const { media } = sandbox.world;
    const image = await media.inspectInline(part(photo), 3_145_728);
    if (typeof image === 'string') throw new Error(image);
    const stored = await media.storeInline(account, image);
    expect(stored).toMatchObject({
      ...JPEG,
      ownerId: account.userId,
      processing: 'none',
      mediaKey: `3_${stored.mediaId}`,
    });
    expect(media.findAttachable(stored.mediaId, account, sandbox.world.now())).toEqual(stored);
    expect(media.findAttachable(stored.mediaId, sandbox.accounts[1]!, sandbox.world.now())).toBe('foreign');
    expect(Buffer.concat(await media.bytes(stored.mediaId)!.open().toArray())).toEqual(photo);
  });

  it('takes a picture larger than an upload may be, if update_with_media did', async () => {
    const image = await sandbox.world.media.inspectInline(
      part(Buffer.concat([photo, Buffer.alloc(6_000_000)])),
      8_000_000,
    );
    if (typeof image === 'string') throw new Error(image);
    expect(await sandbox.world.media.storeInline(sandbox.accounts[0]!, image)).toMatchObject(JPEG);
  });
});
