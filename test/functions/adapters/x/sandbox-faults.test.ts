import { afterEach, describe, expect, it } from 'vitest';

import type { XAccountSettings } from '../../../../functions/adapters/x/open-accounts.ts';
import { openSandboxAccount, type SandboxAccount } from './open-sandbox-account.ts';
import { fixture } from './open-test-account.ts';

/** Where an answer is held back for good, the deadline of the create call is this short. */
const impatient = {
  short: { idleMs: 5_000, totalMs: 5_000 },
  bytes: { idleMs: 5_000, totalMs: 5_000 },
  create: { idleMs: 5_000, totalMs: 800 },
};

let on: SandboxAccount;

afterEach(() => on.close());

const photo = () => fixture('photo-800x320.jpg', { kind: 'photo', mediaType: 'image/jpeg' });
const clip = () => fixture('clip-320x240-2s.mp4', { kind: 'video', mediaType: 'video/mp4' });

interface Driven {
  readonly name: string;
  readonly settings: XAccountSettings;
  readonly create: string;
  readonly media: string;
}

const drivers: readonly Driven[] = [
  { name: 'v1', settings: { driver: 'v1' }, create: 'v1.statuses.update', media: 'v1.media' },
  {
    name: 'v1 with update_with_media',
    settings: { driver: 'v1', endpoint: 'update_with_media' },
    create: 'v1.statuses.update_with_media',
    media: 'v1.media',
  },
  { name: 'v2', settings: { driver: 'v2' }, create: 'v2.tweets.create', media: 'v2.media' },
];

async function open({ settings }: Driven, deadlines?: typeof impatient): Promise<void> {
  on = await openSandboxAccount(settings, deadlines);
}

const post = async (text = 'Hello') =>
  on.account.createPost({
    text,
    mediaIds: [],
    ...(on.account.takesInlineMedia ? { inlineMedia: await photo() } : {}),
  });
const creates = () => on.journal.lines.filter(({ fields }) => isCreate(String(fields['path']))).length;
const isCreate = (path: string): boolean => path === '/2/tweets' || path.startsWith('/1.1/statuses/update');
const live = () => on.sandbox.world.tweets.all().length;

const unknown = { code: 'OUTCOME_UNKNOWN', retry: 'check-first' };

describe.each(drivers)('the create call on $name', (driven) => {
  it.each([
    { case: 'cuts the connection before the work', action: { cut: 'before' }, error: unknown, posts: 0 },
    { case: 'cuts the connection after the work', action: { cut: 'after' }, error: unknown, posts: 1 },
    { case: 'sends half of its answer', action: { truncate: true }, error: unknown, posts: 1 },
    { case: 'keeps its answer for good', action: { hold: true }, error: unknown, posts: 1, deadlines: impatient },
    {
      case: 'answers later than the deadline',
      action: { delayAnswerMs: 1_600 },
      error: unknown,
      posts: 1,
      deadlines: impatient,
    },
    { case: 'answers a 502 page, work undone', action: { html502: true }, error: unknown, posts: 0 },
    { case: 'answers a 502 page, work done', action: { html502: true, work: 'do' }, error: unknown, posts: 1 },
    { case: 'answers 503, work undone', action: { respond: { status: 503, body: null } }, error: unknown, posts: 0 },
    {
      case: 'answers 503, work done',
      action: { respond: { status: 503, body: null }, work: 'do' },
      error: unknown,
      posts: 1,
    },
    { case: 'answers without an id', action: { withoutId: true }, error: unknown, posts: 1 },
    {
      case: 'answers an empty 413',
      action: { empty413: true },
      error: { code: 'MEDIA_TOO_LARGE', retry: 'never' },
      posts: 0,
    },
    {
      case: 'answers 429 for the day with room left in the quarter hour',
      action: { limitedWithRemaining: 12 },
      error: { code: 'DAILY_LIMIT', retry: 'later' },
      posts: 0,
    },
  ])('is made once, and told right, when X $case', async ({ action, error, posts, deadlines }) => {
    await open(driven, deadlines);
    await on.addFault({ match: { endpoint: driven.create }, action });
    await expect(post()).rejects.toMatchObject(error);
    expect(creates()).toBe(1);
    expect(live()).toBe(posts);
  });

  it('passes when X is slow, and later than that too', async () => {
    await open(driven);
    await on.addFault({ match: { endpoint: driven.create }, action: { delayMs: 200 } });
    await expect(post()).resolves.toHaveProperty('postId');
  });

  it('is found by its text when its answer was lost', async () => {
    await open(driven);
    await on.addFault({ match: { endpoint: driven.create }, action: { cut: 'after' } });
    await expect(post('Lost & found https://example.com/')).rejects.toMatchObject(unknown);
    const [mine] = await on.account.recentPosts(on.time.clock() - 60_000);
    expect(mine?.text).toBe('Lost & found https://example.com/');
    expect(mine?.mediaKeys).toHaveLength(on.account.takesInlineMedia ? 1 : 0);
  });
});

