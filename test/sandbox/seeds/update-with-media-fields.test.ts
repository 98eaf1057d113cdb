import { describe, expect, it } from 'vitest';

import { mediaFixture, multipart, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';
import { UPDATE, UPDATE_WITH_MEDIA, drawing, outcome, withDrawing } from './posting-endpoints.ts';

const sandbox = usePlayground();

const send = (form: FormData, query = ''): Promise<Answer> =>
  sandbox.call({ path: `${UPDATE_WITH_MEDIA}${query}`, multipart: form });
const post = (status: string): Promise<Answer> => send(withDrawing({ status }));
const picture = (name: string): Blob => new Blob([mediaFixture(name)]);

interface Configuration {
  readonly characters_reserved_per_media: number;
  readonly max_media_per_upload: number;
  readonly photo_size_limit: number;
}
const configuration = async (): Promise<Configuration> =>
  (await sandbox.call({ path: '/1.1/help/configuration.json' })).json as Configuration;

/** Each title quotes the table of parameters of POST statuses/update_with_media, or its older copy. */
describe('status of POST statuses/update_with_media', () => {
  it('"status required The text of your status update."', async () => {
    expect(outcome(await send(multipart(['media[]', drawing])))).toEqual([403, 170]);
    expect((await post('the text')).at('text')).toMatch(/^the text https/);
  });

  it('"URL encode as necessary."', async () => {
    const status = '100% & a + b = é ☃';
    const shown = '100% &amp; a + b = é ☃';
    const inPart = await post(`${status} %20`);
    expect(inPart.at('text')).toMatch(new RegExp(`^${shown.replace('+', String.raw`\+`)} %20 https`));
    const inQuery = await send(multipart(['media[]', drawing]), `?status=${encodeURIComponent(status)}`);
    expect(inQuery.at('text')).toMatch(new RegExp(`^${shown.replace('+', String.raw`\+`)} https`));
  });

  it.each([
    '"link wrapping may affect character counts if the post contains URLs."',
    '"t.co link wrapping may affect character counts if the post contains URLs."',
  ])('%s', async () => {
    const link = `http://example.com/${'y'.repeat(300)}`;
    const room = 280 - (await configuration()).characters_reserved_per_media - ' '.length - 23;
    const taken = await post(`${'x'.repeat(room)} ${link}`);
    expect(taken.at('text')).toMatch(/^x+ https:\/\/t\.co\/\w{10} https:\/\/t\.co\/\w{10}$/);
    expect(outcome(await post(`${'x'.repeat(room + 1)} ${link}`))).toEqual([403, 186]);
  });

  it('"You must additionally account for the characters_reserved_per_media per uploaded media, additionally accounting for space characters in between finalized URLs."', async () => {
    await sandbox.set({ configuration: { maxMediaPerUpload: 3, charactersReservedPerMedia: 30 } });
    const pictures = (count: number) => Array.from({ length: count }, () => ['media[]', drawing] as const);
    for (const count of [1, 2, 3]) {
      const room = 280 - count * 30 - (count - 1);
      const letter = String(count);
      expect((await send(multipart(['status', letter.repeat(room)], ...pictures(count)))).status).toBe(200);
      const over = await send(multipart(['status', letter.repeat(room + 1)], ...pictures(count)));
      expect(outcome(over)).toEqual([403, 186]);
    }
  });

  it.each([
    '"Request the GET help / configuration </en/docs/developer-utilities/configuration/api-reference/get-help-c current characters_reserved_per_mediaandmax_media_per_upload` values."',
    '"Request the GET help / configuration endpoint to get the current characters_reserved_per_media and max_media_per_upload values."',
  ])('%s', async () => {
    const told = await configuration();
    expect(told).toMatchObject({ characters_reserved_per_media: 24, max_media_per_upload: 1 });
    expect((await post('x'.repeat(280 - told.characters_reserved_per_media))).status).toBe(200);
    await sandbox.set({ configuration: { charactersReservedPerMedia: 40, maxMediaPerUpload: 2 } });
    expect(await configuration()).toMatchObject({ characters_reserved_per_media: 40, max_media_per_upload: 2 });
    expect(outcome(await post('y'.repeat(241)))).toEqual([403, 186]);
    expect((await post('y'.repeat(240))).status).toBe(200);
  });
});

describe('media[] of POST statuses/update_with_media', () => {
  it('"Up to max_media_per_upload files may be specified in the request, each named media[]"', async () => {
    const several = (count: number) =>
      send(multipart(['status', `${count}`], ...Array.from({ length: count }, () => ['media[]', drawing] as const)));
    expect((await several(1)).status).toBe(200);
    expect(outcome(await several(2))).toEqual([403, 195]);
    await sandbox.set({ configuration: { maxMediaPerUpload: 3 } });
    const { at } = await several(3);
    expect(at('extended_entities', 'media')).toHaveLength(3);
    expect(outcome(await several(4))).toEqual([403, 195]);
  });

  it('"Supported image formats are PNG, JPG and GIF, including animated GIFs of up to 3MB ."', async () => {
    const types = {
      'drawing-333x175.png': 'photo',
      'photo-800x320.jpg': 'photo',
      'still-64x48.gif': 'photo',
      'animated-64x48-6-frames.gif': 'animated_gif',
    };
    for (const [name, type] of Object.entries(types)) {
      const { at } = await send(multipart(['status', name], ['media[]', picture(name)]));
      expect([name, at('extended_entities', 'media', 0, 'type')]).toEqual([name, type]);
    }
    for (const name of ['photo-320x200.webp', 'clip-320x240-2s.mp4']) {
      expect(outcome(await send(multipart(['status', name], ['media[]', picture(name)])))).toEqual([403, 195]);
    }
    const limit = 3 * 1024 * 1024;
    const animated = mediaFixture('animated-64x48-6-frames.gif');
    const padded = (bytes: number) => new Blob([animated, Buffer.alloc(bytes - animated.length)]);
    expect((await send(multipart(['status', 'just'], ['media[]', padded(limit)]))).status).toBe(200);
    expect(outcome(await send(multipart(['status', 'over'], ['media[]', padded(limit + 1)])))).toEqual([403, 193]);
  });

  it('"This data must be either the raw image bytes or encoded as base64."', async () => {
    const bytes = mediaFixture('photo-800x320.jpg');
    const kept = async ({ at }: Answer) => {
      const response = await fetch(`${sandbox.url}/_sandbox/media/${String(at('entities', 'media', 0, 'id_str'))}`);
      return Buffer.from(await response.arrayBuffer()).equals(bytes);
    };
    expect(await kept(await send(multipart(['status', 'raw'], ['media[]', new Blob([bytes])])))).toBe(true);
    expect(await kept(await send(multipart(['status', 'text'], ['media[]', bytes.toString('base64')])))).toBe(true);
    const asFile = new Blob([bytes.toString('base64')]);
    expect(await kept(await send(multipart(['status', 'file'], ['media[]', asFile])))).toBe(true);
    const neither = new Blob([bytes.toString('hex')]);
    expect(outcome(await send(multipart(['status', 'neither'], ['media[]', neither])))).toEqual([403, 195]);
  });

  it.each([
    '"Request the GET help / configuration </en/docs/developer-utilities/configuration/api-reference/get-help-c current max_media_per_uploadandphoto_size_limit` values."',
    '"Request the GET help / configuration endpoint to get the current max_media_per_upload and photo_size_limit values."',
  ])('%s', async () => {
    expect(await configuration()).toMatchObject({ max_media_per_upload: 1, photo_size_limit: 3_145_728 });
    await sandbox.set({ configuration: { photoSizeLimitBytes: drawing.size } });
    expect((await configuration()).photo_size_limit).toBe(drawing.size);
    expect((await post('fits')).status).toBe(200);
    await sandbox.set({ configuration: { photoSizeLimitBytes: drawing.size - 1 } });
    expect(outcome(await post('does not fit'))).toEqual([403, 193]);
  });
});

describe('possibly_sensitive of POST statuses/update_with_media', () => {
  it('"Set to true for content which may not be suitable for every audience."', async () => {
    expect((await post('for all')).at('possibly_sensitive')).toBe(false);
    const marked = await send(withDrawing({ status: 'not for all', possibly_sensitive: 'true' }));
    expect(marked.at('possibly_sensitive')).toBe(true);
    const read = await sandbox.call({ path: `/1.1/statuses/show.json?id=${String(marked.at('id_str'))}` });
    expect(read.at('possibly_sensitive')).toBe(true);
  });
});

describe('fields of both endpoints', () => {
  it('are all optional but status and media[]', async () => {
    expect((await post('alone')).status).toBe(200);
    expect((await sandbox.call({ path: UPDATE, form: { status: 'alone too' } })).status).toBe(200);
  });
});
