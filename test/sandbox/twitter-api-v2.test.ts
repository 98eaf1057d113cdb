import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

import {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  EApiV1ErrorCode,
  EUploadMimeType,
  TwitterApi,
  type TwitterRateLimit,
} from 'twitter-api-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import type { Account } from '../../sandbox/state/account.ts';
import { mergeSettings } from '../../sandbox/state/merge-settings.ts';
import { mediaFixture } from './playground.ts';

const photo = mediaFixture('photo-800x320.jpg');
const gif = mediaFixture('animated-64x48-6-frames.gif');
const film = mediaFixture('clip-320x240-2s.mp4');

let sandbox: RunningSandbox;
let agent: Agent;
let first: Account;
let second: Account;
/** As somebody uses it who talks to X: nothing but the agent is ours. */
let client: TwitterApi;

beforeAll(async () => {
  sandbox = await startSandbox({ https: true });
  [first, second] = sandbox.accounts as [Account, Account];
  // The library knows no address but X's own. An agent's host and port win over those of a request, and the sandbox's
  // certificate is good for X's names, so the library calls, signs and checks https://api.x.com and ends up here.
  const ca = readFileSync(sandbox.certificatePath ?? '');
  agent = new Agent({ host: '127.0.0.1', port: sandbox.port, ca, keepAlive: true });
  client = clientOf(first);
});
beforeEach(async () => {
  await sandbox.world.reset();
  set({ media: { pendingMs: 20, processingMs: 20, checkAfterSeconds: 0.02 } });
});
afterAll(async () => {
  agent.destroy();
  await sandbox.close();
});

function clientOf({ consumerKey, consumerSecret, accessToken, accessTokenSecret }: Account): TwitterApi {
  const tokens = { appKey: consumerKey, appSecret: consumerSecret, accessToken, accessSecret: accessTokenSecret };
  return new TwitterApi(tokens, { httpAgent: agent });
}

/** Changes settings, as the control plane does. */
function set(settings: unknown): void {
  const merged = mergeSettings(sandbox.world.settings, settings);
  if (typeof merged === 'string') throw new Error(merged);
  sandbox.world.change(merged);
}

/** Submits a form as a browser does; the text of the page that follows. */
function submit(url: string, form: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    });
    call.on('error', reject);
    call.end(new URLSearchParams(form).toString());
  });
}

/** What a promise is rejected with. */
async function failure(promise: Promise<unknown>): Promise<ApiResponseError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiResponseError) return error;
  throw new Error(`no ApiResponseError but ${String(error)}`);
}

