import { afterEach, describe, expect, it } from 'vitest';

import type { Post } from '../../../../../functions/domain/post.ts';
import { openSandboxAccount, type SandboxAccount } from '../open-sandbox-account.ts';
import { fixture, sourceOf } from '../open-test-account.ts';

let on: SandboxAccount;

afterEach(() => on.close());

async function open(): Promise<void> {
  on = await openSandboxAccount({ driver: 'v1', endpoint: 'update_with_media' });
}

const png = () => fixture('drawing-333x175.png', { kind: 'photo', mediaType: 'image/png' });
const paths = () => on.journal.lines.map(({ fields }) => `${fields['method']} ${fields['path']}`);
const CREATE = 'POST /1.1/statuses/update_with_media.json';

describe('an account with update_with_media', () => {
  it('posts a picture and its text in one call', async () => {
    await open();
    const { postId } = await on.account.createPost({ text: 'Hello ☃', mediaIds: [], inlineMedia: await png() });
    expect(on.account.takesInlineMedia).toBe(true);
    expect(paths()).toEqual(['GET /1.1/help/configuration.json', CREATE]);
    expect(on.sandbox.world.tweets.get(postId)).toMatchObject({
      text: 'Hello ☃',
      via: 'v1.statuses.update_with_media',
    });
  });

  it('sends every parameter the document names', async () => {
    await open();
    const geo = {
      lat: 37.7821120598956,
      long: -122.400612831116,
      placeId: 'df51dec6f4ee2b2c',
      displayCoordinates: true,
    };
    const request = { text: 'D bob hi', mediaIds: [], inlineMedia: await png(), geo, sensitive: true };
    const { postId } = await on.account.createPost(request);
    expect(on.sandbox.world.tweets.get(postId)).toMatchObject({
      text: 'D bob hi',
      sensitive: true,
      placeId: 'df51dec6f4ee2b2c',
      point: { lat: 37.78211206, long: -122.40061283 },
    });
  });

  it('posts an animated GIF of at most 3 MB', async () => {
    await open();
    const gif = await fixture('animated-64x48-6-frames.gif', { kind: 'animated-gif', mediaType: 'image/gif' });
    await expect(on.account.createPost({ text: 'Moves', mediaIds: [], inlineMedia: gif })).resolves.toHaveProperty(
      'postId',
    );
  });

  it('posts a text alone through statuses/update', async () => {
    await open();
    await on.account.createPost({ text: 'Words', mediaIds: [] });
    expect(paths()).toEqual(['POST /1.1/statuses/update.json']);
  });

  it('asks for the limits once, not before each post', async () => {
    await open();
    for (const text of ['One', 'Two']) await on.account.createPost({ text, mediaIds: [], inlineMedia: await png() });
    expect(paths().filter((path) => path.startsWith('GET'))).toHaveLength(1);
    expect(await on.account.inlineLimits?.()).toEqual({
      maxMedia: 1,
      maxPhotoBytes: 3_145_728,
      charactersReserved: 24,
    });
  });

  it('goes by the limits that X serves', async () => {
    await open();
    await on.change({ configuration: { photoSizeLimitBytes: 1_000, charactersReservedPerMedia: 21 } });
    expect(await on.account.inlineLimits?.()).toMatchObject({ maxPhotoBytes: 1_000, charactersReserved: 21 });
    const call = on.account.createPost({ text: 'Big', mediaIds: [], inlineMedia: await png() });
    await expect(call).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
  });

  it('goes by the last known limits where X serves none any more', async () => {
    await open();
    await on.addFault({
      match: { endpoint: 'v1.help.configuration' },
      action: { respond: { status: 410, body: null } },
    });
    expect(await on.account.inlineLimits?.()).toMatchObject({ maxPhotoBytes: 3_145_728 });
  });

  it.each([
    { case: 'a WEBP', source: { kind: 'photo', mediaType: 'image/webp' }, bytes: 100, code: 'MEDIA_TYPE' },
    { case: 'a video', source: { kind: 'video', mediaType: 'video/mp4' }, bytes: 100, code: 'MEDIA_TYPE' },
    { case: 'over 3 MB', source: { kind: 'photo', mediaType: 'image/png' }, bytes: 3_145_729, code: 'MEDIA_TOO_LARGE' },
  ] as const)('refuses a picture that is $case before anything is sent', async ({ source, bytes, code }) => {
    await open();
    const inlineMedia = sourceOf(Buffer.alloc(bytes), source);
    await expect(on.account.createPost({ text: 'Hi', mediaIds: [], inlineMedia })).rejects.toMatchObject({ code });
    expect(paths()).not.toContain(CREATE);
  });

  it('refuses a picture without a text', async () => {
    await open();
    const call = on.account.createPost({ text: '', mediaIds: [], inlineMedia: await png() });
    await expect(call).rejects.toMatchObject({ code: 'TEXT_EMPTY', retry: 'never' });
    expect(paths()).not.toContain(CREATE);
  });

  it.each([
    { case: 'no one', text: 'I do' },
    { case: 'someone else', text: '@somebody I do' },
    { case: 'a longer name', text: '@NAME_x I do' },
    { case: 'an address of mail', text: 'a@NAME I do' },
  ])('refuses a reply that mentions $case', async ({ text }) => {
    await open();
    const replyTo = await askQuestion();
    const request = { text: text.replace('NAME', author()), mediaIds: [], replyTo, inlineMedia: await png() };
    await expect(on.account.createPost(request)).rejects.toMatchObject({ code: 'REPLY_MENTION', retry: 'never' });
    expect(paths()).not.toContain(CREATE);
  });

  it('sends a reply that mentions the author, in any case', async () => {
    await open();
    const replyTo = await askQuestion();
    const text = `Well, @${author().toUpperCase()}: yes`;
    const { postId } = await on.account.createPost({ text, mediaIds: [], replyTo, inlineMedia: await png() });
    expect(on.sandbox.world.tweets.get(postId)?.replyTo).toMatchObject({ statusId: replyTo });
  });

  const author = () => on.sandbox.accounts[1]?.screenName ?? '';

  async function askQuestion(): Promise<string> {
    const other = await on.accounts.open('other');
    return (await other.createPost({ text: 'Who does?', mediaIds: [] })).postId;
  }

  it('waits where the daily media limit is used up, until its reset', async () => {
    await open();
    await on.change({ limits: { mediaPerDay: 1 } });
    await on.account.createPost({ text: 'One', mediaIds: [], inlineMedia: await png() });
    const error: unknown = await on.account
      .createPost({ text: 'Two', mediaIds: [], inlineMedia: await png() })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'DAILY_LIMIT', retry: 'later', x: { code: 191 } });
  });
});

