import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine, type Engine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';

const DROPS = 50;
const pictures = new Map(Array.from({ length: DROPS }, (_, i) => [`photo-${i}.png`, makePng(1_000 + i)]));
const names = [...pictures.keys()];

const patience = { timeout: 45_000, interval: 20 };
async function postedAtLeast(sandbox: Sandbox, count: number): Promise<void> {
  await expect.poll(async () => (await sandbox.posts()).length, patience).toBeGreaterThanOrEqual(count);
}

/** Which picture each post shows, told from the bytes that X got. */
async function shownPictures(sandbox: Sandbox): Promise<readonly { postId: string; name: string | undefined }[]> {
  const posts = await sandbox.posts();
  return Promise.all(
    posts.map(async ({ id_str, extended_entities }) => {
      const bytes = await sandbox.media(extended_entities?.media[0]?.id_str ?? '');
      return { postId: id_str, name: names.find((name) => pictures.get(name)?.equals(bytes)) };
    }),
  );
}

describe('fifty drops while the engine is killed three times', () => {
  it('are posted once each, also the one killed between intent and answer', { timeout: 120_000 }, async () => {
    const sandbox = await startSandbox();
    // Nothing but our own log keeps posts from doubling; the latency gives the kills something to hit.
    await sandbox.set({ duplicates: { refuse: false }, latencyMs: 15 });
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      drops: [{ prefix: '', account: 'main', settleSeconds: 0 }],
    });
    const drop = (from: number, to: number) => {
      for (const name of names.slice(from, to)) machine.drop(name, pictures.get(name)!);
    };
    const start = async () => machine.start('--read-times', '2,4,6');

    let engine = await start();
    drop(0, 20);
    await postedAtLeast(sandbox, 5);
    await engine.kill('SIGKILL');

    drop(20, 35);
    await sandbox.fault('held', { endpoint: 'v2.tweets.create', nth: 4 }, { hold: true });
    engine = await start();
    await expect.poll(async () => sandbox.acted('held'), patience).toBe(1);
    await engine.kill('SIGKILL');
    await sandbox.endFault('held');

    engine = await start();
    drop(35, 50);
    await postedAtLeast(sandbox, 25);
    await engine.kill('SIGKILL');

    engine = await start();
    await expect.poll(async () => countEnded(engine), { timeout: 45_000, interval: 200 }).toBe(DROPS);
    const shown = await shownPictures(sandbox);
    expect(shown.map(({ name }) => name).toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(
      names.toSorted((a, b) => a.localeCompare(b)),
    );
    const rows = await engine.rows();
    expect(new Map(rows.map(({ label, result }) => [label, result?.postId]))).toEqual(
      new Map(shown.map(({ name, postId }) => [name, postId])),
    );
    expect(await engine.kill('SIGINT')).toEqual({ code: 0, signal: null });
    // So that nobody believes in kills that hit nothing.
    expect(readFileSync(join(machine.dataDir, 'journal.jsonl'), 'utf8')).toMatch(/"from":"POSTING","to":"AMBIGUOUS"/);
  });
});

async function countEnded(engine: Engine): Promise<number> {
  const rows = await engine.rows();
  return rows.filter(({ state }) => state === 'posted').length;
}