describe('twitter-api-v2 on v1.1', () => {
  it('tweets, reads, and deletes', async () => {
    const tweet = await client.v1.tweet('hello ☃ & <everybody>! (twice) *');
    expect(tweet).toMatchObject({
      full_text: 'hello ☃ &amp; &lt;everybody&gt;! (twice) *',
      user: { screen_name: 'pigeonpost' },
    });
    const read = await client.v1.singleTweet(tweet.id_str);
    expect([read.id_str, read.full_text]).toEqual([tweet.id_str, tweet.full_text]);
    expect((await client.v1.deleteTweet(tweet.id_str)).id_str).toBe(tweet.id_str);
    expect((await failure(client.v1.singleTweet(tweet.id_str))).code).toBe(404);
  });

  it('replies, quotes and makes threads', async () => {
    const first = await clientOf(second).v1.tweet('question');
    const reply = await client.v1.reply('answer', first.id_str);
    expect(reply).toMatchObject({ full_text: '@carrierpigeon answer', in_reply_to_status_id_str: first.id_str });
    const quote = await client.v1.quote('listen', first.id_str);
    expect(quote).toMatchObject({ is_quote_status: true, quoted_status: { full_text: 'question' } });
    const thread = await client.v1.tweetThread(['one', 'two', { status: 'three' }]);
    expect(thread.map(({ in_reply_to_status_id_str }) => in_reply_to_status_id_str)).toEqual([
      null,
      thread[0]?.id_str,
      thread[1]?.id_str,
    ]);
  });

  it('uploads a photo, describes it and tweets it', async () => {
    const id = await client.v1.uploadMedia(photo, { mimeType: EUploadMimeType.Jpeg });
    await client.v1.createMediaMetadata(id, { alt_text: { text: 'a sun' } });
    const { id_str } = await client.v1.tweet('look', { media_ids: [id] });
    const read = await client.v1.singleTweet(id_str, { include_ext_alt_text: true });
    expect(read.extended_entities?.media).toMatchObject([{ type: 'photo', id_str: id, ext_alt_text: 'a sun' }]);
  });

  it('uploads four photos at once, each in several chunks', async () => {
    const upload = () =>
      client.v1.uploadMedia(photo, { mimeType: 'image/jpeg', chunkLength: 9000, maxConcurrentUploads: 3 });
    const ids = await Promise.all([upload(), upload(), upload(), upload()]);
    const tweet = await client.v1.tweet('four', { media_ids: ids });
    expect(tweet.extended_entities?.media?.map(({ id_str }) => id_str)).toEqual(ids);
  });

  it.each([
    { case: 'an animated GIF', bytes: () => gif, mimeType: 'image/gif', type: 'animated_gif' },
    { case: 'a video', bytes: () => film, mimeType: 'video/mp4', type: 'video' },
  ])('uploads $case in chunks and waits for it to be processed', async ({ bytes, mimeType, type }) => {
    const id = await client.v1.uploadMedia(bytes(), { mimeType, chunkLength: 4096 });
    expect((await client.v1.mediaInfo(id)).processing_info).toMatchObject({ state: 'succeeded' });
    const tweet = await client.v1.tweet('moving', { media_ids: id });
    expect(tweet.extended_entities?.media?.[0]?.type).toBe(type);
  });

  it('uploads from a file by its path', async () => {
    const path = new URL('../fixtures/media/drawing-333x175.png', import.meta.url).pathname;
    const id = await client.v1.uploadMedia(path);
    expect((await client.v1.tweet('from a file', { media_ids: id })).id_str).toMatch(/^\d+$/);
  });

  it('names additional owners', async () => {
    const id = await client.v1.uploadMedia(photo, {
      mimeType: 'image/jpeg',
      additionalOwners: second.userId,
    });
    const tweet = await clientOf(second).v1.tweet('not mine', { media_ids: id });
    expect(tweet.extended_entities?.media?.[0]?.id_str).toBe(id);
  });

  it('tells when processing fails', async () => {
    const short = mediaFixture('too-short-64x64-200ms.mp4');
    await expect(client.v1.uploadMedia(short, { mimeType: 'video/mp4' })).rejects.toThrow(
      /UnsupportedMedia|InvalidMedia/,
    );
  });

  it('verifies credentials and pages through the timeline', async () => {
    for (const status of ['one', 'two', 'three', 'four', 'five']) await client.v1.tweet(status);
    const me = await client.v1.verifyCredentials();
    expect([me.id_str, me.statuses_count]).toEqual([first.userId, 5]);
    const pages = await client.v1.userTimeline(me.id_str, { count: 2 });
    await pages.fetchLast(10);
    expect(pages.tweets.map(({ full_text }) => full_text)).toEqual(['five', 'four', 'three', 'two', 'one']);
    const byName = await client.v1.userTimelineByUsername('pigeonpost');
    expect(byName.tweets).toHaveLength(5);
  });

  it('finds places, tweets from one, and reads limits', async () => {
    const found = await client.v1.geoReverseGeoCode({ lat: 37.79, long: -122.46 });
    const place_id = found.result.places[0]?.id ?? '';
    expect((await client.v1.tweet('here', { place_id, lat: 37.79, long: -122.46 })).place?.id).toBe(place_id);
    const limits = await client.v1.rateLimitStatuses('statuses', 'help');
    expect(Object.keys(limits.resources).toSorted()).toEqual(['help', 'statuses']);
  });

  it('posts update_with_media by its generic call', async () => {
    const fields = { status: 'the old way', 'media[]': mediaFixture('drawing-333x175.png') };
    const tweet = await client.v1.post<{ text: string }>('statuses/update_with_media.json', fields, {
      forceBodyMode: 'form-data',
    });
    expect(tweet.text).toMatch(/^the old way https:\/\/t\.co\//);
    expect(await client.v1.get('help/configuration.json')).toMatchObject({ max_media_per_upload: 1 });
  });
});

describe('twitter-api-v2 on v2', () => {
  it('tweets, reads with expansions, and deletes', async () => {
    const { data } = await client.v2.tweet('hello ☃ & everybody');
    const read = await client.v2.singleTweet(data.id, {
      expansions: ['author_id'],
      'tweet.fields': ['created_at', 'author_id', 'public_metrics'],
      'user.fields': ['username', 'verified'],
    });
    expect(read).toMatchObject({
      data: { id: data.id, text: 'hello ☃ &amp; everybody', author_id: first.userId },
      includes: { users: [{ username: 'pigeonpost', verified: false }] },
    });
    expect(await client.v2.deleteTweet(data.id)).toEqual({ data: { deleted: true } });
    expect((await client.v2.singleTweet(data.id)).errors?.[0]?.title).toBe('Not Found Error');
  });

  it('replies, quotes, makes threads and polls', async () => {
    const { data } = await client.v2.tweet('first');
    const reply = await client.v2.reply('second', data.id);
    const quote = await client.v2.quote('third', data.id);
    const fields = { 'tweet.fields': ['referenced_tweets'] as const };
    const kinds = async (id: string) =>
      (await client.v2.singleTweet(id, { ...fields, 'tweet.fields': ['referenced_tweets'] })).data.referenced_tweets;
    expect(await kinds(reply.data.id)).toEqual([{ type: 'replied_to', id: data.id }]);
    expect(await kinds(quote.data.id)).toEqual([{ type: 'quoted', id: data.id }]);
    const thread = await client.v2.tweetThread(['a', 'b', { text: 'c' }]);
    expect(await kinds(thread[2]?.data.id ?? '')).toEqual([{ type: 'replied_to', id: thread[1]?.data.id }]);
    const asked = await client.v2.tweet('which?', { poll: { options: ['this', 'that'], duration_minutes: 60 } });
    const shown = await client.v2.singleTweet(asked.data.id, { expansions: ['attachments.poll_ids'] });
    expect(shown.includes?.polls?.[0]?.options).toMatchObject([{ label: 'this' }, { label: 'that' }]);
  });

  it('uploads a photo, describes it and tweets it', async () => {
    const id = await client.v2.uploadMedia(
      photo,
      { media_type: EUploadMimeType.Jpeg, media_category: 'tweet_image' },
      9000,
    );
    await client.v2.createMediaMetadata(id, { alt_text: { text: 'a sun' } });
    const { data } = await client.v2.tweet({ media: { media_ids: [id] } });
    const read = await client.v2.singleTweet(data.id, {
      expansions: ['attachments.media_keys'],
      'media.fields': ['url', 'width', 'height', 'alt_text'],
    });
    expect(read.includes?.media).toMatchObject([
      { type: 'photo', media_key: `3_${id}`, width: 800, height: 320, alt_text: 'a sun' },
    ]);
  });

  it.each([
    { case: 'an animated GIF', bytes: () => gif, media_type: EUploadMimeType.Gif, type: 'animated_gif' },
    { case: 'a video', bytes: () => film, media_type: EUploadMimeType.Mp4, type: 'video' },
  ])('uploads $case in chunks and waits for it to be processed', async ({ bytes, media_type, type }) => {
    const id = await client.v2.uploadMedia(bytes(), { media_type }, 4096);
    const { data } = await client.v2.tweet('moving', { media: { media_ids: [id] } });
    const read = await client.v2.singleTweet(data.id, { expansions: ['attachments.media_keys'] });
    expect(read.includes?.media?.[0]?.type).toBe(type);
  });

  it('knows itself and pages through the timeline', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) ids.push((await client.v2.tweet(`number ${count}`)).data.id);
    const me = await client.v2.me({ 'user.fields': ['public_metrics', 'created_at'] });
    expect(me.data).toMatchObject({
      id: first.userId,
      username: 'pigeonpost',
      public_metrics: { tweet_count: 12 },
    });
    const pages = await client.v2.userTimeline(me.data.id, { max_results: 5 });
    await pages.fetchLast(100);
    expect(pages.tweets.map(({ id }) => id)).toEqual(ids.toReversed());
  });
});

