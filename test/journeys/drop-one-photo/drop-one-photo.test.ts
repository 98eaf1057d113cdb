import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

/** What the folder's owner would see on the object in a bucket. */
function tagsOf(machine: Machine, key: string): unknown {
  const database = new DatabaseSync(join(machine.dataDir, 'pigeonpost.sqlite'), { readOnly: true });
  const found = database.prepare('SELECT json FROM tags WHERE key = ?').get(key);
  database.close();
  return JSON.parse(String(found?.['json']));
}

describe('a photo dropped in the folder', () => {
  it.each([
    { driver: 'v2', key: 'main/sunrise.jpg' },
    { driver: 'v1', key: 'main/100% red + flower (1) 🕊️.jpg' },
  ] as const)('is posted on $driver byte for byte, and shown in log and tags', { timeout: 60_000 }, async (story) => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: story.driver } },
      drops: [{ prefix: 'main/', account: 'main', settleSeconds: 0 }],
    });
    const engine = await machine.start();
    machine.drop(story.key, photo);
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(1);
    const [post] = await sandbox.posts();
    const [medium, ...more] = post?.extended_entities?.media ?? [];
    expect(more).toEqual([]);
    expect((await sandbox.media(medium?.id_str ?? '')).equals(photo)).toBe(true);
    const posted = { state: 'posted', source: 'drop', label: story.key, text: '', result: { postId: post?.id_str } };
    await expect.poll(engine.rows).toMatchObject([posted]);
    expect(engine.stderr()).toContain(`posted   ${story.key}  ${sandbox.url}/`);
    expect(await engine.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(tagsOf(machine, story.key)).toEqual({ 'pigeonpost:state': 'posted', 'pigeonpost:post': post?.id_str });
  });
});
