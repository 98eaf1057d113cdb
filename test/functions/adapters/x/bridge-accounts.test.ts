import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openBridgeAccounts } from '../../../../functions/adapters/x/open-bridge-accounts.ts';
import type { BridgeAccount } from '../../../../functions/bridge/bridge-account.ts';
import { DuplicateRefusedError, PigeonpostError } from '../../../../functions/domain/errors.ts';
import { InMemorySecrets } from '../../../fakes/in-memory-secrets.ts';
import { RecordingJournal } from '../../../fakes/recording-journal.ts';
import { openSandboxAccount, type SandboxAccount } from './open-sandbox-account.ts';

const media = (name: string) => readFileSync(new URL(`../../../fixtures/media/${name}`, import.meta.url));
const photo = media('photo-800x320.jpg');
const film = media('clip-320x240-2s.mp4');

describe.each(['v1', 'v2'] as const)('what the bridge asks of X on %s', (driver) => {
  let x: SandboxAccount;
  let bridge: BridgeAccount;
  let accounts: ReturnType<typeof openBridgeAccounts>;

  beforeAll(async () => {
    x = await openSandboxAccount({ driver });
    accounts = openBridgeAccounts({
      secrets: new InMemorySecrets({ 'account/main': x.sandbox.accounts[0] }),
      accounts: { main: { driver } },
      apiUrl: x.sandbox.url,
      clock: x.time.clock,
      random: () => 0.5,
      journal: new RecordingJournal(),
      pause: async () => undefined,
    });
    bridge = await accounts.open('main');
  });
  afterAll(async () => {
    await accounts.close();
    await x.close();
  });

  it('uploads a picture whole, and tells all that X tells', async () => {
    const answer = await bridge.uploadSimple({ bytes: photo, mediaType: 'image/jpeg', mediaCategory: 'tweet_image' });
    expect(answer).toMatchObject({
      mediaId: expect.stringMatching(/^\d+$/),
      mediaKey: `3_${answer.mediaId}`,
      totalBytes: photo.length,
      expiresAfterSeconds: 86_400,
      image: { mediaType: 'image/jpeg', widthPx: 800, heightPx: 320 },
      limit: { limit: expect.any(Number), remaining: expect.any(Number) },
    });
  });

  it('passes a chunked upload on step by step, with its own segments in any order', async () => {
    const start = { totalBytes: film.length, mediaType: 'video/mp4', mediaCategory: 'tweet_video' };
    const { mediaId } = await bridge.initUpload(start);
    const half = Math.ceil(film.length / 2);
    await bridge.appendSegment(mediaId, 1, film.subarray(half));
    await bridge.appendSegment(mediaId, 0, film.subarray(0, half));
    const finalized = await bridge.finalizeUpload(mediaId);
    expect(finalized).toMatchObject({ mediaId, totalBytes: film.length, processing: { state: 'pending' } });
    x.time.advance(60_000);
    const states = [(await bridge.uploadStatus(mediaId)).processing?.state];
    x.time.advance(60_000);
    states.push((await bridge.uploadStatus(mediaId)).processing?.state);
    expect(states.at(-1)).toBe('succeeded');
  });

  it('tells of media that X gave up on, instead of failing', async () => {
    const short = media('too-short-64x64-200ms.mp4');
    const start = { totalBytes: short.length, mediaType: 'video/mp4', mediaCategory: 'tweet_video' };
    const { mediaId } = await bridge.initUpload(start);
    await bridge.appendSegment(mediaId, 0, short);
    await bridge.finalizeUpload(mediaId);
    x.time.advance(60_000);
    await bridge.uploadStatus(mediaId);
    x.time.advance(60_000);
    expect((await bridge.uploadStatus(mediaId)).processing).toMatchObject({ state: 'failed' });
  });

  it('reads a post with author, media, alt text, links, hashtags and mentions, and deletes it once', async () => {
    const { mediaId } = await bridge.uploadSimple({ bytes: photo, mediaType: 'image/jpeg' });
    await bridge.describeMedia(mediaId, { altText: 'a hill' });
    const text = `#hills of @${x.sandbox.accounts[0]!.screenName} at https://example.com/a?b=1&c=2 <3`;
    const { postId } = await x.account.createPost({ text, mediaIds: [mediaId] });
    const post = await bridge.readPost(postId);
    const signs = Array.from(post!.text);
    const shown = ({ start, end }: { start: number; end: number }) => signs.slice(start, end).join('');
    expect(post).toMatchObject({
      postId,
      author: { userId: x.sandbox.accounts[0]!.userId, screenName: x.sandbox.accounts[0]!.screenName },
      media: [{ mediaId, type: 'photo', widthPx: 800, heightPx: 320, altText: 'a hill' }],
      hashtags: [{ text: 'hills' }],
      mentions: [{ userId: x.sandbox.accounts[0]!.userId }],
    });
    expect(post!.text).toContain('&lt;3');
    expect(shown(post!.hashtags[0]!)).toBe('#hills');
    expect(post!.links.map(shown)).toEqual(post!.links.map(({ url }) => url));
    expect(post!.links.map(({ mediaKey }) => mediaKey)).toEqual([undefined, post!.media[0]!.mediaKey]);
    expect(await bridge.deletePost(postId)).toBe(true);
    expect(await bridge.deletePost(postId)).toBe(false);
    expect(await bridge.readPost(postId)).toBeUndefined();
  });

  it('tells whom the keys belong to, with the latest post', async () => {
    const { postId } = await x.account.createPost({ text: `latest on ${driver}`, mediaIds: [] });
    const { userId, screenName } = x.sandbox.accounts[0]!;
    expect(await bridge.whoAmI()).toMatchObject({ userId, screenName, latestPostId: postId, followersCount: 1 });
  });

  it("throws what X refuses as the publisher's own errors", async () => {
    await expect(bridge.appendSegment('12', 0, film)).rejects.toThrow(PigeonpostError);
    await expect(bridge.uploadStatus('12')).rejects.toThrow(PigeonpostError);
    await expect(x.account.createPost({ text: `latest on ${driver}`, mediaIds: [] })).rejects.toThrow(
      DuplicateRefusedError,
    );
  });
});
