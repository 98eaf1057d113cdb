import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, changeSettings, resetSandbox } from '../change-settings.ts';
import { type Caller, callerFor } from '../signed-request.ts';
import { init, mediaFixture, mediaIdOf, status, uploadInChunks, uploadSimply } from './upload-by-v1.ts';

const PATH = '/1.1/media/upload.json';
const film = mediaFixture('clip-320x240-2s.mp4');
const gif = mediaFixture('animated-64x48-6-frames.gif');

let sandbox: RunningSandbox;
let call: Caller;
const change = (settings: unknown) => changeSettings(sandbox, settings);
const advance = (shiftSeconds: number) => advanceClock(sandbox, shiftSeconds);

/** Processing that the sandbox's clock alone moves: far longer than any test. */
const SLOW = { media: { pendingMs: 100_000, processingMs: 100_000 } };

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

describe('GET media/upload, STATUS', () => {
  it('passes from pending through in_progress to succeeded by the clock', async () => {
    await change(SLOW);
    const id = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    const ids = { media_id_string: id, media_key: `7_${id}` };
    expect(await status(call, id)).toMatchObject({
      status: 200,
      json: { ...ids, processing_info: { state: 'pending', check_after_secs: 1 } },
    });
    await advance(150);
    const half = await status(call, id);
    expect(half.at('processing_info')).toEqual({
      state: 'in_progress',
      check_after_secs: 1,
      progress_percent: expect.any(Number),
    });
    expect(half.at('processing_info', 'progress_percent')).toBeGreaterThanOrEqual(50);
    await advance(250);
    const done = await status(call, id);
    expect(Object.keys(done.json as object)).toEqual([
      'media_id',
      'media_id_string',
      'media_key',
      'expires_after_secs',
      'video',
      'processing_info',
    ]);
    expect(done.at('processing_info')).toEqual({ state: 'succeeded', progress_percent: 100 });
    expect(done.at('expires_after_secs')).toBeLessThanOrEqual(86_400 - 250);
  });

  it('lets a film be attached only once it is processed', async () => {
    await change(SLOW);
    const account = sandbox.accounts[0]!;
    const attachable = () => sandbox.world.media.findAttachable(id, account, sandbox.world.now());
    const id = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    expect(attachable()).toBe('processing');
    await advance(201);
    expect(attachable()).toMatchObject({ kind: 'video', widthPx: 320, heightPx: 240, processing: 'succeeded' });
  });

  it.each([
    {
      case: 'a film too long',
      file: 'too-long-64x64-150s.mp4',
      type: 'video/mp4',
      category: 'tweet_video',
      error: {
        code: 3,
        name: 'UnsupportedMedia',
        message: 'Duration 2.minutes+30.seconds exceeds max duration of 2.minutes+20.seconds',
      },
    },
    {
      case: 'a film too short',
      file: 'too-short-64x64-200ms.mp4',
      type: 'video/mp4',
      category: 'amplify_video',
      error: { code: 3, name: 'UnsupportedMedia', message: expect.stringContaining('below min duration') },
    },
    {
      case: 'a picture as a film',
      file: 'photo-800x320.jpg',
      type: 'video/mp4',
      category: 'tweet_video',
      error: { code: 1, name: 'InvalidMedia', message: 'Unsupported video format' },
    },
    {
      case: 'a picture as a GIF',
      file: 'photo-800x320.jpg',
      type: 'image/gif',
      category: 'tweet_gif',
      error: { code: 1, name: 'InvalidMedia', message: 'file is invalid' },
    },
  ])('fails with the error of X for $case', async ({ file, type, category, error }) => {
    const begun = await uploadInChunks(call, mediaFixture(file), type, { media_category: category });
    const id = mediaIdOf(begun);
    expect(begun).toMatchObject({ status: 201, json: { processing_info: { check_after_secs: 1 } } });
    await advance(60);
    const ended = await status(call, id);
    expect(ended.at('processing_info')).toEqual({ state: 'failed', progress_percent: 12, error });
    expect(ended.json).not.toHaveProperty('expires_after_secs');
    expect(sandbox.world.media.findAttachable(id, sandbox.accounts[0]!, sandbox.world.now())).toBe('failed');
  });

  it('processes a GIF and tells it apart from a still one', async () => {
    const account = sandbox.accounts[0]!;
    const moving = mediaIdOf(await uploadInChunks(call, gif, 'image/gif', { media_category: 'tweet_gif' }));
    const still = mediaIdOf(await uploadSimply(call, mediaFixture('still-64x48.gif')));
    await advance(60);
    expect(await status(call, moving)).toMatchObject({
      json: { image: { image_type: 'image/gif', w: 64, h: 48 }, processing_info: { state: 'succeeded' } },
    });
    const kindOf = (id: string) => sandbox.world.media.findAttachable(id, account, sandbox.world.now());
    expect([kindOf(moving), kindOf(still)]).toMatchObject([{ kind: 'animated-gif' }, { kind: 'gif' }]);
  });

  it('fails any upload when the settings say so, and is stuck when they say that', async () => {
    await change({ media: { processingFailure: { code: 2, name: 'InternalError', message: 'try again' } } });
    const id = mediaIdOf(await uploadInChunks(call, film, 'video/mp4', { media_category: 'tweet_video' }));
    await change({ media: { stuckInProgress: true } });
    await advance(3600);
    expect((await status(call, id)).at('processing_info', 'state')).toBe('in_progress');
    await change({ media: { stuckInProgress: false } });
    expect((await status(call, id)).at('processing_info', 'error')).toEqual({
      code: 2,
      name: 'InternalError',
      message: 'try again',
    });
  });

  it.each([
    {
      case: 'an upload that is not finalized',
      query: async () => `command=STATUS&media_id=${mediaIdOf(await init(call, 9, 'video/mp4'))}`,
      status: 400,
    },
    { case: 'an id that never was', query: async () => 'command=STATUS&media_id=12', status: 400 },
    { case: 'no id', query: async () => 'command=STATUS', status: 400 },
    { case: 'no command', query: async () => 'media_id=12', status: 400 },
    { case: 'another command', query: async () => 'command=FINALIZE&media_id=12', status: 400 },
  ])('answers $status to $case', async ({ query, status }) => {
    expect((await call({ path: `${PATH}?${await query()}` })).status).toBe(status);
  });
});
