import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, changeSettings, resetSandbox } from '../change-settings.ts';
import { type Caller, callerFor } from '../signed-request.ts';
import { append, finalize, init, mediaFixture, mediaIdOf, multipart, status, uploadInChunks } from './upload-by-v1.ts';

const PATH = '/1.1/media/upload.json';
const film = mediaFixture('clip-320x240-2s.mp4');
const photo = mediaFixture('photo-800x320.jpg');
const mediaError = (error: string) => ({ status: 400, json: { request: PATH, error } });
const DO_NOT_ADD_UP = mediaError('Segments do not add up to provided total file size.');

let sandbox: RunningSandbox;
let call: Caller;
let callAsOther: Caller;

const change = (settings: unknown) => changeSettings(sandbox, settings);
const advance = (shiftSeconds: number) => advanceClock(sandbox, shiftSeconds);

/** Processing that the sandbox's clock alone moves: far longer than any test. */
const SLOW = { media: { pendingMs: 100_000, processingMs: 100_000 } };

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
  callAsOther = callerFor(sandbox.url, sandbox.accounts[1]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

describe('POST media/upload, chunked', () => {
  it('answers each step as X does', async () => {
    await change(SLOW);
    const begun = await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' });
    const id = mediaIdOf(begun);
    expect(begun.status).toBe(202);
    expect(begun.text).toBe(
      `{"media_id":${id},"media_id_string":"${id}","media_key":"7_${id}","expires_after_secs":86400}`,
    );
    expect(begun.headers.get('x-mediaid')).toBe(id);

    const appended = await append(call, id, 0, film);
    expect(appended).toMatchObject({ status: 204, text: '' });
    expect(Object.fromEntries(appended.headers)).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'x-mediaid': id,
      'x-segmentcount': '0',
      'x-totalbytes': '0',
    });

    const finalized = await finalize(call, id);
    expect(finalized.status).toBe(201);
    expect(finalized.text).toBe(
      `{"media_id":${id},"media_id_string":"${id}","media_key":"7_${id}","size":${film.length},"expires_after_secs":86400,` +
        `"video":{"video_type":"video\\/mp4"},"processing_info":{"state":"pending","check_after_secs":1}}`,
    );
  });

  it('is ready at once without a category', async () => {
    const answer = await uploadInChunks(call, film, 'video/mp4');
    expect(answer).toMatchObject({ status: 201, json: { video: { video_type: 'video/mp4' } } });
    expect(answer.json).not.toHaveProperty('processing_info');
    expect(answer.json).not.toHaveProperty('media_key');
  });

  it('takes a picture, too, and has no STATUS for it', async () => {
    const answer = await uploadInChunks(call, photo, 'image/jpeg', { media_category: 'tweet_image' });
    expect(answer).toMatchObject({ status: 201, json: { image: { image_type: 'image/jpeg', w: 800, h: 320 } } });
    expect(answer.json).not.toHaveProperty('processing_info');
    expect(await status(call, mediaIdOf(answer))).toMatchObject({ status: 404, json: { errors: [{ code: 34 }] } });
  });

  it('takes parameters in the query as in the body', async () => {
    const begun = await call({
      method: 'POST',
      path: `${PATH}?command=INIT&total_bytes=${photo.length}&media_type=image%2Fjpeg`,
    });
    const id = mediaIdOf(begun);
    const appended = await call({
      path: `${PATH}?command=APPEND&media_id=${id}&segment_index=0`,
      multipart: multipart({ media: photo }),
    });
    expect(appended.status).toBe(204);
    const path = `${PATH}?command=FINALIZE&media_id=${id}`;
    expect(await call({ method: 'POST', path })).toMatchObject({ status: 201, json: { size: photo.length } });
  });

  it('takes base64 segments in media_data', async () => {
    const id = mediaIdOf(await init(call, photo.length, 'image/jpeg'));
    const fields = { command: 'APPEND', media_id: id, segment_index: '0', media_data: photo.toString('base64') };
    expect(await call({ path: PATH, form: fields })).toMatchObject({ status: 204 });
    expect(await finalize(call, id)).toMatchObject({ status: 201, json: { size: photo.length } });
  });

  it('puts segments together by their index, whatever order they come in, at once and repeatedly', async () => {
    const chunkBytes = 1000;
    const indexes = Array.from({ length: Math.ceil(film.length / chunkBytes) }, (_unused, index) => index);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    const sent = [...indexes.toReversed(), 3, 3, 0].map((index) =>
      append(call, id, index, film.subarray(index * chunkBytes, (index + 1) * chunkBytes)),
    );
    expect(new Set((await Promise.all(sent)).map((answer) => answer.status))).toEqual(new Set([204]));
    expect(await finalize(call, id)).toMatchObject({ status: 201, json: { size: film.length } });
    expect(Buffer.concat(await sandbox.world.media.bytes(id)!.open().toArray())).toEqual(film);
  });

  it('answers a second FINALIZE as the first', async () => {
    await change(SLOW);
    const first = await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' });
    const second = await finalize(call, mediaIdOf(first));
    expect({ status: second.status, json: second.json }).toEqual({ status: 201, json: first.json });
  });

  it('finds missing bytes at FINALIZE and takes them afterwards', async () => {
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, id, 0, film.subarray(0, 5000));
    expect(await finalize(call, id)).toMatchObject(DO_NOT_ADD_UP);
    await append(call, id, 1, film.subarray(5000));
    expect(await finalize(call, id)).toMatchObject({ status: 201 });
  });

  it('finds overlapping segments at FINALIZE', async () => {
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, id, 0, film.subarray(0, 5000));
    await append(call, id, 1, film.subarray(4000));
    expect(await finalize(call, id)).toMatchObject(DO_NOT_ADD_UP);
  });

  it('refuses other bytes for a segment that it has', async () => {
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, id, 0, film.subarray(0, 5000));
    expect(await append(call, id, 0, film.subarray(5000, 9000))).toMatchObject(
      mediaError('Segment 0 was uploaded before with other bytes.'),
    );
  });

  it.each([
    { case: 'a photo over 5 MiB', bytes: 5_242_881, type: 'image/png', fields: {}, limit: 5_242_880 },
    { case: 'a GIF without category over 5 MiB', bytes: 5_242_881, type: 'image/gif', fields: {}, limit: 5_242_880 },
    {
      case: 'a GIF over 15 MiB',
      bytes: 15_728_641,
      type: 'image/gif',
      fields: { media_category: 'tweet_gif' },
      limit: 15_728_640,
    },
    {
      case: 'a film over 512 MiB',
      bytes: 536_870_913,
      type: 'video/mp4',
      fields: { media_category: 'tweet_video' },
      limit: 536_870_912,
    },
  ])('refuses at INIT $case', async ({ bytes, type, fields, limit }) => {
    expect(await init(call, bytes, type, fields)).toMatchObject(mediaError(`File size exceeds ${limit} bytes.`));
    expect(await init(call, limit, type, fields)).toMatchObject({ status: 202 });
  });

  const UNRECOGNIZED = mediaError('media type unrecognized.');
  it.each([
    {
      case: 'INIT of no media',
      form: { command: 'INIT', total_bytes: '9', media_type: 'text/plain' },
      answer: UNRECOGNIZED,
    },
    {
      case: 'INIT of a film as tweet_image',
      form: { command: 'INIT', total_bytes: '9', media_type: 'video/mp4', media_category: 'tweet_image' },
      answer: UNRECOGNIZED,
    },
    {
      case: 'INIT of a photo as tweet_gif',
      form: { command: 'INIT', total_bytes: '9', media_type: 'image/png', media_category: 'tweet_gif' },
      answer: UNRECOGNIZED,
    },
    {
      case: 'INIT without a size',
      form: { command: 'INIT', media_type: 'image/png' },
      answer: { status: 400, json: { errors: [{ code: 38, message: 'total_bytes parameter is missing.' }] } },
    },
    {
      case: 'INIT without a type',
      form: { command: 'INIT', total_bytes: '9' },
      answer: { status: 400, json: { errors: [{ code: 38, message: 'media_type parameter is missing.' }] } },
    },
    {
      case: 'INIT of no bytes',
      form: { command: 'INIT', total_bytes: '0', media_type: 'image/png' },
      answer: { status: 400, json: { errors: [{ code: 44 }] } },
    },
    {
      case: 'INIT of an unknown category',
      form: { command: 'INIT', total_bytes: '9', media_type: 'image/png', media_category: 'x' },
      answer: { status: 400, json: { errors: [{ code: 44 }] } },
    },
    {
      case: 'APPEND without an id',
      form: { command: 'APPEND', segment_index: '0', media_data: 'aGVsbG8=' },
      answer: mediaError('Invalid media_id: Some().'),
    },
    {
      case: 'APPEND to an id that never was',
      form: { command: 'APPEND', media_id: '12', segment_index: '0', media_data: 'aGVsbG8=' },
      answer: mediaError('Invalid media_id: Some(12).'),
    },
    {
      case: 'APPEND without an index',
      form: { command: 'APPEND', media_id: '12', media_data: 'aGVsbG8=' },
      answer: { status: 400, json: { errors: [{ code: 38, message: 'segment_index parameter is missing.' }] } },
    },
    {
      case: 'APPEND of segment 1000',
      form: { command: 'APPEND', media_id: '12', segment_index: '1000', media_data: 'aGVsbG8=' },
      answer: mediaError('SegmentIndex must be between 0 and 999.'),
    },
    {
      case: 'APPEND without bytes',
      form: { command: 'APPEND', media_id: '12', segment_index: '0' },
      answer: { status: 400, json: { errors: [{ code: 38, message: 'media parameter is missing.' }] } },
    },
    {
      case: 'FINALIZE of an id that never was',
      form: { command: 'FINALIZE', media_id: '../../etc' },
      answer: mediaError('Invalid media_id: Some(../../etc).'),
    },
  ])('refuses $case', async ({ form, answer }) => {
    expect(await call({ path: PATH, form })).toMatchObject(answer);
  });

  it('answers an empty 413 to a segment over 5 MiB', async () => {
    const id = mediaIdOf(await init(call, 20_000_000, 'video/mp4'));
    expect(await append(call, id, 0, Buffer.alloc(5_242_881))).toMatchObject({ status: 413, text: '' });
    expect(await append(call, id, 0, Buffer.alloc(5_242_880))).toMatchObject({ status: 204 });
  });

  it('refuses at FINALIZE what turns out to be no picture', async () => {
    const id = mediaIdOf(await init(call, film.length, 'image/png', { media_category: 'tweet_image' }));
    await append(call, id, 0, film);
    expect(await finalize(call, id)).toMatchObject(UNRECOGNIZED);
  });

  it('lets no other account append to, finalize or look at an upload', async () => {
    const id = mediaIdOf(await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' }));
    const foreign = mediaError(`Invalid media_id: Some(${id}).`);
    expect(await append(callAsOther, id, 0, film)).toMatchObject(foreign);
    expect(await finalize(callAsOther, id)).toMatchObject(foreign);
    await append(call, id, 0, film);
    await finalize(call, id);
    expect(await status(callAsOther, id)).toMatchObject(foreign);
    expect(await status(call, id)).toMatchObject({ status: 200 });
  });

  it('lets an additional owner look, not append', async () => {
    const fields = { media_category: 'tweet_video', additional_owners: sandbox.accounts[1]!.userId };
    const id = mediaIdOf(await init(call, film.length, 'video/mp4', fields));
    expect(await append(callAsOther, id, 0, film)).toMatchObject({ status: 400 });
    await append(call, id, 0, film);
    await finalize(call, id);
    expect(await status(callAsOther, id)).toMatchObject({ status: 200 });
  });

  it('forgets an id after expires_after_secs', async () => {
    const id = mediaIdOf(await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' }));
    await advance(86_399);
    expect(await append(call, id, 0, film)).toMatchObject({ status: 204 });
    await finalize(call, id);
    await advance(86_401);
    expect(await status(call, id)).toMatchObject(mediaError(`Invalid media_id: Some(${id}).`));
    const account = sandbox.accounts[0]!;
    expect(sandbox.world.media.findAttachable(id, account, sandbox.world.now())).toBe('expired');
  });
});
