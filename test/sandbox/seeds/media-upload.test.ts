import { describe, expect, it } from 'vitest';

import { sendExactly } from '../exact-request.ts';
import {
  append,
  finalize,
  init,
  mediaFixture,
  mediaIdOf,
  multipart,
  status,
  uploadInChunks,
  uploadSimply,
} from '../media/upload-by-v1.ts';
import { usePlayground } from '../playground.ts';
import { authorization } from '../sign-pairs.ts';
import type { Answer, Caller } from '../signed-request.ts';
import { UPDATE } from './posting-endpoints.ts';

const PATH = '/1.1/media/upload.json';
const photo = mediaFixture('photo-800x320.jpg');
const film = mediaFixture('clip-320x240-2s.mp4');
const gif = mediaFixture('animated-64x48-6-frames.gif');

const sandbox = usePlayground();
const { call, callAsSecond } = sandbox;

const post = (by: Caller, mediaId: string, text = 'Hello'): Promise<Answer> =>
  by({ path: UPDATE, form: { status: text, media_ids: mediaId } });
const metadata = (mediaId: string): Promise<Answer> =>
  call({ path: '/1.1/media/metadata/create.json', json: { media_id: mediaId, alt_text: { text: 'a sun' } } });
const withHeaders = (headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${sandbox.url}${PATH}`, { method: 'POST', body: multipart({ media: photo }), headers });

/** Each title quotes the reference page of POST media/upload. */
describe('POST media/upload, as documented', () => {
  it('"Use this endpoint to upload images to Twitter."', async () => {
    for (const name of ['drawing-333x175.png', 'photo-800x320.jpg', 'still-64x48.gif', 'photo-320x200.webp']) {
      const bytes = mediaFixture(name);
      const answer = await uploadSimply(call, bytes);
      expect(answer).toMatchObject({ status: 200, json: { size: bytes.length } });
      const kept = await fetch(`${sandbox.url}/_sandbox/media/${mediaIdOf(answer)}`);
      expect(Buffer.from(await kept.arrayBuffer())).toEqual(bytes);
    }
  });

  it('"This endpoint returns a media_id by default and can optionally return a media_key when a media_category is specified."', async () => {
    expect((await uploadSimply(call, photo)).json).not.toHaveProperty('media_key');
    const answer = await uploadSimply(call, photo, { media_category: 'tweet_image' });
    expect(answer.at('media_key')).toBe(`3_${mediaIdOf(answer)}`);
  });

  it('"These values are used by Twitter endpoints that accept images."', async () => {
    const answer = await uploadSimply(call, photo, { media_category: 'tweet_image' });
    const posted = await call({ path: '/2/tweets', json: { media: { media_ids: [mediaIdOf(answer)] } } });
    const path = `/2/tweets/${String(posted.at('data', 'id'))}?expansions=attachments.media_keys`;
    expect((await call({ path })).at('includes', 'media', 0, 'media_key')).toBe(answer.at('media_key'));
  });

  it('"a media_id value can be used to create a Tweet with an attached photo using the POST statuses/update endpoint"', async () => {
    const id = mediaIdOf(await uploadSimply(call, photo));
    const tweet = await post(call, id);
    expect(tweet.status).toBe(200);
    expect(tweet.at('entities', 'media', 0)).toMatchObject({ id_str: id, type: 'photo' });
  });

  it('"This is a simple image upload endpoint with a limited set of features."', async () => {
    expect((await uploadSimply(call, photo)).status).toBe(200);
    expect((await uploadSimply(call, film)).status).toBe(400);
    const tooLarge = Buffer.concat([photo, Buffer.alloc(5 * 1024 * 1024)]);
    expect((await uploadSimply(call, tooLarge)).status).toBe(400);
  });

  it('"The preferred alternative is the chunked upload endpoint which supports both images and videos, provides better reliability, allows resumption of file uploads, and other important features."', async () => {
    expect((await uploadInChunks(call, photo, 'image/jpeg')).status).toBe(201);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, id, 0, film.subarray(0, 9000));
    await sandbox.set({ clock: { shiftSeconds: 3600 } });
    await append(call, id, 1, film.subarray(9000));
    expect((await finalize(call, id)).status).toBe(201);
  });

  it('"Use the media metadata endpoint to provide image alt text information."', async () => {
    const id = mediaIdOf(await uploadSimply(call, photo));
    expect((await metadata(id)).status).toBe(200);
    const form = { status: 'Hello', media_ids: id, include_ext_alt_text: 'true' };
    const tweet = await call({ path: UPDATE, form });
    expect(tweet.at('extended_entities', 'media', 0, 'ext_alt_text')).toBe('a sun');
  });

  it.each([
    '"Ensure the POST is a multipart/form-data request."',
    '"Requests should be either multipart/form-data or application/x-www-form-urlencoded POST formats."',
  ])('%s', async () => {
    const base64 = photo.toString('base64');
    expect((await call({ path: PATH, multipart: multipart({ media_data: base64 }) })).status).toBe(200);
    expect((await call({ path: PATH, form: { media_data: base64 } })).status).toBe(200);
    expect((await call({ path: PATH, json: { media_data: base64 } })).status).toBe(400);
  });

  it.each([
    '"Either upload the raw binary (media parameter) of the file, or its base64-encoded contents (media_data parameter)."',
    '"The raw binary file content being uploaded."',
    '"The base64-encoded file content being uploaded."',
  ])('%s', async () => {
    const raw = await call({ path: PATH, multipart: multipart({ media: photo }) });
    const base64 = await call({ path: PATH, multipart: multipart({ media_data: photo.toString('base64') }) });
    for (const answer of [raw, base64]) expect(answer).toMatchObject({ status: 200, json: { size: photo.length } });
  });

  it('"The response provides a media identifier in the media_id (64-bit integer) and media_id_string (string) fields."', async () => {
    const answer = await uploadSimply(call, photo);
    const id = mediaIdOf(answer);
    expect(answer.text).toContain(`"media_id":${id},"media_id_string":"${id}"`);
    expect(BigInt(id)).toBeLessThan(2n ** 63n);
  });

  it('"Use the media_id_string provided in the API response from JavaScript and other languages that cannot accurately represent a long integer."', async () => {
    const answer = await uploadSimply(call, photo);
    expect(BigInt(mediaIdOf(answer))).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect((await post(call, mediaIdOf(answer))).status).toBe(200);
  });

  it('"The returned media_id and media_key are only valid for expires_after_secs seconds. Any attempt to use either after this time period in other endpoints will result in an HTTP 4xx Bad Request."', async () => {
    const answer = await uploadSimply(call, photo);
    const id = mediaIdOf(answer);
    const lifeSeconds = Number(answer.at('expires_after_secs'));
    await sandbox.set({ clock: { shiftSeconds: lifeSeconds - 60 } });
    expect((await metadata(id)).status).toBe(200);
    await sandbox.set({ clock: { shiftSeconds: lifeSeconds + 1 } });
    expect(await post(call, id)).toMatchObject({ status: 400, json: { errors: [{ code: 324 }] } });
    expect((await metadata(id)).status).toBe(400);
    expect((await status(call, id)).status).toBe(400);
    const v2 = await call({ path: '/2/tweets', json: { text: 'Hello', media: { media_ids: [id] } } });
    expect(v2).toMatchObject({ status: 400, json: { errors: [{ message: 'Your media IDs are invalid.' }] } });
  });

  it('"The additional_owners field enables media to be uploaded as user A and then used to create Tweets as user B."', async () => {
    const shared = mediaIdOf(await uploadSimply(call, photo, { additional_owners: sandbox.second.userId }));
    const own = mediaIdOf(await uploadSimply(call, photo));
    expect((await post(callAsSecond, shared)).status).toBe(200);
    expect(await post(callAsSecond, own)).toMatchObject({ status: 400, json: { errors: [{ code: 324 }] } });
  });

  it('"to upload videos or GIFs (tweet_video, amplify_video, and tweet_gif), you need to use the chunked upload end-point"', async () => {
    const all = [
      { bytes: film, media_category: 'tweet_video', type: 'video/mp4' },
      { bytes: film, media_category: 'amplify_video', type: 'video/mp4' },
      { bytes: gif, media_category: 'tweet_gif', type: 'image/gif' },
    ];
    for (const { bytes, media_category, type } of all) {
      expect((await uploadSimply(call, bytes, { media_category })).status).toBe(400);
      expect((await uploadInChunks(call, bytes, type, { media_category })).status).toBe(201);
    }
  });

  it.each([
    '"Note: The domain for this endpoint is upload.twitter.com"',
    '"Resource URL https://upload.twitter.com/1.1/media/upload.json"',
    '"Example Request POST https://upload.twitter.com/1.1/media/upload.json?media_category=tweet_image"',
  ])('%s', async () => {
    const url = `https://upload.twitter.com${PATH}`;
    const form = new Response(multipart({ media: photo }));
    const body = new Uint8Array(await form.arrayBuffer());
    const headers = [
      ['Host', 'upload.twitter.com'],
      ['Authorization', authorization('POST', url, [['media_category', 'tweet_image']], sandbox.first)],
      ['Content-Type', form.headers.get('content-type') ?? ''],
    ] as const;
    const target = `${PATH}?media_category=tweet_image`;
    const answer = await sendExactly(sandbox.sandbox.port, { target, headers, body });
    expect(answer).toMatchObject({ status: 200, json: { media_key: expect.stringMatching(/^3_\d+$/) } });
  });

  it('"Response formats JSON"', async () => {
    for (const answer of [await uploadSimply(call, photo), await uploadSimply(call, film)]) {
      expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
      expect(answer.json).toBeTypeOf('object');
    }
  });

  it('"Requires authentication? Yes (user context only)"', async () => {
    expect((await withHeaders({})).status).toBe(400);
    const refused = await withHeaders({ authorization: 'Bearer AAAA' });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ errors: [{ code: 220 }] });
  });

  it('"Rate limited? Yes"', async () => {
    await sandbox.set({ limits: { requests: { 'v1.media.upload': 2 } } });
    const answers = [await uploadSimply(call, photo), await uploadSimply(call, photo), await uploadSimply(call, photo)];
    expect(answers.map(({ headers }) => headers.get('x-rate-limit-remaining'))).toEqual(['1', '0', '0']);
    expect(answers[2]).toMatchObject({ status: 429, json: { errors: [{ code: 88 }] } });
  });

  it.each(['"Cannot be used with media_data."', '"Cannot be used with media."'])('%s', async () => {
    const base64 = photo.toString('base64');
    const both = multipart({ media: photo, media_data: base64 });
    expect((await call({ path: PATH, multipart: both })).status).toBe(400);
    expect((await call({ path: PATH, multipart: multipart({ media: photo }) })).status).toBe(200);
    expect((await call({ path: PATH, multipart: multipart({ media_data: base64 }) })).status).toBe(200);
    expect((await call({ path: PATH, multipart: multipart({ media_category: 'tweet_image' }) })).status).toBe(400);
  });

  it('"The category that represents how the media will be used."', async () => {
    const asVideo = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    expect((await status(call, asVideo)).at('processing_info', 'state')).toMatch(/pending|in_progress|succeeded/);
    const wrong = await uploadInChunks(call, film, 'image/png', { media_category: 'tweet_image' });
    expect(wrong.status).toBe(400);
  });

  it('"Possible values: amplify_video, tweet_gif, tweet_image, and tweet_video"', async () => {
    const begin = async (media_category: string) => {
      const type = media_category.endsWith('video') ? 'video/mp4' : 'image/gif';
      return (await init(call, 9, type, { media_category })).status;
    };
    for (const known of ['amplify_video', 'tweet_gif', 'tweet_image', 'tweet_video'])
      expect(await begin(known)).toBe(202);
    expect(await begin('tweet_sound')).toBe(400);
  });

  it.each([
    '"A comma-separated list of user IDs to set as additional owners allowed to use the returned media_id in Tweets or Cards."',
    '"Up to 100 additional owners may be specified."',
  ])('%s', async () => {
    const owners = (count: number) =>
      [sandbox.second.userId, ...Array.from({ length: count - 1 }, (_unused, index) => 1000 + index)].join(',');
    const shared = await uploadSimply(call, photo, { additional_owners: owners(100) });
    expect((await post(callAsSecond, mediaIdOf(shared))).status).toBe(200);
    expect((await uploadSimply(call, photo, { additional_owners: owners(101) })).status).toBe(400);
  });

  it('"3_710511363345354753" and every other key of the example answer', async () => {
    const answer = await call({ path: `${PATH}?media_category=tweet_image`, multipart: multipart({ media: photo }) });
    expect(answer.json).toEqual({
      media_id: expect.any(Number),
      media_id_string: expect.stringMatching(/^\d+$/),
      media_key: `3_${mediaIdOf(answer)}`,
      size: photo.length,
      expires_after_secs: 86_400,
      image: { image_type: 'image/jpeg', w: 800, h: 320 },
    });
  });
});
