import { describe, expect, it } from 'vitest';

import { sendExactly } from '../exact-request.ts';
import { mediaFixture, multipart, usePlayground } from '../playground.ts';
import { authorization } from '../sign-pairs.ts';
import type { Answer } from '../signed-request.ts';
import { UPDATE, UPDATE_WITH_MEDIA, drawing, outcome, withDrawing } from './posting-endpoints.ts';
import { uploadFor } from './uploads.ts';

const sandbox = usePlayground();
const DAY_SECONDS = 24 * 60 * 60;

const send = (form: FormData, query = ''): Promise<Answer> =>
  sandbox.call({ path: `${UPDATE_WITH_MEDIA}${query}`, multipart: form });
const post = (status: string): Promise<Answer> => send(withDrawing({ status }));
const limit = ({ headers }: Answer, name: string): number => Number(headers.get(`x-mediaratelimit-${name}`));
const posted = async (): Promise<unknown> => sandbox.control('/posts');

/** Each title quotes the reference page of POST statuses/update_with_media, or its older copy. */
describe('POST statuses/update_with_media, as documented', () => {
  it('"This endpoint has been DEPRECATED should no longer be used."', async () => {
    expect((await post('in the classic era')).status).toBe(200);
    await sandbox.set({ era: 'modern' });
    expect(outcome(await post('in the modern era'))).toEqual([403, 453]);
  });

  it('"This endpoint does not support multiple images, animated GIFs, or video."', async () => {
    const film = new Blob([mediaFixture('clip-320x240-2s.mp4')]);
    expect(outcome(await send(multipart(['status', 'a'], ['media[]', drawing], ['media[]', drawing])))).toEqual([
      403, 195,
    ]);
    expect(outcome(await send(multipart(['status', 'a'], ['media[]', film])))).toEqual([403, 195]);
    expect(await posted()).toEqual({ posts: [] });
  });

  it.each([
    '"follow the Uploading media guide to upload one or more media entities, and then use POST statuses/update to attach them to a Tweet"',
    '"このエンドポイントは非推奨です。メディアエンティティをアップロードするには POST statuses/update を使用してください"',
  ])('%s', async () => {
    const ids = [await uploadFor(sandbox.call, drawing), await uploadFor(sandbox.call, drawing)];
    const { at } = await sandbox.call({ path: UPDATE, form: { status: 'two', media_ids: ids.join() } });
    expect(at('extended_entities', 'media')).toMatchObject(ids.map((id_str) => ({ id_str, type: 'photo' })));
  });

  it.each([
    '"Updates the authenticated user\'s current status and attaches media for upload."',
    '"Updates the authenticating user’s current status and attaches media for upload."',
  ])('%s', async () => {
    const { at } = await post('my status');
    const me = await sandbox.call({ path: '/1.1/account/verify_credentials.json' });
    expect(me.at('status', 'id_str')).toBe(at('id_str'));
    const bytes = await fetch(`${sandbox.url}/_sandbox/media/${String(at('entities', 'media', 0, 'id_str'))}`);
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(mediaFixture('drawing-333x175.png'));
  });

  it.each([
    '"This creates a Tweet with a (single) picture attached."',
    '"In other words, it creates a Tweet with a picture attached."',
  ])('%s', async () => {
    const { at } = await post('a picture');
    expect(at('extended_entities', 'media')).toEqual([at('entities', 'media', 0)]);
    expect(at('entities', 'media', 0, 'type')).toBe('photo');
  });

  it('"Unlike POST statuses/update, this method expects raw multipart data."', async () => {
    const picture = mediaFixture('drawing-333x175.png').toString('base64');
    const urlencoded = await sandbox.call({ path: UPDATE_WITH_MEDIA, form: { status: 'a', 'media[]': picture } });
    expect(outcome(urlencoded)).toEqual([403, 195]);
    expect((await sandbox.call({ path: UPDATE, form: { status: 'a' } })).status).toBe(200);
    expect((await post('b')).status).toBe(200);
  });

  it.each([
    '"The POST request\'s content-type should be set to multipart/form-data with the media[] parameter."',
    '"Your POST request’s Content-Type should be set to multipart/form-data with the media[] parameter."',
  ])('%s', async () => {
    const raw = { body: 'status=a', contentType: 'text/plain' };
    expect((await sandbox.call({ path: UPDATE_WITH_MEDIA, raw })).status).toBe(403);
    expect(outcome(await send(multipart(['status', 'a'])))).toEqual([403, 195]);
    expect(outcome(await send(multipart(['status', 'a'], ['picture', drawing])))).toEqual([403, 195]);
    expect((await send(multipart(['status', 'a'], ['media[]', drawing]))).status).toBe(200);
  });

  it('"The Tweet text will be rewritten to include the media URL(s), which will reduce the number of characters allowed in the Tweet text."', async () => {
    const answer = await post('look');
    expect(answer.at('text')).toBe(`look ${String(answer.at('entities', 'media', 0, 'url'))}`);
    expect((await sandbox.call({ path: UPDATE, form: { status: 'x'.repeat(280) } })).status).toBe(200);
    expect((await post('y'.repeat(280))).status).toBe(403);
  });

  it.each([
    '"If the URL(s) cannot be appended without text truncation, the Tweet will be rejected and this method will return an HTTP 403 error."',
    '"If the URL(s) cannot be appended without text truncation, the tweet will be rejected and this method will return an HTTP 403 error."',
  ])('%s', async () => {
    expect(outcome(await post('x'.repeat(257)))).toEqual([403, 186]);
    expect(await posted()).toEqual({ posts: [] });
    expect((await post('x'.repeat(256))).at('text')).toMatch(/^x{256} https:\/\/t\.co\/\w{10}$/);
  });

  it('"Users are limited to a specific daily media upload limit."', async () => {
    await sandbox.set({ limits: { mediaPerDay: 2 } });
    const statuses = [await post('one'), await post('two'), await post('three')].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 403]);
    const other = await sandbox.callAsSecond({ path: UPDATE_WITH_MEDIA, multipart: withDrawing({ status: 'one' }) });
    expect(other.status).toBe(200);
  });

  it.each([
    '"Requests to this endpoint will return the following headers with information regarding the user\'s current media upload limits:"',
    '"Requests to this endpoint will return the following headers with information regarding the user’s current media upload limits:"',
  ])('%s', async () => {
    const answers = [await post('taken'), await post('taken'), await send(multipart(['status', 'no picture']))];
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403]);
    for (const { headers } of answers) {
      for (const name of ['limit', 'remaining', 'reset'])
        expect(headers.get(`x-mediaratelimit-${name}`)).toMatch(/^\d+$/);
    }
  });

  it.each([
    '"x-mediaratelimit-limit - Indicates the total pieces of media the current user may upload before the time indicated in x-mediaratelimit-reset."',
    '"X-MediaRateLimit-Limit - Indicates the total pieces of media the current user may upload before the time indicated in X-MediaRateLimit-Reset."',
  ])('%s', async () => {
    await sandbox.set({ limits: { mediaPerDay: 2 } });
    const answers = [await post('one'), await post('two'), await post('three')];
    expect(answers.map((answer) => [answer.status, limit(answer, 'limit')])).toEqual([
      [200, 2],
      [200, 2],
      [403, 2],
    ]);
  });

  it.each([
    '"x-mediaratelimit-remaining - The remaining pieces of media the current user may upload before the time indicated in x-mediaratelimit-reset."',
    '"X-MediaRateLimit-Remaining - The remaining pieces of media the current user may upload before the time indicated in X-MediaRateLimit-Reset."',
  ])('%s', async () => {
    await sandbox.set({ limits: { mediaPerDay: 2 } });
    const answers = [await post('one'), await post('one'), await post('two'), await post('three')];
    expect(answers.map((answer) => [answer.status, limit(answer, 'remaining')])).toEqual([
      [200, 1],
      [403, 1],
      [200, 0],
      [403, 0],
    ]);
  });

  it.each([
    '"x-mediaratelimit-reset - A UTC-based timestamp (in seconds) indicating when x-mediaratelimit-remaining will reset to the value in x-mediaratelimit-limit and the user can resume uploading media."',
    '"X-MediaRateLimit-Reset - A UTC-based timestamp (in seconds) indicating when X-MediaRateLimit-Remaining will reset to the value in X-MediaRateLimit-Limit and the user can resume uploading media."',
  ])('%s', async () => {
    await sandbox.set({ limits: { mediaPerDay: 1 } });
    const resetsInSeconds = limit(await post('one'), 'reset') - Math.floor(Date.now() / 1000);
    expect(resetsInSeconds).toBeGreaterThan(DAY_SECONDS - 60);
    await sandbox.set({ clock: { shiftSeconds: resetsInSeconds - 60 } });
    expect((await post('two')).status).toBe(403);
    await sandbox.set({ clock: { shiftSeconds: resetsInSeconds + 1 } });
    const resumed = await send(multipart(['status', 'no picture']));
    expect([limit(resumed, 'remaining'), limit(resumed, 'limit')]).toEqual([1, 1]);
    expect((await post('two')).status).toBe(200);
  });

  it.each([
    '"If the user is over the daily media limit, this method will return an HTTP 403 error."',
    '"Rate limited? Yes"',
  ])('%s', async () => {
    await sandbox.set({ limits: { mediaPerDay: 0 } });
    expect(outcome(await post('over'))).toEqual([403, 191]);
    expect(await posted()).toEqual({ posts: [] });
  });

  it.each([
    '"In addition to media upload limits, the user is also limited in the number of statuses they can publish daily."',
    '"In addition to media upload limits, the user is still limited in the number of statuses they can publish daily."',
  ])('%s', async () => {
    await sandbox.set({ limits: { statusesPerDay: 2 } });
    const answers = [
      await sandbox.call({ path: UPDATE, form: { status: 'one' } }),
      await post('two'),
      await post('three'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403]);
    expect(limit(answers[2]!, 'remaining')).toBeGreaterThan(0);
  });

  it('"If the user tries to exceed the number of updates allowed, this method will also return an HTTP 403 error, similar to POST statuses/update."', async () => {
    await sandbox.set({ limits: { statusesPerDay: 0 } });
    const plain = await sandbox.call({ path: UPDATE, form: { status: 'one' } });
    const withMedia = await post('one');
    expect(outcome(withMedia)).toEqual([403, 185]);
    expect(withMedia.json).toEqual(plain.json);
  });

  it('"There is a 30 second timeout for this endpoint, so network latency may prevent media being posted successfully."', async () => {
    expect(await sandbox.control('/settings')).toMatchObject({ updateWithMediaTimeoutSeconds: 30 });
    await sandbox.set({ updateWithMediaTimeoutSeconds: 0.2 });
    const url = `${sandbox.url}${UPDATE_WITH_MEDIA}`;
    const neverEnds = new ReadableStream({
      start: (controller) =>
        controller.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="status"\r\n')),
    });
    const headers = {
      authorization: authorization('POST', url, [], sandbox.first),
      'content-type': 'multipart/form-data; boundary=x',
    };
    const cut = fetch(url, { method: 'POST', body: neverEnds, headers, duplex: 'half' });
    await expect(cut).rejects.toThrow('fetch failed');
    expect(await posted()).toEqual({ posts: [] });
  });

  it('"OAuth is handled differently for POST messages."', async () => {
    const url = `${sandbox.url}${UPDATE_WITH_MEDIA}`;
    const signedAs = async (signed: readonly (readonly [string, string])[]) => {
      const headers = { authorization: authorization('POST', url, signed, sandbox.first) };
      return (await fetch(url, { method: 'POST', headers, body: withDrawing({ status: 'parts' }) })).status;
    };
    expect(await signedAs([['status', 'parts']])).toBe(401);
    expect(await signedAs([])).toBe(200);
  });

  it('"Resource URL https://api.twitter.com/1.1/statuses/update_with_media.json"', async () => {
    const url = `https://api.twitter.com${UPDATE_WITH_MEDIA}`;
    const { body, type } = await encode(withDrawing({ status: 'called by its name' }));
    const headers = [
      ['Host', 'api.twitter.com'],
      ['Authorization', authorization('POST', url, [], sandbox.first)],
      ['Content-Type', type],
    ] as const;
    const { status, json } = await sendExactly(sandbox.sandbox.port, { target: UPDATE_WITH_MEDIA, headers, body });
    expect([status, json]).toMatchObject([200, { entities: { media: [{ type: 'photo' }] } }]);
  });

  it('"Response formats JSON"', async () => {
    for (const answer of [await post('a'), await post('a'), await send(multipart(['status', '']))]) {
      expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
      expect(answer.json).toBeTypeOf('object');
    }
  });

  it('"Requires authentication? Yes (user context only)"', async () => {
    const bare = async (headers: Readonly<Record<string, string>>) => {
      const body = withDrawing({ status: 'a' });
      const response = await fetch(`${sandbox.url}${UPDATE_WITH_MEDIA}`, { method: 'POST', headers, body });
      const { errors } = (await response.json()) as { errors: { code: number }[] };
      return [response.status, errors[0]?.code];
    };
    expect(await bare({})).toEqual([400, 215]);
    expect(await bare({ authorization: 'Bearer AAAA' })).toEqual([403, 220]);
    expect(await posted()).toEqual({ posts: [] });
  });
});

/** The type with its boundary, and the bytes. */
async function encode(form: FormData): Promise<{ body: Uint8Array; type: string }> {
  const response = new Response(form);
  const body = new Uint8Array(await response.arrayBuffer());
  return { body, type: response.headers.get('content-type') ?? '' };
}
