import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { faultSchema } from '../../../sandbox/faults/fault.ts';
import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, changeSettings, resetSandbox } from '../change-settings.ts';
import { type Caller, callerFor } from '../signed-request.ts';
import {
  append,
  finalize,
  init,
  mediaFixture,
  mediaIdOf,
  status,
  uploadInChunks,
  uploadSimply,
} from './upload-by-v1.ts';

const film = mediaFixture('clip-320x240-2s.mp4');
const photo = mediaFixture('photo-800x320.jpg');

let sandbox: RunningSandbox;
let call: Caller;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

const setFault = (endpoint: string, action: unknown, nth?: number) =>
  sandbox.world.faults.add(faultSchema.parse({ match: { endpoint, ...(nth === undefined ? {} : { nth }) }, action }));

describe('rate limits of media/upload', () => {
  it('counts simple upload, INIT, APPEND, FINALIZE and STATUS apart', async () => {
    const simple = await uploadSimply(call, photo);
    const begun = await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' });
    const appended = await append(call, mediaIdOf(begun), 0, film);
    const finalized = await finalize(call, mediaIdOf(begun));
    const asked = await status(call, mediaIdOf(begun));
    const answers = [simple, begun, appended, finalized, asked];
    const limits = answers.map(({ headers }) => Number(headers.get('x-rate-limit-limit')));
    const remaining = answers.map(({ headers }) => Number(headers.get('x-rate-limit-remaining')));
    expect(remaining).toEqual(limits.map((limit) => limit - 1));
    expect(limits.every((limit) => limit > 0)).toBe(true);
  });

  it('ends in 429 with code 88 and begins anew in the next window', async () => {
    await changeSettings(sandbox, { limits: { requests: { 'v1.media.upload': 1 } } });
    expect((await uploadSimply(call, photo)).status).toBe(200);
    expect(await uploadSimply(call, photo)).toMatchObject({ status: 429, json: { errors: [{ code: 88 }] } });
    expect((await init(call, 9, 'image/png')).status).toBe(202);
    await advanceClock(sandbox, 15 * 60 + 1);
    expect((await uploadSimply(call, photo)).status).toBe(200);
  });
});

describe('faults of media/upload', () => {
  it('are met by the one step they name, and the client may send it again', async () => {
    setFault('v1.media.upload.append', { empty413: true }, 2);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4'));
    expect((await append(call, id, 0, film.subarray(0, 9000))).status).toBe(204);
    expect(await append(call, id, 1, film.subarray(9000))).toMatchObject({ status: 413, text: '' });
    expect((await append(call, id, 1, film.subarray(9000))).status).toBe(204);
    expect((await finalize(call, id)).status).toBe(201);
  });

  it('lose the answer to a FINALIZE that was done', async () => {
    setFault('v1.media.upload.finalize', { cut: 'after' }, 1);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' }));
    await append(call, id, 0, film);
    await expect(finalize(call, id)).rejects.toThrow('fetch failed');
    expect(await status(call, id)).toMatchObject({ status: 200 });
    expect(await finalize(call, id)).toMatchObject({ status: 201, json: { media_id_string: id } });
  });

  it.each([
    { step: 'finalize', endpoint: 'v1.media.upload.finalize' },
    { step: 'status', endpoint: 'v1.media.upload.status' },
  ])('hold a film in progress for good when set on $step', async ({ endpoint }) => {
    setFault(endpoint, { stuckInProgress: true }, 1);
    const id = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    await status(call, id);
    await advanceClock(sandbox, 3600);
    expect((await status(call, id)).at('processing_info')).toEqual({
      state: 'in_progress',
      check_after_secs: 1,
      progress_percent: 99,
    });
    const other = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    await advanceClock(sandbox, 7200);
    expect((await status(call, other)).at('processing_info', 'state')).toBe('succeeded');
  });

  it.each([
    { path: '/2/media/upload', endpoint: 'v2.media.upload' },
    { path: 'chunked', endpoint: 'v2.media.upload.finalize' },
  ])('hold a film of v2 in progress when set on $endpoint', async ({ path, endpoint }) => {
    setFault(endpoint, { stuckInProgress: true });
    const sent = { media: film.toString('base64'), media_category: 'tweet_video' };
    const begin = path === 'chunked' ? { path: '/2/media/upload/initialize', json: {} } : { path, json: sent };
    const begun = await call(path === 'chunked' ? { ...begin, json: { media_category: 'tweet_video' } } : begin);
    const id = String(begun.at('data', 'id'));
    if (path === 'chunked') {
      await call({ path: `/2/media/upload/${id}/append`, json: { segment_index: 0, media: sent.media } });
      await call({ method: 'POST', path: `/2/media/upload/${id}/finalize` });
    }
    await advanceClock(sandbox, 3600);
    const asked = await call({ path: `/2/media/upload?command=STATUS&media_id=${id}` });
    expect(asked.at('data', 'processing_info', 'state')).toBe('in_progress');
  });
});

describe('the modern era', () => {
  it('closes v1.1 uploads with 403 and code 453, and charges v2 metadata', async () => {
    await changeSettings(sandbox, { era: 'modern', creditsUsd: 0.006 });
    expect(await uploadSimply(call, photo)).toMatchObject({ status: 403, json: { errors: [{ code: 453 }] } });
    const media = { media: photo.toString('base64'), media_category: 'tweet_image' };
    const id = String((await call({ path: '/2/media/upload', json: media })).at('data', 'id'));
    const describeIt = () =>
      call({ path: '/2/media/metadata', json: { id, metadata: { alt_text: { text: 'a sun' } } } });
    expect((await describeIt()).status).toBe(200);
    expect((await describeIt()).status).toBe(402);
  });
});
