import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';

import { beforeEach, describe, expect, it } from 'vitest';

import type { MediaRef } from '../../../functions/domain/post.ts';
import { FolderMediaStore } from '../../../local/engine/folder-media-store.ts';
import { SeenFiles } from '../../../local/engine/seen-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

let root: string;
let folder: string;
let store: FolderMediaStore;

beforeEach(() => {
  root = temporaryFolder();
  folder = join(root, 'drop');
  mkdirSync(join(folder, 'main'), { recursive: true });
  mkdirSync(join(root, 'work'));
  const database = new DatabaseSync(':memory:');
  store = new FolderMediaStore(folder, join(root, 'work'), database, new SeenFiles(database, folder));
});

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251));
const put = (key: string, content: Uint8Array | string = bytes) => writeFileSync(join(folder, key), content);
const ref = (key: string, eTag?: string): MediaRef => ({ area: 'drop', key, ...(eTag === undefined ? {} : { eTag }) });
const read = async (...args: Parameters<FolderMediaStore['read']>) => buffer(await store.read(...args));

describe('FolderMediaStore', () => {
  it('tells size and MD5 of what lies there', async () => {
    put('main/a.jpg');
    expect(await store.head(ref('main/a.jpg'))).toEqual({
      ref: ref('main/a.jpg'),
      totalBytes: 200_000,
      eTag: createHash('md5').update(bytes).digest('hex'),
      metadata: {},
    });
  });

  it.each([
    { case: 'everything', start: undefined, end: undefined },
    { case: 'a beginning', start: 0, end: 1 },
    { case: 'a piece over the edge of a block', start: 65_535, end: 131_073 },
    { case: 'an end', start: 199_999, end: undefined },
    { case: 'past the end', start: 199_000, end: 300_000 },
    { case: 'nothing', start: 5, end: 5 },
    { case: 'less than nothing', start: 5, end: 4 },
  ])('reads $case', async ({ start, end }) => {
    put('main/a.jpg');
    expect(await read(ref('main/a.jpg'), start, end)).toEqual(
      bytes.subarray(start, Math.max(end ?? Infinity, start ?? 0)),
    );
  });

  it('reads an empty file', async () => {
    put('main/empty.jpg', '');
    expect(await store.head(ref('main/empty.jpg'))).toMatchObject({ totalBytes: 0 });
    expect(await read(ref('main/empty.jpg'))).toEqual(Buffer.alloc(0));
  });

  it('says SOURCE_GONE when the file is not there any more', async () => {
    put('main/a.jpg');
    const { eTag } = await store.head(ref('main/a.jpg'));
    unlinkSync(join(folder, 'main/a.jpg'));
    await expect(store.head(ref('main/a.jpg', eTag))).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    await expect(store.read(ref('main/a.jpg', eTag))).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    await expect(store.head(ref('main'))).rejects.toMatchObject({ code: 'SOURCE_GONE' });
  });

  it('says SOURCE_CHANGED when the file holds something else by now, at every read', async () => {
    put('main/a.jpg');
    const { eTag } = await store.head(ref('main/a.jpg'));
    const pinned = ref('main/a.jpg', eTag);
    expect(await read(pinned, 0, 10)).toHaveLength(10);
    put('main/a.jpg', 'something else');
    await expect(store.head(pinned)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
    await expect(store.read(pinned, 10, 20)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('says SOURCE_CHANGED when the file is changed while it is read', async () => {
    put('main/a.jpg');
    const { eTag } = await store.head(ref('main/a.jpg'));
    const iterator = (await store.read(ref('main/a.jpg', eTag)))[Symbol.asyncIterator]();
    await iterator.next();
    put('main/a.jpg', bytes.toReversed());
    utimesSync(join(folder, 'main/a.jpg'), 1, 1);
    const rest = async () => {
      while ((await iterator.next()).done !== true);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('still knows a file whose time changed and whose bytes did not', async () => {
    put('main/a.jpg');
    const { eTag } = await store.head(ref('main/a.jpg'));
    utimesSync(join(folder, 'main/a.jpg'), 1, 1);
    expect(await store.head(ref('main/a.jpg', eTag))).toMatchObject({ eTag });
  });

  it('stops reading when it is told to', async () => {
    put('main/a.jpg');
    await expect(read(ref('main/a.jpg'), 0, undefined, AbortSignal.abort())).rejects.toThrow('aborted');
  });

  it('stages bytes, whole and readable by the owner only', async () => {
    const staged = await store.stage('posts/1/0.jpg', bytes);
    expect(staged).toEqual({ area: 'work', key: 'posts/1/0.jpg' });
    expect(await read(staged)).toEqual(bytes);
    expect(readFileSync(join(root, 'work/posts/1/0.jpg'))).toEqual(bytes);
  });

  it('stages nothing when its source breaks', async () => {
    const breaking = (async function* () {
      yield bytes;
      throw new Error('connection lost');
    })();
    await expect(store.stage('posts/1/0.jpg', breaking)).rejects.toThrow('connection lost');
    await expect(store.head({ area: 'work', key: 'posts/1/0.jpg' })).rejects.toMatchObject({ code: 'SOURCE_GONE' });
  });

  it('keeps a copy made fit for X until the post is out, and what came with a call beyond that', async () => {
    const [copy, sent] = [await store.stage('fitted/1/0', bytes), await store.stage('staged/1/0', bytes)];
    for (const state of ['failed', 'posted']) {
      await expect(store.head(copy)).resolves.toMatchObject({ totalBytes: bytes.length });
      for (const ref of [copy, sent]) await store.tag(ref, { 'pigeonpost:state': state });
    }
    await expect(store.head(copy)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    await expect(store.head(sent)).resolves.toMatchObject({ totalBytes: bytes.length });
    await expect(store.tag(copy, { 'pigeonpost:state': 'posted' })).resolves.toBeUndefined();
  });
});

describe('FolderMediaStore and keys from outside', () => {
  beforeEach(() => {
    writeFileSync(join(root, 'secrets.json'), 'secret');
    put('main/a.jpg');
    mkdirSync(join(root, 'outside'));
    writeFileSync(join(root, 'outside/b.jpg'), 'secret');
    symlinkSync(join(root, 'secrets.json'), join(folder, 'main/link.jpg'));
    symlinkSync(join(root, 'outside'), join(folder, 'main/linked'));
    symlinkSync('../..', join(folder, 'main/up'));
  });

  it.each([
    { case: 'a way up', key: '../secrets.json' },
    { case: 'a way up from within', key: 'main/../../secrets.json' },
    { case: 'a way down and up again', key: 'main/../main/a.jpg' },
    { case: 'an absolute path', key: '/etc/passwd' },
    { case: 'an absolute path behind a folder', key: 'main//etc/passwd' },
    { case: 'the folder itself', key: '.' },
    { case: 'nothing', key: '' },
    { case: 'the folder above', key: '..' },
    { case: 'a dot in the middle', key: 'main/./a.jpg' },
    { case: 'an empty name in the middle', key: 'main//a.jpg' },
    { case: 'a slash at the end', key: 'main/a.jpg/' },
    { case: 'a NUL', key: 'main/a.jpg\0.png' },
    { case: 'a NUL before a way up', key: '\0/../../secrets.json' },
    { case: 'a link to a file outside', key: 'main/link.jpg' },
    { case: 'a file in a linked folder', key: 'main/linked/b.jpg' },
    { case: 'a link upwards', key: 'main/up/secrets.json' },
    { case: 'encoded dots, which are no dots', key: '%2e%2e/secrets.json' },
    { case: 'backslashes, which are no slashes here', key: '..\\secrets.json' },
    { case: 'a name longer than any file has', key: `main/${'a'.repeat(5_000)}` },
    { case: 'a folder beside it whose name begins alike', key: '../drop-other/a.jpg' },
  ])('finds nothing behind $case', async ({ key }) => {
    await expect(store.head(ref(key))).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    await expect(store.read(ref(key))).rejects.toMatchObject({ code: 'SOURCE_GONE' });
  });

  it.each(['../escaped', '/tmp/escaped', 'a/../../escaped', 'a\0b', ''])('stages nothing under %j', async (key) => {
    await expect(store.stage(key, bytes)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
  });

  it('follows a link that stays within the folder', async () => {
    symlinkSync('a.jpg', join(folder, 'main/inner.jpg'));
    expect(await store.head(ref('main/inner.jpg'))).toMatchObject({ totalBytes: 200_000 });
  });
});