describe('the PIN login of twitter-api-v2', () => {
  const keysOf = () => ({ appKey: first.consumerKey, appSecret: first.consumerSecret });
  const askFor = async () => {
    const link = await new TwitterApi(keysOf(), { httpAgent: agent }).generateAuthLink('oob', {
      linkMode: 'authorize',
    });
    const tokens = { ...keysOf(), accessToken: link.oauth_token, accessSecret: link.oauth_token_secret };
    return { link, asking: new TwitterApi(tokens, { httpAgent: agent }) };
  };
  const agree = ({ url, oauth_token }: { url: string; oauth_token: string }) =>
    submit(url, { oauth_token, screen_name: 'carrierpigeon', action: 'allow' });

  it('gets keys that post for whoever agreed', async () => {
    const { link, asking } = await askFor();
    expect(link.url).toBe(`https://api.x.com/oauth/authorize?oauth_token=${link.oauth_token}`);
    const pin = /\b(\d{7})\b/.exec(await agree(link))?.[1] ?? '';
    const { client: loggedIn, screenName, userId } = await asking.login(pin);
    expect([screenName, userId]).toEqual(['carrierpigeon', second.userId]);
    expect((await loggedIn.v1.tweet('I am in')).user.screen_name).toBe('carrierpigeon');
    expect((await failure(asking.login(pin))).code).toBe(401);
  });

  it('is refused with a wrong PIN', async () => {
    const { link, asking } = await askFor();
    await agree(link);
    expect((await failure(asking.login('0000000'))).code).toBe(401);
  });
});

