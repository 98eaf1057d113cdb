import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, resetSandbox } from '../change-settings.ts';
import { type Keys, callerFor } from '../signed-request.ts';
import {
  append,
  finalize,
  init,
  mediaFixture,
  mediaIdOf,
  status,
  uploadInChunks,
  uploadSimply,
} from './upload-by-v1.ts';

const MAIN = new URL('../../../sandbox/main.ts', import.meta.url).pathname;
const film = mediaFixture('clip-320x240-2s.mp4');
const photo = mediaFixture('photo-800x320.jpg');

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kept-media-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const foldersOfUploads = () => (existsSync(join(dataDir, 'media')) ? readdirSync(join(dataDir, 'media')) : []);

describe('a sandbox with a data folder', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  async function startChild(): Promise<{ child: ChildProcess; url: string; keys: Keys }> {
    const options = ['--port', '0', '--data', dataDir, '--json'];
    const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const ready = JSON.parse(line.toString()) as Keys & { url: string };
    return { child, url: ready.url, keys: ready };
  }

  async function killAndStartAgain(child: ChildProcess) {
    child.kill('SIGKILL');
    await once(child, 'exit');
    return startChild();
  }

  it('goes on with an upload after SIGKILL, and knows it after another', async () => {
    const first = await startChild();
    const call = callerFor(first.url, first.keys);
    const id = mediaIdOf(await init(call, film.length, 'video/mp4', { media_category: 'tweet_video' }));
    expect((await append(call, id, 1, film.subarray(9000))).status).toBe(204);

    const second = await killAndStartAgain(first.child);
    const callAgain = callerFor(second.url, second.keys);
    expect((await append(callAgain, id, 0, film.subarray(0, 9000))).status).toBe(204);
    expect(await finalize(callAgain, id)).toMatchObject({ status: 201, json: { size: film.length } });

    const third = await killAndStartAgain(second.child);
    const found = await status(callerFor(third.url, third.keys), id);
    expect(found).toMatchObject({
      status: 200,
      json: { media_id_string: id, processing_info: { state: expect.any(String) } },
    });
  });

  it('has bytes, alt text and dimensions after a new start, and removes what no record knows', async () => {
    const before = await startSandbox({ dataDir });
    const id = mediaIdOf(await uploadSimply(callerFor(before.url, before.accounts[0]!), photo));
    before.world.media.markAttached(id, '1');
    const seen = before.world.media.find(id);
    await before.close();
    mkdirSync(join(dataDir, 'media', '1234567890'));

    const after = await startSandbox({ dataDir });
    expect(after.world.media.find(id)).toEqual(seen);
    expect(Buffer.concat(await after.world.media.bytes(id)!.open().toArray())).toEqual(photo);
    expect(foldersOfUploads()).toEqual([id]);
    await resetSandbox(after);
    expect(after.world.media.find(id)).toBeUndefined();
    expect(foldersOfUploads()).toEqual([]);
    await after.close();
  });
});

describe('what uploads leave behind', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ dataDir });
  });
  afterEach(() => sandbox.close());

  it('is nothing for one that was refused', async () => {
    const call = callerFor(sandbox.url, sandbox.accounts[0]!);
    expect((await uploadSimply(call, film)).status).toBe(400);
    expect(foldersOfUploads()).toEqual([]);
  });

  it('is dropped two days later, but for what a Tweet shows', async () => {
    const call = callerFor(sandbox.url, sandbox.accounts[0]!);
    const unused = mediaIdOf(await uploadSimply(call, photo));
    const shown = mediaIdOf(await uploadSimply(call, photo));
    const begun = mediaIdOf(await init(call, film.length, 'video/mp4'));
    await append(call, begun, 0, film.subarray(0, 900));
    sandbox.world.media.markAttached(shown, '1');

    await advanceClock(sandbox, 25 * 3600);
    await uploadInChunks(call, photo, 'image/jpeg');
    expect(foldersOfUploads()).toEqual(expect.arrayContaining([unused, shown, begun]));

    await advanceClock(sandbox, 50 * 3600);
    const late = mediaIdOf(await uploadSimply(call, photo));
    expect(foldersOfUploads()).toContain(late);
    expect(foldersOfUploads()).toContain(shown);
    expect(foldersOfUploads()).not.toContain(unused);
    expect(foldersOfUploads()).not.toContain(begun);
  });
});

describe('a sandbox without a data folder', () => {
  it('removes its files when it ends', async () => {
    const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith('x-sandbox-media-'));
    const before = new Set(uploads());
    const sandbox = await startSandbox();
    const id = mediaIdOf(await uploadSimply(callerFor(sandbox.url, sandbox.accounts[0]!), photo));
    const own = uploads().filter((name) => !before.has(name) && existsSync(join(tmpdir(), name, id)));
    expect(own).toHaveLength(1);
    await sandbox.close();
    expect(existsSync(join(tmpdir(), own[0]!))).toBe(false);
  });
});