describe('unsupportedFields of that account', () => {
  const stored = { from: 'stored', ref: { area: 'drop', key: 'a.png' } } as const;
  const base: Post = { account: 'main', text: 'Hi', media: [stored] };

  it.each<{ case: string; post: Partial<Post>; paths: string[] }>([
    { case: 'one picture with a text', post: {}, paths: [] },
    { case: 'a second picture', post: { media: [stored, stored] }, paths: ['media[1]'] },
    { case: 'alt text', post: { media: [{ ...stored, altText: 'A cat' }] }, paths: ['media[0].altText'] },
    { case: 'no text', post: { text: '' }, paths: ['text'] },
    { case: 'owners', post: { additionalOwners: ['1'] }, paths: ['additionalOwners'] },
    { case: 'a reply to nobody', post: { replyTo: '1' }, paths: ['replyTo'] },
    { case: 'a reply to somebody', post: { replyTo: '1', text: '@a hi' }, paths: [] },
    {
      case: 'what only v2 has',
      post: { replySettings: 'following', madeWithAi: true },
      paths: ['replySettings', 'madeWithAi'],
    },
    { case: 'a text alone, to anybody', post: { media: [], replyTo: '1' }, paths: [] },
  ])('names $paths for $case', async ({ post, paths: expected }) => {
    await open();
    const faults = on.account.unsupportedFields({ ...base, ...post });
    expect(faults.map(({ path }) => path)).toEqual(expected);
    for (const { message } of faults) expect(message).toMatch(/driver v1/);
  });
});