describe('what twitter-api-v2 makes of refusals', () => {
  it('tells duplicates by their code on v1.1 and by their detail on v2', async () => {
    await client.v1.tweet('twice');
    const v1 = await failure(client.v1.tweet('twice'));
    expect([v1.code, v1.hasErrorCode(187)]).toEqual([403, true]);
    const v2 = await failure(client.v2.tweet('twice'));
    expect([v2.code, v2.data.detail]).toEqual([403, 'You are not allowed to create a Tweet with duplicate content.']);
  });

  it('tells wrong credentials on both', async () => {
    const wrong = clientOf({ ...first, accessTokenSecret: 'wrong' });
    const v1 = await failure(wrong.v1.tweet('a'));
    expect([v1.code, v1.isAuthError, v1.hasErrorCode(32)]).toEqual([401, true, true]);
    const v2 = await failure(wrong.v2.tweet('a'));
    expect([v2.code, v2.isAuthError]).toEqual([401, true]);
  });

  it('parses rate limits of successes and of 429', async () => {
    const limits: TwitterRateLimit[] = [];
    const response = await client.v2.post('tweets', { text: 'limits' }, { fullResponse: true });
    if (response.rateLimit !== undefined) limits.push(response.rateLimit);
    expect(limits).toMatchObject([{ limit: 100, remaining: 99, day: { limit: 10_000 }, userDay: { limit: 2400 } }]);
    set({ limits: { requests: { 'v2.users.me': 0, 'v1.statuses.show': 0 } } });
    const [v1, v2] = [await failure(client.v1.singleTweet('12')), await failure(client.v2.me())];
    for (const error of [v1, v2]) {
      expect([error.code, error.rateLimitError, error.rateLimit?.remaining]).toEqual([429, true, 0]);
    }
    expect(v1.hasErrorCode(EApiV1ErrorCode.RateLimitExceeded)).toBe(true);
  });

  it('tells problems of v2 by their type', async () => {
    const invalid = await failure(client.v2.tweet('a', { media: { media_ids: ['12'] } }));
    // The library's own constants for these types lead to pages of documents, which no answer of X names.
    expect([invalid.code, invalid.data.type]).toEqual([400, 'https://api.twitter.com/2/problems/invalid-request']);
    set({ era: 'modern', creditsUsd: 0 });
    expect((await failure(client.v2.tweet('no money'))).data).toMatchObject({ title: 'Payment Required', status: 402 });
    expect((await failure(client.v1.tweet('too late'))).errors?.[0]).toMatchObject({ code: 453 });
  });

  it('tells cut and truncated answers from refusals', async () => {
    const { faults } = sandbox.world;
    const match = { endpoint: 'v2.tweets.create', seed: 1 };
    faults.add({ id: 'cut', match: { ...match, nth: 1 }, action: { work: 'skip', cut: 'before' } });
    faults.add({ id: 'half', match: { ...match, nth: 2 }, action: { work: 'skip', truncate: true } });
    await expect(client.v2.tweet('cut')).rejects.toThrow(ApiRequestError);
    await expect(client.v2.tweet('half')).rejects.toThrow(ApiPartialResponseError);
    expect((await client.v2.tweet('whole')).data.text).toBe('whole');
  });
});
