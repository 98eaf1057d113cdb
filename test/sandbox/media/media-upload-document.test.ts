import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, resetSandbox } from '../change-settings.ts';
import { type Caller, callerFor } from '../signed-request.ts';
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
} from './upload-by-v1.ts';

const PATH = '/1.1/media/upload.json';
const photo = mediaFixture('photo-800x320.jpg');
const film = mediaFixture('clip-320x240-2s.mp4');
const gif = mediaFixture('animated-64x48-6-frames.gif');

let sandbox: RunningSandbox;
let call: Caller;
let callAsB: Caller;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
  callAsB = callerFor(sandbox.url, sandbox.accounts[1]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

const post = (by: Caller, mediaId: string, text = 'Hello') =>
  by({ path: '/1.1/statuses/update.json', form: { status: text, media_ids: mediaId } });

/** Each title quotes the reference page of POST media/upload. */
describe('POST media/upload, as documented', () => {
  it('"This endpoint returns a media_id by default and can optionally return a media_key when a media_category is specified."', async () => {
    expect((await uploadSimply(call, photo)).json).not.toHaveProperty('media_key');
    const answer = await uploadSimply(call, photo, { media_category: 'tweet_image' });
    expect(answer.at('media_key')).toBe(`3_${mediaIdOf(answer)}`);
  });

  it('"a media_id value can be used to create a Tweet with an attached photo using the POST statuses/update endpoint"', async () => {
    const id = mediaIdOf(await uploadSimply(call, photo));
    const tweet = await post(call, id);
    expect(tweet.status).toBe(200);
    expect(tweet.at('entities', 'media', 0)).toMatchObject({ id_str: id, type: 'photo' });
  });

  it('"the chunked upload endpoint which supports both images and videos, provides better reliability, allows resumption of file uploads"', async () => {
    expect((await uploadInChunks(call, photo, 'image/jpeg')).status).toBe(201);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, id, 0, film.subarray(0, 9000));
    await advanceClock(sandbox, 3600);
    await append(call, id, 1, film.subarray(9000));
    expect((await finalize(call, id)).status).toBe(201);
  });

  it('"Use the media metadata endpoint to provide image alt text information."', async () => {
    const id = mediaIdOf(await uploadSimply(call, photo));
    await call({ path: '/1.1/media/metadata/create.json', json: { media_id: id, alt_text: { text: 'a sun' } } });
    const form = { status: 'Hello', media_ids: id, include_ext_alt_text: 'true' };
    const tweet = await call({ path: '/1.1/statuses/update.json', form });
    expect(tweet.at('extended_entities', 'media', 0, 'ext_alt_text')).toBe('a sun');
  });

  it('"Either upload the raw binary (media parameter) of the file, or its base64-encoded contents (media_data parameter)."', async () => {
    const raw = await call({ path: PATH, multipart: multipart({ media: photo }) });
    const base64 = await call({ path: PATH, multipart: multipart({ media_data: photo.toString('base64') }) });
    for (const answer of [raw, base64]) expect(answer).toMatchObject({ status: 200, json: { size: photo.length } });
  });

  it('"The response provides a media identifier in the media_id (64-bit integer) and media_id_string (string) fields."', async () => {
    const answer = await uploadSimply(call, photo);
    const id = mediaIdOf(answer);
    expect(answer.text).toContain(`"media_id":${id},"media_id_string":"${id}"`);
    expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it('"The returned media_id and media_key are only valid for expires_after_secs seconds. Any attempt to use either after this time period in other endpoints will result in an HTTP 4xx Bad Request."', async () => {
    const answer = await uploadSimply(call, photo);
    const id = mediaIdOf(answer);
    await advanceClock(sandbox, Number(answer.at('expires_after_secs')) + 1);
    expect(await post(call, id)).toMatchObject({ status: 400, json: { errors: [{ code: 324 }] } });
    const metadata = { media_id: id, alt_text: { text: 'a sun' } };
    expect((await call({ path: '/1.1/media/metadata/create.json', json: metadata })).status).toBe(400);
    expect((await status(call, id)).status).toBe(400);
    const v2 = await call({ path: '/2/tweets', json: { text: 'Hello', media: { media_ids: [id] } } });
    expect(v2).toMatchObject({ status: 400, json: { errors: [{ message: 'Your media IDs are invalid.' }] } });
  });

  it('"The additional_owners field enables media to be uploaded as user A and then used to create Tweets as user B."', async () => {
    const shared = mediaIdOf(await uploadSimply(call, photo, { additional_owners: sandbox.accounts[1]!.userId }));
    const own = mediaIdOf(await uploadSimply(call, photo));
    expect((await post(callAsB, shared)).status).toBe(200);
    expect(await post(callAsB, own)).toMatchObject({ status: 400, json: { errors: [{ code: 324 }] } });
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

  it('"Requests should be either multipart/form-data or application/x-www-form-urlencoded POST formats."', async () => {
    const base64 = photo.toString('base64');
    expect((await call({ path: PATH, form: { media_data: base64 } })).status).toBe(200);
    expect((await call({ path: PATH, multipart: multipart({ media_data: base64 }) })).status).toBe(200);
    expect((await call({ path: PATH, json: { media_data: base64 } })).status).toBe(400);
  });

  it('"Requires authentication? Yes (user context only)"', async () => {
    const bare = { method: 'POST', body: multipart({ media: photo }) };
    expect((await fetch(`${sandbox.url}${PATH}`, bare)).status).toBe(400);
    const asApp = { ...bare, headers: { authorization: 'Bearer AAAA' } };
    const refused = await fetch(`${sandbox.url}${PATH}`, asApp);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ errors: [{ code: 220 }] });
  });

  it('"Rate limited? Yes"', async () => {
    const [first, second] = [await uploadSimply(call, photo), await uploadSimply(call, photo)];
    const remaining = [first, second].map(({ headers }) => Number(headers.get('x-rate-limit-remaining')));
    expect(remaining[1]).toBe(remaining[0]! - 1);
  });

  it.each([{ file: { media: photo } }, { file: { media_data: photo.toString('base64') } }])(
    '"Cannot be used with media_data", "Cannot be used with media"',
    async ({ file }) => {
      const both = multipart({ media_data: photo.toString('base64'), ...file, media: photo });
      expect((await call({ path: PATH, multipart: both })).status).toBe(400);
      expect((await call({ path: PATH, multipart: multipart(file) })).status).toBe(200);
    },
  );

  it('"Possible values: amplify_video, tweet_gif, tweet_image, and tweet_video"', async () => {
    const begin = async (media_category: string) => {
      const type = media_category.endsWith('video') ? 'video/mp4' : 'image/gif';
      return (await init(call, 9, type, { media_category })).status;
    };
    for (const known of ['amplify_video', 'tweet_gif', 'tweet_image', 'tweet_video'])
      expect(await begin(known)).toBe(202);
    expect(await begin('tweet_sound')).toBe(400);
  });

  it('"A comma-separated list of user IDs to set as additional owners allowed to use the returned media_id in Tweets or Cards. Up to 100 additional owners may be specified."', async () => {
    const own = sandbox.accounts[1]!.userId;
    const owners = (count: number) =>
      [own, ...Array.from({ length: count - 1 }, (_unused, index) => 1000 + index)].join(',');
    const shared = await uploadSimply(call, photo, { additional_owners: owners(100) });
    expect((await post(callAsB, mediaIdOf(shared))).status).toBe(200);
    expect((await uploadSimply(call, photo, { additional_owners: owners(101) })).status).toBe(400);
  });

  it('answers the example request with every key of the example answer', async () => {
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
