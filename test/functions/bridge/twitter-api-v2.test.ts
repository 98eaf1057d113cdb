import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EUploadMimeType, TwitterApi } from 'twitter-api-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { film, gif, photo } from '../../conformance/calls.ts';
import { startBridge, type BridgeWorld } from '../../fakes/bridge-world.ts';

describe('twitter-api-v2, which knows nothing of the bridge,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bridge-'));
  let bridge: BridgeWorld;
  let client: TwitterApi;

  beforeAll(async () => {
    bridge = await startBridge(folder);
    const {
      consumerKey: appKey,
      consumerSecret: appSecret,
      accessToken,
      accessTokenSecret: accessSecret,
    } = bridge.keys;
    const httpAgent = await bridge.openAgent();
    client = new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, { httpAgent });
  });
  afterAll(async () => {
    await bridge.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The bytes that X has under that id, by the sandbox. */
  const onX = async (mediaId: string) => {
    const answer = await fetch(`${bridge.sandbox.url}/_sandbox/media/${mediaId}`);
    return Buffer.from(await answer.arrayBuffer());
  };

  it.each([
    { case: 'a photo', bytes: photo, mimeType: EUploadMimeType.Jpeg },
    { case: 'a GIF', bytes: gif, mimeType: EUploadMimeType.Gif },
    { case: 'a video', bytes: film, mimeType: EUploadMimeType.Mp4 },
    { case: 'a video in small segments', bytes: film, mimeType: EUploadMimeType.Mp4, chunkLength: 4_000 },
  ])('uploads $case, which arrives on X byte for byte', async ({ bytes, ...options }) => {
    const mediaId = await client.v1.uploadMedia(bytes, { ...options, maxConcurrentUploads: 3 });
    expect((await onX(mediaId)).equals(bytes)).toBe(true);
    expect(
      await client.v1.mediaInfo(mediaId).then(
        ({ media_id_string: id }) => id,
        () => mediaId,
      ),
    ).toBe(mediaId);
  });

  it('sets alt text', async () => {
    const mediaId = await client.v1.uploadMedia(photo, { mimeType: EUploadMimeType.Jpeg });
    await client.v1.createMediaMetadata(mediaId, { alt_text: { text: 'a hill ☃' } });
    expect(bridge.sandbox.world.media.find(mediaId)?.altText).toBe('a hill ☃');
  });

  it('finds out whose account it is', async () => {
    expect(await client.v1.verifyCredentials()).toMatchObject({ screen_name: 'main', followers_count: 1 });
  });

  it('posts a text, and deletes it', async () => {
    const { id_str: id, full_text: text } = await client.v1.tweet('Hello from 2012 & before #pigeons');
    expect(text).toBe('Hello from 2012 &amp; before #pigeons');
    expect(await client.v1.singleTweet(id)).toMatchObject({ id_str: id, user: { screen_name: 'main' } });
    await client.v1.deleteTweet(id);
    await expect(client.v1.singleTweet(id)).rejects.toMatchObject({ code: 404, errors: [{ code: 144 }] });
  });

  it('posts four photos, each with its alt text', async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4].map(async (at) => {
        const mediaId = await client.v1.uploadMedia(photo, { mimeType: EUploadMimeType.Jpeg });
        await client.v1.createMediaMetadata(mediaId, { alt_text: { text: `hill ${at}` } });
        return mediaId;
      }),
    );
    const tweet = await client.v1.tweet('Four', { media_ids: ids, include_ext_alt_text: true } as object);
    expect(tweet.extended_entities?.media?.map(({ id_str: id }) => id)).toEqual(ids);
    expect(ids.map((id) => bridge.sandbox.world.media.find(id)?.altText)).toEqual(
      [1, 2, 3, 4].map((at) => `hill ${at}`),
    );
  });

  it.each([
    { case: 'a GIF', bytes: gif, mimeType: EUploadMimeType.Gif, type: 'animated_gif' },
    { case: 'a video', bytes: film, mimeType: EUploadMimeType.Mp4, type: 'video' },
  ])('posts $case', async ({ bytes, mimeType, type }) => {
    const mediaId = await client.v1.uploadMedia(bytes, { mimeType });
    const tweet = await client.v1.tweet(`With ${type}`, { media_ids: mediaId });
    expect(tweet.extended_entities?.media?.map((medium) => medium.type)).toEqual([type]);
  });

  it('is told that X could not work with what it uploaded', async () => {
    const upload = client.v1.uploadMedia(Buffer.from('no media'), { mimeType: EUploadMimeType.Mp4 });
    await expect(upload).rejects.toThrow(/InvalidMedia/);
  });

  it('is refused with keys that nobody issued', async () => {
    const stranger = new TwitterApi(
      { appKey: 'a'.repeat(24), appSecret: 'b', accessToken: '0-c', accessSecret: 'd' },
      { httpAgent: await bridge.openAgent() },
    );
    await expect(stranger.v1.verifyCredentials()).rejects.toMatchObject({ code: 401, errors: [{ code: 32 }] });
  });
});
