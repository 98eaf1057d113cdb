import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

const files = [
  { name: 'notes.csv', bytes: 'just words' },
  { name: 'empty.jpg', bytes: '' },
  { name: 'page.png', bytes: '<!doctype html><title>404</title>' },
  { name: 'half.jpg', bytes: photo.subarray(0, photo.length / 2) },
];

describe('files that are no images', () => {
  it('are refused with a reason that people see, and never tried again', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      drops: [{ prefix: '', account: 'main', settleSeconds: 0 }],
    });
    let engine = await machine.start();
    for (const { name, bytes } of files) machine.drop(name, bytes);
    machine.drop('good.png', makePng(7));
    await expect
      .poll(async () => new Map((await engine.rows()).map(({ label, state }) => [label, state])), {
        timeout: 30_000,
      })
      .toEqual(new Map([['good.png', 'posted'], ...files.map(({ name }) => [name, 'failed'] as const)]));
    const failed = (await engine.rows()).filter(({ state }) => state === 'failed');
    for (const { label, failure } of failed) {
      expect(failure?.code).toMatch(/^MEDIA_/);
      expect(engine.stderr()).toContain(`failed   ${label}: ${failure?.message}`);
    }
    const page = await (await fetch(engine.ready.url)).text();
    for (const { name } of files) expect(page).toContain(name);
    await engine.kill('SIGINT');

    engine = await machine.start();
    machine.drop('another.png', makePng(8));
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(2);
    expect((await engine.rows()).filter(({ state }) => state === 'failed')).toEqual(failed);
    const steps = readFileSync(join(machine.dataDir, 'journal.jsonl'), 'utf8').split('\n');
    expect(steps.filter((line) => line.includes('"to":"REJECTED"'))).toHaveLength(files.length);
  });
});
