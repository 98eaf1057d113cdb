import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, changeSettings, resetSandbox } from '../change-settings.ts';
import { type Answer, type Caller, callerFor } from '../signed-request.ts';
import { mediaFixture, multipart } from './upload-by-v1.ts';

const UPLOAD = '/2/media/upload';
const film = mediaFixture('clip-320x240-2s.mp4');
const gif = mediaFixture('animated-64x48-6-frames.gif');
const photo = mediaFixture('photo-800x320.jpg');

let sandbox: RunningSandbox;
let call: Caller;
let callAsOther: Caller;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
  callAsOther = callerFor(sandbox.url, sandbox.accounts[1]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

const problem = (message: string) => ({
  status: 400,
  json: {
    errors: [{ message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
  },
});
const INVALID_IDS = problem('Your media IDs are invalid.');
const idOf = (answer: Answer): string => String(answer.at('data', 'id'));

const oneShot = (bytes: Buffer<ArrayBuffer>, category: string) =>
  call({ path: UPLOAD, multipart: multipart({ media: bytes, media_category: category }) });
const initialize = (json: unknown) => call({ path: `${UPLOAD}/initialize`, json });
const append = (id: string, index: number, media: Buffer<ArrayBuffer>, by = call) =>
  by({ path: `${UPLOAD}/${id}/append`, multipart: multipart({ segment_index: String(index), media }) });
const finalize = (id: string, by = call) => by({ method: 'POST', path: `${UPLOAD}/${id}/finalize` });
const status = (id: string, by = call) => by({ path: `${UPLOAD}?command=STATUS&media_id=${id}` });

async function uploadInChunks(bytes: Buffer<ArrayBuffer>, media_type: string, media_category: string): Promise<Answer> {
  const id = idOf(await initialize({ media_type, total_bytes: bytes.length, media_category }));
  await append(id, 0, bytes);
  return finalize(id);
}

describe('POST /2/media/upload', () => {
  it('answers a picture with its id, key, size and dimensions', async () => {
    const answer = await oneShot(photo, 'tweet_image');
    const id = idOf(answer);
    expect(answer).toMatchObject({
      status: 200,
      json: {
        data: {
          id,
          media_key: `3_${id}`,
          size: photo.length,
          expires_after_secs: 86_400,
          image: { image_type: 'image/jpeg', w: 800, h: 320 },
        },
      },
    });
    expect(id).toMatch(/^\d{18,19}$/);
  });

  it.each([
    { case: 'base64 in JSON', json: { media: photo.toString('base64'), media_category: 'tweet_image' } },
    {
      case: 'owners as text',
      json: { media: photo.toString('base64'), media_category: 'tweet_image', additional_owners: '1,2' },
    },
    {
      case: 'owners as a list',
      json: { media: photo.toString('base64'), media_category: 'tweet_image', additional_owners: ['1', '2'] },
    },
    {
      case: 'fields of older documents',
      json: { media: photo.toString('base64'), media_category: 'tweet_image', media_type: 'image/jpeg', shared: false },
    },
  ])('takes $case', async ({ json }) => {
    expect(await call({ path: UPLOAD, json })).toMatchObject({ status: 200, json: { data: { size: photo.length } } });
  });

  it('processes a GIF and a film', async () => {
    expect(await oneShot(gif, 'tweet_gif')).toMatchObject({
      json: { data: { processing_info: { state: 'pending', check_after_secs: 1 } } },
    });
    const id = idOf(await oneShot(film, 'tweet_video'));
    await advanceClock(sandbox, 60);
    expect((await status(id)).at('data', 'processing_info')).toEqual({ state: 'succeeded', progress_percent: 100 });
  });

  it.each([
    {
      case: 'no media in JSON',
      sent: { json: { media_category: 'tweet_image' } },
      message: 'Missing media field in JSON',
    },
    {
      case: 'the old command in JSON',
      sent: { json: { command: 'INIT', total_bytes: 9, media_type: 'image/png' } },
      message: 'Missing media field in JSON',
    },
    {
      case: 'no media in multipart',
      sent: { multipart: multipart({ media_category: 'tweet_image' }) },
      message: 'Missing media field',
    },
    { case: 'no category', sent: { multipart: multipart({ media: photo }) }, message: 'Missing media_category field' },
    {
      case: 'an unknown category',
      sent: { multipart: multipart({ media: photo, media_category: 'x' }) },
      message: 'The `media_category` field value is not valid',
    },
    {
      case: 'a category of initialize alone',
      sent: { multipart: multipart({ media: film, media_category: 'amplify_video' }) },
      message: 'The `media_category` field value is not valid',
    },
    {
      case: 'over 100 owners',
      sent: { json: { media: 'aGVsbG8=', media_category: 'tweet_image', additional_owners: Array(101).fill('1') } },
      message: 'The `additional_owners` field value is not valid',
    },
    {
      case: 'no base64',
      sent: { json: { media: '!', media_category: 'tweet_image' } },
      message: 'The `media` field value is not valid',
    },
    {
      case: 'media that is no text',
      sent: { json: { media: { a: 1 }, media_category: 'tweet_image' } },
      message: 'The `media` field value is not valid',
    },
    {
      case: 'a film as a picture',
      sent: { multipart: multipart({ media: film, media_category: 'tweet_image' }) },
      message: 'media type unrecognized.',
    },
    {
      case: 'an urlencoded body',
      sent: { form: { media: 'x' } },
      message: 'Requests with bodies must have content-type of application/json.',
    },
    {
      case: 'broken JSON',
      sent: { raw: { body: '{"media":', contentType: 'application/json' } },
      message: 'Request body is not valid JSON.',
    },
    { case: 'JSON that is no object', sent: { json: ['media'] }, message: 'Request body is not valid JSON.' },
  ])('answers a problem to $case', async ({ sent, message }) => {
    const answer = await call({ path: UPLOAD, ...sent });
    expect(answer).toMatchObject(problem(message));
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('answers the old command in the query as X does since mid-2025', async () => {
    const answer = await call({ method: 'POST', path: `${UPLOAD}?command=INIT&total_bytes=9&media_type=image%2Fpng` });
    expect(answer).toMatchObject(problem('The query parameter [command] is not one of []'));
  });

  it('refuses a picture over 5 MiB in words', async () => {
    expect(await oneShot(Buffer.concat([photo, Buffer.alloc(5_242_881 - photo.length)]), 'tweet_image')).toMatchObject(
      problem('File size exceeds 5242880 bytes.'),
    );
  });
});

describe('chunked upload on v2', () => {
  it('answers each step as X does', async () => {
    await changeSettings(sandbox, { media: { pendingMs: 100_000, processingMs: 100_000 } });
    const begun = await initialize({
      media_type: 'video/mp4',
      total_bytes: film.length,
      media_category: 'amplify_video',
    });
    const id = idOf(begun);
    expect(begun).toMatchObject({
      status: 200,
      json: { data: { id, media_key: `13_${id}`, expires_after_secs: 86_400 } },
    });

    const appended = await append(id, 0, film);
    expect(appended.status).toBe(200);
    const expiresAt = Number(appended.at('data', 'expires_at'));
    expect(Math.abs(expiresAt - Date.now() / 1000 - 86_400)).toBeLessThan(60);

    const finalized = await finalize(id);
    expect(finalized).toMatchObject({ status: 200 });
    expect(finalized.json).toEqual({
      data: {
        id,
        media_key: `13_${id}`,
        size: film.length,
        expires_after_secs: 86_400,
        video: { video_type: 'video/mp4' },
        processing_info: { state: 'pending', check_after_secs: 1 },
      },
    });
    await advanceClock(sandbox, 150);
    expect((await status(id)).at('data', 'processing_info', 'state')).toBe('in_progress');
    await advanceClock(sandbox, 250);
    expect((await status(id)).at('data', 'processing_info', 'state')).toBe('succeeded');
  });

  it('takes segments as base64 in JSON, in any order and again', async () => {
    const id = idOf(
      await initialize({ media_type: 'image/jpeg', total_bytes: photo.length, media_category: 'tweet_image' }),
    );
    const pieces = [photo.subarray(0, 9000), photo.subarray(9000)];
    for (const index of [1, 0, 1]) {
      const json = { segment_index: index, media: pieces[index]!.toString('base64') };
      expect(await call({ path: `${UPLOAD}/${id}/append`, json })).toMatchObject({ status: 200 });
    }
    expect(await finalize(id)).toMatchObject({
      status: 200,
      json: { data: { size: photo.length, image: { w: 800 } } },
    });
  });

  it('needs no field at all to begin', async () => {
    const id = idOf(await initialize({}));
    await append(id, 0, photo);
    const finalized = await finalize(id);
    expect(finalized).toMatchObject({ status: 200, json: { data: { image: { w: 800, h: 320 } } } });
    expect(finalized.at('data', 'media_key')).toBeUndefined();
  });

  it('finds at FINALIZE that an upload of no announced size is too large', async () => {
    const id = idOf(await initialize({ media_type: 'image/jpeg' }));
    await append(id, 0, Buffer.concat([photo, Buffer.alloc(3_000_000)]));
    await append(id, 1, Buffer.alloc(3_000_000));
    expect(await finalize(id)).toMatchObject(problem('File size exceeds 5242880 bytes.'));
  });

  it('shows no error of a failed processing', async () => {
    const id = idOf(await uploadInChunks(photo, 'video/mp4', 'tweet_video'));
    await advanceClock(sandbox, 60);
    expect((await status(id)).at('data', 'processing_info')).toEqual({ state: 'failed', progress_percent: 12 });
  });

  it('has no status for a picture', async () => {
    const id = idOf(await uploadInChunks(photo, 'image/jpeg', 'tweet_image'));
    expect(await status(id)).toMatchObject(problem('BadRequest: Not found'));
  });

  it('answers an empty 413 to 5 MB, and takes 4 MiB', async () => {
    const id = idOf(
      await initialize({ media_type: 'video/mp4', total_bytes: 20_000_000, media_category: 'tweet_video' }),
    );
    expect(await append(id, 0, Buffer.alloc(5_000_000))).toMatchObject({ status: 413, text: '' });
    expect(await append(id, 0, Buffer.alloc(4 * 1024 * 1024))).toMatchObject({ status: 200 });
  });

  it('answers problems to what does not add up', async () => {
    const id = idOf(
      await initialize({ media_type: 'video/mp4', total_bytes: film.length, media_category: 'tweet_video' }),
    );
    expect(await call({ path: `${UPLOAD}/${id}/append`, multipart: multipart({ media: film }) })).toMatchObject(
      problem('Missing segment_index field'),
    );
    expect(await call({ path: `${UPLOAD}/${id}/append`, json: { segment_index: 0 } })).toMatchObject(
      problem('Missing media field in JSON'),
    );
    expect(await append(id, 1000, film)).toMatchObject(problem('SegmentIndex must be between 0 and 999.'));
    await append(id, 0, film.subarray(0, 900));
    expect(await finalize(id)).toMatchObject(problem('Segments do not add up to provided total file size.'));
    expect(
      await initialize({ media_type: 'video/mp4', total_bytes: 536_870_913, media_category: 'tweet_video' }),
    ).toMatchObject(problem('File size exceeds 536870912 bytes.'));
  });

  it('answers the same to an id that never was, is another account’s, or expired', async () => {
    const id = idOf(await uploadInChunks(film, 'video/mp4', 'tweet_video'));
    expect(await status('12')).toMatchObject(INVALID_IDS);
    expect(await append('12', 0, film)).toMatchObject(INVALID_IDS);
    expect(await finalize('abc')).toMatchObject(INVALID_IDS);
    expect(await status(id, callAsOther)).toMatchObject(INVALID_IDS);
    expect(await append(id, 0, film, callAsOther)).toMatchObject(INVALID_IDS);
    expect(await finalize(id, callAsOther)).toMatchObject(INVALID_IDS);
    await advanceClock(sandbox, 86_401);
    expect(await status(id)).toMatchObject(INVALID_IDS);
  });

  it.each([
    { case: 'no media_id', query: '?command=STATUS' },
    { case: 'another command', query: '?command=FINALIZE&media_id=12' },
    { case: 'nothing', query: '' },
  ])('answers 400 to a GET with $case', async ({ query }) => {
    expect(await call({ path: `${UPLOAD}${query}` })).toMatchObject({
      status: 400,
      json: { title: 'Invalid Request' },
    });
  });
});
