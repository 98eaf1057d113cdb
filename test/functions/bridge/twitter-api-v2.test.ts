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
