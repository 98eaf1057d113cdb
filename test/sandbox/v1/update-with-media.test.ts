import { describe, expect, it } from 'vitest';

import { errorBody, mediaFixture, multipart, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();
const PATH = '/1.1/statuses/update_with_media.json';
const png = new Blob([mediaFixture('drawing-333x175.png')], { type: 'image/png' });

const send = (form: FormData, query = ''): Promise<Answer> =>
  sandbox.call({ path: `${PATH}${query}`, multipart: form });
const withText = (text: string): FormData => multipart(['status', text], ['media[]', png]);
const code = (answer: Answer): unknown => answer.at('errors', 0, 'code');

function mediaHeaders({ headers }: Answer): Record<string, string | undefined> {
  const found = [...headers].filter(([name]) => name.startsWith('x-mediaratelimit-'));
  return Object.fromEntries(found.map(([name, value]) => [name.replace('x-mediaratelimit-', ''), value]));
}

describe('statuses/update_with_media', () => {
  it.each([
    { case: 'parts in the other order', form: () => multipart(['media[]', png], ['status', 'a']) },
    { case: 'a part called media', form: () => multipart(['status', 'a'], ['media', png]) },
    {
      case: 'a text part with a filename',
      form: () => multipart(['status', new Blob(['a']), 'status.txt'], ['media[]', png]),
    },
    { case: 'a GIF', form: () => multipart(['status', 'a'], ['media[]', new Blob([mediaFixture('still-64x48.gif')])]) },
    {
      case: 'an animated GIF',
      form: () => multipart(['status', 'a'], ['media[]', new Blob([mediaFixture('animated-64x48-6-frames.gif')])]),
    },
    {
      case: 'a JPEG in base64 without a filename',
      form: () => multipart(['status', 'a'], ['media[]', mediaFixture('photo-800x320.jpg').toString('base64')]),
    },
  ])('takes $case', async ({ form }) => {
    const answer = await send(form());
    expect(answer).toMatchObject({ status: 200, json: { text: expect.stringMatching(/^a https:\/\/t\.co\/\w{10}$/) } });
  });

  it('takes the status from a signed query', async () => {
    const answer = await send(multipart(['media[]', png]), '?status=from%20the%20query');
    expect(answer.at('text')).toMatch(/^from the query https/);
  });

  it.each([
    { case: 'no picture', form: () => multipart(['status', 'a']) },
    { case: 'text for a picture', form: () => multipart(['status', 'a'], ['media[]', new Blob(['no picture'])]) },
    {
      case: 'a WEBP',
      form: () => multipart(['status', 'a'], ['media[]', new Blob([mediaFixture('photo-320x200.webp')])]),
    },
    {
      case: 'a film',
      form: () => multipart(['status', 'a'], ['media[]', new Blob([mediaFixture('clip-320x240-2s.mp4')])]),
    },
    { case: 'two pictures', form: () => multipart(['status', 'a'], ['media[]', png], ['media[]', png]) },
  ])('answers 403/195 to $case and posts nothing', async ({ form }) => {
    const answer = await send(form());
    expect(answer).toMatchObject({ status: 403, json: errorBody(195, 'Missing or invalid url parameter.') });
    expect(await sandbox.control('/posts')).toEqual({ posts: [] });
  });

  it('answers 403/195 to a form that is not multipart', async () => {
    const answer = await sandbox.call({ path: PATH, form: { status: 'a', 'media[]': 'iVBORw0KGgo=' } });
    expect(answer).toMatchObject({ status: 403, json: errorBody(195, 'Missing or invalid url parameter.') });
  });

  it('answers 403/170 without a status', async () => {
    expect(code(await send(multipart(['media[]', png])))).toBe(170);
  });

  it('takes an empty status beside a picture, unless told not to', async () => {
    expect((await send(withText(''))).at('text')).toMatch(/^https:\/\/t\.co\/\w{10}$/);
    await sandbox.set({ emptyStatusWithMedia: false });
    expect(code(await send(withText('')))).toBe(170);
  });

  it('answers 403/193 to a picture over photo_size_limit', async () => {
    await sandbox.set({ configuration: { photoSizeLimitBytes: png.size - 1 } });
    const answer = await send(withText('a'));
    expect(answer).toMatchObject({
      status: 403,
      json: errorBody(193, 'One or more of the uploaded media is too large.'),
    });
    await sandbox.set({ configuration: { photoSizeLimitBytes: png.size } });
    expect(await send(withText('a'))).toMatchObject({ status: 200 });
  });

  it.each([
    { length: 256, status: 200 },
    { length: 257, status: 403 },
  ])('counts the reserved characters: $length letters get $status', async ({ length, status }) => {
    const answer = await send(withText('x'.repeat(length)));
    expect([answer.status, code(answer)]).toEqual([status, status === 403 ? 186 : undefined]);
  });

  it('counts a space between the links of several pictures', async () => {
    await sandbox.set({ configuration: { maxMediaPerUpload: 2, charactersReservedPerMedia: 20 } });
    const two = (length: number) => multipart(['status', 'x'.repeat(length)], ['media[]', png], ['media[]', png]);
    expect(await send(two(240))).toMatchObject({ status: 403 });
    const answer = await send(two(239));
    expect([answer.status, (answer.at('extended_entities', 'media') as unknown[]).length]).toEqual([200, 2]);
  });

  it('shares duplicates and the daily limit with statuses/update, pictures aside', async () => {
    await sandbox.post('same');
    expect(code(await send(withText('same')))).toBe(187);
    await sandbox.set({ limits: { statusesPerDay: 1 } });
    expect(code(await send(withText('other')))).toBe(185);
  });

  it('tells the media limit on successes and errors alike, and has no x-rate-limit headers', async () => {
    const taken = await send(withText('a'));
    const refused = await send(withText('a'));
    const reset = Math.ceil(Date.now() / 1000) + 24 * 60 * 60;
    for (const answer of [taken, refused]) {
      const { reset: told, ...rest } = mediaHeaders(answer);
      expect(rest).toEqual({ limit: '100', remaining: '99', class: 'photos' });
      expect(Math.abs(Number(told) - reset)).toBeLessThan(60);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('x-rate-limit'))).toEqual([]);
    }
    expect(refused.status).toBe(403);
  });

  it('answers 403/191 over the daily media limit, until it is counted anew', async () => {
    await sandbox.set({ limits: { mediaPerDay: 1 } });
    await send(withText('one'));
    const over = await send(withText('two'));
    expect(over).toMatchObject({ status: 403, json: errorBody(191, 'User pigeonpost is over daily photo limit') });
    expect(mediaHeaders(over)).toMatchObject({ limit: '1', remaining: '0' });
    const otherAccount = await sandbox.callAsSecond({ path: PATH, multipart: withText('two') });
    expect(otherAccount.status).toBe(200);
    await sandbox.set({ clock: { shiftSeconds: 24 * 60 * 60 + 1 } });
    expect(mediaHeaders(await send(withText('two')))).toMatchObject({ limit: '1', remaining: '0' });
    expect(code(await send(withText('three')))).toBe(191);
  });

  it('is told about by help/configuration, whose numbers it obeys', async () => {
    await sandbox.set({ configuration: { charactersReservedPerMedia: 30, maxMediaPerUpload: 3 } });
    const { json } = await sandbox.call({ path: '/1.1/help/configuration.json' });
    expect(json).toMatchObject({
      characters_reserved_per_media: 30,
      max_media_per_upload: 3,
      photo_size_limit: 3_145_728,
      short_url_length: 23,
      non_username_paths: expect.arrayContaining(['about', 'zendesk_auth']),
    });
  });

  it('takes the parameters of place, reply and shape from text parts', async () => {
    const target = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    const form = withText('@carrierpigeon there');
    const parts = { in_reply_to_status_id: target, lat: '37.7821120598956', long: '-122.400612831116', trim_user: '1' };
    for (const [name, value] of Object.entries(parts)) form.append(name, value);
    expect((await send(form)).json).toMatchObject({
      in_reply_to_status_id_str: target,
      geo: { coordinates: [37.7821120598956, -122.400612831116].map((degrees) => Number(degrees.toFixed(8))) },
      user: { id_str: sandbox.first.userId },
    });
  });

  it('gives an animated GIF its player', async () => {
    const form = multipart(['status', 'a'], ['media[]', new Blob([mediaFixture('animated-64x48-6-frames.gif')])]);
    expect((await send(form)).at('extended_entities', 'media', 0)).toMatchObject({
      type: 'animated_gif',
      video_info: { aspect_ratio: [4, 3], variants: [{ content_type: 'video/mp4' }] },
    });
  });
});