const uploads = drivers.filter(({ name }) => name !== 'v1 with update_with_media');

describe.each(uploads)('an upload on $name', (driven) => {
  const passing: readonly { case: string; action: object }[] = [
    { case: 'cuts the connection before the work', action: { cut: 'before' } },
    { case: 'cuts the connection after the work', action: { cut: 'after' } },
    { case: 'answers a 502 page', action: { html502: true } },
    { case: 'answers 503, work done', action: { respond: { status: 503, body: null }, work: 'do' } },
    { case: 'sends half of its answer', action: { truncate: true } },
    { case: 'answers without an id', action: { withoutId: true } },
    { case: 'is slow', action: { delayMs: 100 } },
  ];
  const steps = ['init', 'append', 'finalize', 'status'].map((step) =>
    step === 'init' && driven.name === 'v2' ? 'initialize' : step,
  );
  const rows = steps.flatMap((step) => passing.map((row) => ({ ...row, step })));

  it.each(rows)('of a video passes when X $case at $step', async ({ step, action }) => {
    await open(driven);
    await on.addFault({ match: { endpoint: `${driven.media}.upload.${step}`, nth: 1 }, action });
    const { mediaId } = await on.account.uploadMedia(await clip());
    await on.account.createPost({ text: '', mediaIds: [mediaId] });
    expect(live()).toBe(1);
    expect(creates()).toBe(1);
  });

  it.each(passing)('of a photo passes when X $case', async ({ action }) => {
    await open(driven);
    await on.addFault({ match: { endpoint: `${driven.media}.upload`, nth: 1 }, action });
    const { mediaId } = await on.account.uploadMedia(await photo());
    await on.account.createPost({ text: '', mediaIds: [mediaId] });
    expect(live()).toBe(1);
  });

  it.each([
    { case: 'answers an empty 413', action: { empty413: true }, error: { code: 'MEDIA_TOO_LARGE', retry: 'never' } },
    {
      case: 'stays away',
      action: { respond: { status: 503, body: null } },
      error: { code: 'X_UNAVAILABLE', retry: 'later' },
    },
    { case: 'cuts every call', action: { cut: 'before' }, error: { code: 'X_UNAVAILABLE', retry: 'later' } },
    {
      case: 'asks to wait for the day',
      action: { limitedWithRemaining: 12 },
      error: { code: 'DAILY_LIMIT', retry: 'later' },
    },
    {
      case: 'wants another level of access',
      action: { respond: { status: 403, body: { errors: [{ code: 453, message: 'a subset' }] } } },
      error: { code: 'ACCESS_TIER', reason: 'access' },
    },
  ])('tells it right when X $case', async ({ action, error }) => {
    await open(driven);
    await on.addFault({ match: { endpoint: `${driven.media}.upload` }, action });
    await expect(on.account.uploadMedia(await photo())).rejects.toMatchObject(error);
    await expect(on.account.uploadMedia(await clip())).rejects.toMatchObject(error);
  });

  it('of a video that X is stuck with is handed back, not waited for', async () => {
    await open(driven);
    await on.addFault({ match: { endpoint: `${driven.media}.upload.status` }, action: { stuckInProgress: true } });
    const before = on.time.clock();
    const media = await on.account.uploadMedia(await clip());
    expect(media.processing).toBeDefined();
    expect(on.time.clock() - before).toBeLessThanOrEqual(10_000);
  });

  it.each([
    { case: 'cuts the connection', action: { cut: 'after' } },
    { case: 'answers 503', action: { respond: { status: 503, body: null } } },
    { case: 'answers a 502 page', action: { html502: true } },
  ])('is described even when X first $case', async ({ action }) => {
    await open(driven);
    const { mediaId } = await on.account.uploadMedia(await photo());
    await on.addFault({ match: { endpoint: `${driven.media}.metadata`, nth: 1 }, action });
    await on.account.describeMedia(mediaId, { altText: 'A cat' });
    await on.account.createPost({ text: 'Cat', mediaIds: [mediaId] });
    const listed = (await (await fetch(`${on.sandbox.url}/_sandbox/posts`)).json()) as {
      posts: { extended_entities: { media: { ext_alt_text: string }[] } }[];
    };
    expect(listed.posts[0]?.extended_entities.media[0]?.ext_alt_text).toBe('A cat');
  });
});

describe('an account of 2026 (self-serve)', () => {
  it('is told to use v2 when it is set to v1', async () => {
    on = await openSandboxAccount({ driver: 'v1' });
    await on.change({ era: 'modern' });
    await expect(post()).rejects.toMatchObject({
      code: 'ACCESS_TIER',
      reason: 'access',
      advice: expect.stringContaining("driver: 'v2'") as string,
    });
  });

  it('is told to buy credits when there are none', async () => {
    on = await openSandboxAccount({ driver: 'v2' });
    await on.change({ era: 'modern', creditsUsd: 0 });
    await expect(post()).rejects.toMatchObject({ code: 'CREDITS', reason: 'credits' });
    expect(creates()).toBe(1);
  });
});
