import { buffer } from 'node:stream/consumers';

import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { S3MediaStore, s3Settings } from '../../../../functions/adapters/aws/s3-media-store.ts';
import { MediaRejectedError, StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import type { MediaRef } from '../../../../functions/domain/post.ts';
import { describeMediaStore } from '../../../contracts/media-store.ts';
import { openAwsServer, type AwsReply } from '../../../fakes/aws/aws-server.ts';
import { InMemoryS3 } from '../../../fakes/aws/in-memory-s3.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';

const bytes = Buffer.alloc(300_000, 'abc');

async function openStore(versioned: boolean, silenceMs = 5_000) {
  const s3 = new InMemoryS3({ versioned });
  const refusals: AwsReply[] = [];
  const server = await openAwsServer(async (call) => refusals.shift() ?? s3.answer(call));
  const client = new S3Client({ ...s3Settings, ...testClient('s3', server.url) });
  const store = new S3MediaStore({ client, buckets: { drop: 'the-drop', work: 'the-work' }, silenceMs });
  const put = (key: string, content: Uint8Array, metadata: Record<string, string> = {}): MediaRef => {
    const { eTag, versionId } = s3.put('the-drop', key, content, metadata);
    return { area: 'drop', key, eTag, ...(versioned && { versionId }) };
  };
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { s3, server, store, put, close, refusals, remove: (key: string) => s3.remove('the-drop', key) };
}

describeMediaStore('in S3', async () => openStore(false));
describeMediaStore('in S3 with versions', async () => openStore(true));

let opened: Awaited<ReturnType<typeof openStore>>;

describe('S3MediaStore', () => {
  beforeEach(async () => {
    opened = await openStore(true, 100);
  });
  afterEach(() => opened.close());

  it('reads the version that was dropped, whatever lies over it by now', async () => {
    const { store, put, remove } = opened;
    const ref = put('a.jpg', bytes);
    put('a.jpg', Buffer.from('newer'));
    remove('a.jpg');
    expect((await store.head(ref)).totalBytes).toBe(bytes.length);
    expect(await buffer(await store.read(ref, 0, 6))).toEqual(Buffer.from('abcabc'));
  });

  it('pins what it looked at to its version, and gives what was written about it', async () => {
    const { store, put } = opened;
    const { versionId } = put('a.jpg', bytes, { caption: 'hello' });
    const { ref, metadata } = await store.head({ area: 'drop', key: 'a.jpg' });
    expect(ref).toEqual({ area: 'drop', key: 'a.jpg', versionId });
    expect(metadata).toEqual({ caption: 'hello' });
  });

  it('sends no request for a range that is empty', async () => {
    const { store, put, server } = opened;
    await buffer(await store.read(put('a.jpg', bytes), 7, 7));
    expect(server.calls).toEqual([]);
  });

  it.each([
    { case: 'a key that is not there, seen by who may not list', status: 403, code: 'AccessDenied', is: 'SOURCE_GONE' },
    { case: 'a delete marker', status: 405, code: 'MethodNotAllowed', is: 'SOURCE_GONE' },
    { case: 'an archived object', status: 403, code: 'InvalidObjectState', is: 'SOURCE_UNREADABLE' },
    { case: 'an object under a key of its owner', status: 400, code: 'InvalidRequest', is: 'SOURCE_UNREADABLE' },
  ])('ends the post of $case, and of no other', async ({ status, code, is }) => {
    const { store, put, refusals } = opened;
    const ref = put('a.jpg', bytes);
    refusals.push({ status, body: `<Error><Code>${code}</Code></Error>` });
    const error: unknown = await store.read(ref).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MediaRejectedError);
    expect(error).toMatchObject({ code: is, advice: expect.any(String) as string });
  });

  it.each([
    { case: 'keys of AWS that ran out', status: 400, code: 'ExpiredToken' },
    { case: 'a bucket that does not exist', status: 404, code: 'NoSuchBucket' },
  ])('takes $case for a store that is down: no post is to blame', async ({ status, code }) => {
    const { store, put, refusals } = opened;
    const ref = put('a.jpg', bytes);
    refusals.push({ status, body: `<Error><Code>${code}</Code></Error>` });
    await expect(store.read(ref)).rejects.toThrow(`the drop bucket does not answer (${code}, HTTP ${status}`);
  });

  it('asks again when S3 is slow to take requests', async () => {
    const { store, put, server } = opened;
    const ref = put('a.jpg', bytes);
    server.failNext('HEAD', 'throttled');
    expect((await store.head(ref)).totalBytes).toBe(bytes.length);
    server.failNext('GET', 'unavailable');
    expect(await buffer(await store.read(ref))).toEqual(bytes);
    expect(server.calls).toHaveLength(4);
  });

  it('tells of a body that breaks off', async () => {
    const { store, put, server } = opened;
    server.failNext('GET', 'cut');
    const body = await store.read(put('a.jpg', bytes), 0, 200_000);
    await expect(buffer(body)).rejects.toThrow(StoreUnavailableError);
  });

  it('tells of a body that broke off before anybody read it', async () => {
    const { store, put, server } = opened;
    server.failNext('GET', 'cut');
    const body = await store.read(put('a.jpg', bytes));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(buffer(body)).rejects.toThrow(StoreUnavailableError);
  });

  it('waits for a body no longer than the silence it allows', async () => {
    const { store, put, server } = opened;
    server.failNext('GET', 'stalled');
    const body = await store.read(put('a.jpg', bytes));
    await expect(buffer(body)).rejects.toThrow('the drop bucket does not answer (TimeoutError)');
  });

  it('waits for a reader as long as he likes', async () => {
    const { store, put } = opened;
    const received: Uint8Array[] = [];
    for await (const piece of await store.read(put('a.jpg', bytes))) {
      received.push(piece);
      if (received.length === 1) await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(Buffer.concat(received)).toEqual(bytes);
  });

  it('ends a read with the reason of who gave it up', async () => {
    const { store, put, server } = opened;
    const giveUp = new AbortController();
    server.failNext('GET', 'stalled');
    const body = await store.read(put('a.jpg', bytes), 0, 100_000, giveUp.signal);
    giveUp.abort(new Error('time is up'));
    await expect(buffer(body)).rejects.toThrow('time is up');
  });

  it('keeps one connection for reads that follow each other', async () => {
    const { store, put, server } = opened;
    const ref = put('a.jpg', bytes);
    await store.head(ref);
    for (let i = 0; i < 5; i += 1) await buffer(await store.read(ref, i * 100, i * 100 + 100));
    expect(server.connections()).toBe(1);
  });

  it('leaves no part behind of an upload whose source broke off', async () => {
    const { store, s3 } = opened;
    async function* broken() {
      yield Buffer.alloc(6_000_000);
      throw new MediaRejectedError('MEDIA_TOO_LARGE', 'too large');
    }
    await expect(store.stage('staged/a/0', broken())).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(s3.openUploads).toBe(0);
  });

  it('stages what is larger than one part', async () => {
    const { store } = opened;
    const large = Buffer.alloc(12_000_000, 'xyz');
    async function* source() {
      for (let start = 0; start < large.length; start += 1_000_000) yield large.subarray(start, start + 1_000_000);
    }
    const ref = await store.stage('staged/a/0', source());
    expect((await buffer(await store.read(ref))).equals(large)).toBe(true);
  });

  it('lists page after page, past the folders that are counted among them', async () => {
    const { store, put, server } = opened;
    for (let i = 100; i < 115; i += 1) put(`main/${i}/a.jpg`, bytes);
    for (const key of ['main/200.jpg', 'main/300.jpg', 'main/']) put(key, bytes);
    const keys = (await store.list('main/', 5)).map(({ ref }) => ref.key);
    expect(keys).toEqual(['main/200.jpg', 'main/300.jpg']);
    expect(server.calls).toHaveLength(4);
  });

  it('keeps the tags of others, and those of ours that there is room for', async () => {
    const { store, put, s3 } = opened;
    const ref = put('a.jpg', bytes);
    const theirs = Array.from({ length: 9 }, (_, i) => ({ Key: `team${i}`, Value: 'x' }));
    s3.setTags('the-drop', 'a.jpg', theirs);
    await store.tag(ref, { 'pigeonpost:state': 'failed', 'pigeonpost:reason': 'MEDIA_TYPE' });
    await store.tag(ref, { 'pigeonpost:state': 'posted', 'pigeonpost:post': '1' });
    expect(s3.tagsOf('the-drop', 'a.jpg')).toEqual([...theirs, { Key: 'pigeonpost:state', Value: 'posted' }]);
  });

  it('writes what we staged anew where its days are to be counted from now, with our tags alone', async () => {
    const { store, s3, server } = opened;
    const ref = await store.stage('staged/a b/0', bytes);
    s3.setTags('the-work', 'staged/a b/0', [{ Key: 'pigeonpost:state', Value: 'needs-human' }]);
    server.forget();
    await store.tag(ref, { 'pigeonpost:state': 'failed', 'pigeonpost:reason': 'A & B' }, { renew: true });
    expect(server.calls.map(({ operation }) => operation)).toEqual(['PUT']);
    expect(s3.tagsOf('the-work', 'staged/a b/0')).toEqual([
      { Key: 'pigeonpost:state', Value: 'failed' },
      { Key: 'pigeonpost:reason', Value: 'A & B' },
    ]);
    expect((await buffer(await store.read(ref))).equals(bytes)).toBe(true);
  });

  it('cannot tag what is gone', async () => {
    const state = { 'pigeonpost:state': 'failed' };
    for (const [area, renew] of [
      ['drop', false],
      ['work', true],
    ] as const) {
      const tagging = opened.store.tag({ area, key: 'a.jpg' }, state, { renew });
      await expect(tagging).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    }
  });
});
