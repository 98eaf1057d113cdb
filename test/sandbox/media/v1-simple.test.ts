import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { type Caller, callerFor } from '../signed-request.ts';
import { mediaFixture, mediaIdOf, multipart, uploadSimply } from './upload-by-v1.ts';

const PATH = '/1.1/media/upload.json';
const photo = mediaFixture('photo-800x320.jpg');
const base64 = photo.toString('base64');
const UNRECOGNIZED = { request: PATH, error: 'media type unrecognized.' };

let sandbox: RunningSandbox;
let call: Caller;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
});
afterAll(() => sandbox.close());

/** A multipart body written out, for parts that no form builder makes. */
function rawMultipart(...parts: readonly { readonly head: string; readonly body: Buffer | string }[]) {
  const pieces = parts.flatMap(({ head, body }) => [`--b\r\n${head}\r\n\r\n`, body, '\r\n']);
  const body = Buffer.concat([...pieces, '--b--\r\n'].map((piece) => Buffer.from(piece)));
  return { body: new Uint8Array(body), contentType: 'multipart/form-data; boundary=b' };
}

describe('POST media/upload, simple', () => {
  it('answers as the seed example when a category is given', async () => {
    const answer = await call({ path: `${PATH}?media_category=tweet_image`, multipart: multipart({ media: photo }) });
    expect(answer.status).toBe(200);
    const id = mediaIdOf(answer);
    expect(answer.text).toBe(
      `{"media_id":${id},"media_id_string":"${id}","media_key":"3_${id}","size":${photo.length},"expires_after_secs":86400,` +
        `"image":{"image_type":"image\\/jpeg","w":800,"h":320}}`,
    );
    expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
  });

  it('leaves out the media_key when no category is given', async () => {
    const answer = await uploadSimply(call, photo);
    expect(Object.keys(answer.json as object)).toEqual([
      'media_id',
      'media_id_string',
      'size',
      'expires_after_secs',
      'image',
    ]);
  });

  it.each([
    { file: 'drawing-333x175.png', image: { image_type: 'image/png', w: 333, h: 175 } },
    { file: 'photo-320x200.webp', image: { image_type: 'image/webp', w: 320, h: 200 } },
    { file: 'still-64x48.gif', image: { image_type: 'image/gif', w: 64, h: 48 } },
    { file: 'animated-64x48-6-frames.gif', image: { image_type: 'image/gif', w: 64, h: 48 } },
  ])('reads type and size of $file from its bytes', async ({ file, image }) => {
    const answer = await uploadSimply(call, mediaFixture(file));
    expect(answer).toMatchObject({ status: 200, json: { image } });
  });

  it('keeps the bytes as they came', async () => {
    const id = mediaIdOf(await uploadSimply(call, photo));
    const kept = sandbox.world.media.bytes(id);
    expect(kept).toMatchObject({ sizeBytes: photo.length, mimeType: 'image/jpeg' });
    expect(Buffer.concat(await kept!.open().toArray())).toEqual(photo);
    expect(Buffer.concat(await kept!.open({ start: 100, end: 299 }).toArray())).toEqual(photo.subarray(100, 300));
  });

  it.each([
    { case: 'media_data in multipart', sent: { multipart: multipart({ media_data: base64 }) } },
    { case: 'media_data urlencoded, and so signed', sent: { form: { media_data: base64 } } },
    { case: 'media_data with line breaks', sent: { form: { media_data: base64.replaceAll(/.{76}/g, '$&\r\n') } } },
    { case: 'media_data as a file', sent: { multipart: multipart({ media_data: Buffer.from(base64) }) } },
    { case: 'a category in the body', sent: { multipart: multipart({ media_category: 'tweet_image', media: photo }) } },
    {
      case: 'a category after the picture',
      sent: { multipart: multipart({ media: photo, media_category: 'tweet_image' }) },
    },
    {
      case: 'an empty category and unknown parameters',
      sent: { multipart: multipart({ media_category: '', colour: 'blue', media: photo }) },
    },
    { case: 'an empty media_data beside media', sent: { multipart: multipart({ media_data: '', media: photo }) } },
    {
      case: 'a category in the older spelling',
      sent: { multipart: multipart({ media: photo, media_category: 'TweetImage' }) },
    },
    {
      case: 'a part without filename and content type',
      sent: { raw: rawMultipart({ head: 'Content-Disposition: form-data; name="media"', body: photo }) },
    },
    {
      case: 'a part that says it is base64',
      sent: {
        raw: rawMultipart({
          head: 'Content-Disposition: form-data; name="media"; filename="a.jpg"\r\nContent-Transfer-Encoding: base64',
          body: base64,
        }),
      },
    },
    {
      case: 'a content type that is not true',
      sent: {
        raw: rawMultipart({
          head: 'Content-Type: video/mp4\r\nContent-Disposition: form-data; name="media"; filename="film.mp4"',
          body: photo,
        }),
      },
    },
    {
      case: 'a text part with a filename',
      sent: {
        raw: rawMultipart(
          { head: 'Content-Disposition: form-data; name="media_category"; filename="c.txt"', body: 'tweet_image' },
          { head: 'Content-Disposition: form-data; name="media"; filename="a"', body: photo },
        ),
      },
    },
  ])('takes $case', async ({ sent }) => {
    const answer = await call({ path: PATH, ...sent });
    expect(answer).toMatchObject({ status: 200, json: { size: photo.length, image: { w: 800, h: 320 } } });
  });

  const missing = { errors: [{ code: 38, message: 'media parameter is missing.' }] };
  const invalid = (parameter: string) => ({ errors: [{ code: 44, message: `${parameter} parameter is invalid.` }] });

  it.each([
    { case: 'neither media nor media_data', sent: { form: { media_category: 'tweet_image' } }, json: missing },
    { case: 'no body at all', sent: { method: 'POST' as const }, json: missing },
    { case: 'an empty media', sent: { multipart: multipart({ media: Buffer.alloc(0) }) }, json: missing },
    { case: 'a command in lower case', sent: { form: { command: 'init' } }, json: missing },
    { case: 'STATUS by POST', sent: { form: { command: 'STATUS', media_id: '1' } }, json: missing },
    {
      case: 'both media and media_data',
      sent: { multipart: multipart({ media: photo, media_data: base64 }) },
      json: invalid('media'),
    },
    { case: 'media_data that is no base64', sent: { form: { media_data: 'a picture!' } }, json: invalid('media_data') },
    {
      case: 'an unknown category',
      sent: { multipart: multipart({ media: photo, media_category: 'avatar' }) },
      json: invalid('media_category'),
    },
    {
      case: 'over 100 additional owners',
      sent: { multipart: multipart({ media: photo, additional_owners: Array(101).fill('12').join(',') }) },
      json: invalid('additional_owners'),
    },
    {
      case: 'an owner that is no id',
      sent: { multipart: multipart({ media: photo, additional_owners: '12,bob' }) },
      json: invalid('additional_owners'),
    },
    {
      case: 'tweet_gif',
      sent: {
        multipart: multipart({ media: mediaFixture('animated-64x48-6-frames.gif'), media_category: 'tweet_gif' }),
      },
      json: invalid('media_category'),
    },
    {
      case: 'tweet_video',
      sent: { multipart: multipart({ media: mediaFixture('clip-320x240-2s.mp4'), media_category: 'tweet_video' }) },
      json: invalid('media_category'),
    },
    {
      case: 'amplify_video',
      sent: { multipart: multipart({ media: photo, media_category: 'amplify_video' }) },
      json: invalid('media_category'),
    },
    {
      case: 'a film without category',
      sent: { multipart: multipart({ media: mediaFixture('clip-320x240-2s.mp4') }) },
      json: UNRECOGNIZED,
    },
    {
      case: 'a film called tweet_image',
      sent: { multipart: multipart({ media: mediaFixture('clip-176x144-1s.mov'), media_category: 'tweet_image' }) },
      json: UNRECOGNIZED,
    },
    { case: 'text', sent: { multipart: multipart({ media: Buffer.from('a picture, honestly') }) }, json: UNRECOGNIZED },
    { case: 'a cut JPEG', sent: { multipart: multipart({ media: photo.subarray(0, 30) }) }, json: UNRECOGNIZED },
  ])('answers 400 to $case', async ({ sent, json }) => {
    expect(await call({ path: PATH, ...sent })).toMatchObject({ status: 400, json });
  });

  it('takes 100 additional owners', async () => {
    const owners = Array.from({ length: 100 }, (_unused, index) => String(index + 1)).join(',');
    expect(await uploadSimply(call, photo, { additional_owners: owners })).toMatchObject({ status: 200 });
  });

  it('takes a GIF of 5 MiB without a category and refuses one byte more', async () => {
    const gif = mediaFixture('animated-64x48-6-frames.gif');
    const padded = (bytes: number) => Buffer.concat([gif, Buffer.alloc(bytes - gif.length)]);
    expect(await uploadSimply(call, padded(5_242_880))).toMatchObject({ status: 200, json: { size: 5_242_880 } });
    expect(await uploadSimply(call, padded(5_242_881))).toMatchObject({
      status: 400,
      json: { request: PATH, error: 'File size exceeds 5242880 bytes.' },
    });
  });

  it('refuses an unsigned upload before anything else', async () => {
    const response = await fetch(`${sandbox.url}${PATH}`, { method: 'POST', body: multipart({ media: photo }) });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [{ code: 215, message: 'Bad Authentication data.' }] });
  });
});
