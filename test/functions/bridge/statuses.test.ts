import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EUploadMimeType, TwitterApi } from 'twitter-api-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { drawing, film, gif, media, photo } from '../../conformance/calls.ts';
import { startBridge, type BridgeWorld } from '../../fakes/bridge-world.ts';
import { changeSettings } from '../../sandbox/change-settings.ts';
import { missingKeys, withMediaExample } from '../../sandbox/seeds/example-keys.ts';
import { authorization } from '../../sandbox/sign-pairs.ts';

const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bridge-'));
let bridge: BridgeWorld;
let client: TwitterApi;

beforeAll(async () => {
  bridge = await startBridge(folder);
  const { consumerKey: appKey, consumerSecret: appSecret, accessToken, accessTokenSecret: accessSecret } = bridge.keys;
  const httpAgent = await bridge.openAgent();
  client = new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, { httpAgent });
});
afterAll(async () => {
  await bridge.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that stands on X, oldest first. */
const onX = () => bridge.sandbox.world.tweets.all();
const upload = (bytes: Buffer, mimeType: EUploadMimeType) => client.v1.uploadMedia(bytes, { mimeType });

describe('twitter-api-v2, which knows nothing of the bridge,', () => {
  it('posts a text, reads it and deletes it', async () => {
    const { id_str: id, full_text: text } = await client.v1.tweet('hello ☃ & <b>');
    expect(text).toBe('hello ☃ &amp; &lt;b&gt;');
    expect((await client.v1.singleTweet(id)).id_str).toBe(id);
    await client.v1.deleteTweet(id);
    expect(onX().some((tweet) => tweet.id === id)).toBe(false);
    // What was deleted may be said again.
    expect((await client.v1.tweet('hello ☃ & <b>')).id_str).not.toBe(id);
  });

  it.each([
    { case: 'a photo', bytes: photo, mimeType: EUploadMimeType.Jpeg, type: 'photo' },
    { case: 'a GIF', bytes: gif, mimeType: EUploadMimeType.Gif, type: 'animated_gif' },
    { case: 'a video', bytes: film, mimeType: EUploadMimeType.Mp4, type: 'video' },
  ])('posts $case', async ({ bytes, mimeType, type, ...row }) => {
    const tweet = await client.v1.tweet(`look: ${row.case}`, { media_ids: await upload(bytes, mimeType) });
    expect(tweet.extended_entities?.media?.map((one) => one.type)).toEqual([type]);
  });

  it('posts four photos with alt text', async () => {
    const names = ['photo-800x320.jpg', 'drawing-333x175.png', 'photo-320x200.webp', 'photo-800x320.jpg'];
    const ids = await Promise.all(names.map((name) => upload(media(name), EUploadMimeType.Jpeg)));
    await Promise.all(ids.map((id, at) => client.v1.createMediaMetadata(id, { alt_text: { text: `picture ${at}` } })));
    const { id_str: id } = await client.v1.tweet('four', { media_ids: ids });
    const shown = await client.v1.get('statuses/show.json', { id, include_ext_alt_text: true, tweet_mode: 'extended' });
    const alt = shown.extended_entities.media.map((one: { ext_alt_text: string }) => one.ext_alt_text);
    expect(alt).toEqual(['picture 0', 'picture 1', 'picture 2', 'picture 3']);
  });

  it('replies', async () => {
    const { id_str: id } = await client.v1.tweet('a question');
    const answer = await client.v1.reply('an answer', id);
    expect(answer.in_reply_to_status_id_str).toBe(id);
  });

  it('hears of X what it knows from v1.1', async () => {
    await client.v1.tweet('twice');
    await expect(client.v1.tweet('twice')).rejects.toMatchObject({ code: 403, errors: [{ code: 187 }] });
    await expect(client.v1.tweet('x'.repeat(281))).rejects.toMatchObject({ errors: [{ code: 186 }] });
  });
});

describe("the documents' own request", () => {
  it('gives a Tweet with every key of their answer', async () => {
    const boundary = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';
    const head = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="status"',
      '',
      'Hello 2012-09-07 15:51:41.375247 -0700 PDT!',
      `--${boundary}`,
      'Content-Type: application/octet-stream',
      'Content-Disposition: form-data; name="media[]"; filename="media.png"',
      '\r\n',
    ].join('\r\n');
    const body = Buffer.concat([Buffer.from(head), drawing, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const answer = await send('/1.1/statuses/update_with_media.json', body, `multipart/form-data;boundary=${boundary}`);
    const tweet = (await answer.json()) as Record<string, unknown>;
    expect(answer.status).toBe(200);
    expect(missingKeys(withMediaExample, tweet)).toEqual([]);
    expect(tweet['text']).toMatch(/^Hello 2012-09-07 15:51:41\.375247 -0700 PDT! https:\/\/t\.co\/\w{10}$/);
  });
});

describe('a client whose answer is cut off', () => {
  beforeEach(async () => {
    // X's own rule against repeats must not be what saves anybody.
    await changeSettings(bridge.sandbox, { duplicates: { refuse: false } });
    bridge.sandbox.world.faults.add({
      id: 'slow',
      match: { endpoint: 'v2.tweets.create', nth: 1, seed: 1 },
      action: { work: 'do', delayAnswerMs: 1_000 },
    });
  });

  it.each([
    { case: 'with the same bytes', again: (header: string) => header },
    { case: 'signed anew', again: () => undefined },
  ])('F111: sends it again $case, and finds its one post', async ({ again, ...row }) => {
    const text = `cut off ${row.case}`;
    const body = Buffer.from(new URLSearchParams({ status: text }).toString());
    const header = signed(body);
    const cut = sendForm(body, header, AbortSignal.timeout(250));
    await expect(cut).rejects.toThrow(/abort|timeout/i);
    const answer = await sendForm(body, again(header));
    expect(await answer.json()).toMatchObject({ text });
    expect(onX().filter((tweet) => tweet.text === text)).toHaveLength(1);
  });
});

/** A header for a POST of that form. */
function signed(form: Buffer): string {
  const pairs = [...new URLSearchParams(form.toString())];
  return authorization('POST', `${bridge.url}/1.1/statuses/update.json`, pairs, bridge.keys);
}

function sendForm(body: Buffer, header = signed(body), signal?: AbortSignal): Promise<Response> {
  return send('/1.1/statuses/update.json', body, 'application/x-www-form-urlencoded', header, signal);
}

function send(path: string, body: Buffer, contentType: string, header?: string, signal = AbortSignal.timeout(20_000)) {
  const credentials = header ?? authorization('POST', `${bridge.url}${path}`, [], bridge.keys);
  const headers = { authorization: credentials, 'content-type': contentType };
  return fetch(`${bridge.url}${path}`, { method: 'POST', headers, body: new Uint8Array(body), signal });
}
