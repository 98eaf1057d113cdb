import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Machine } from '../journeys/engine.ts';
import { makePng } from '../journeys/make-png.ts';
import { runProgram } from '../journeys/processes.ts';
import { startSandbox } from '../journeys/sandbox.ts';
import { temporaryFolder } from '../local/engine/temporary-folder.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };

async function open() {
  const root = temporaryFolder();
  const sandbox = await startSandbox();
  const machine = new Machine(root, sandbox.url, { accounts: { main: { altText: 'off' } } });
  const { dataDir, dropFolder, configFile } = machine;
  const places = ['--data', dataDir, '--drop', dropFolder, '--config', configFile];
  const run = async (...argv: readonly string[]) => runProgram('cli/main.ts', [...argv, ...places]);
  const json = async (...argv: readonly string[]) =>
    JSON.parse((await run(...argv, '--json')).stdout) as { id: string };
  const texts = async () => (await sandbox.posts()).map(({ text }) => text.replace(/ ?https:\/\/t\.co\/\w+$/, ''));
  return { root, sandbox, machine, run, json, texts };
}

describe('commands in processes of their own', () => {
  it('are heard by an engine that runs, and tell what it does', async () => {
    const { root, sandbox, machine, json, texts } = await open();
    await machine.start();
    const file = join(root, 'p.png');
    writeFileSync(file, makePng(5));

    const { id } = await json('post', 'By hand', '--media', file, '--alt', 'A colour');

    await expect.poll(async () => json('posts', id), PATIENCE).toMatchObject({ state: 'posted', costUsd: 0.02 });
    const [post] = await sandbox.posts();
    expect(await texts()).toEqual(['By hand']);
    expect(await sandbox.media(post?.extended_entities?.media[0]?.id_str ?? '')).toEqual(makePng(5));
    expect(post?.extended_entities?.media[0]?.ext_alt_text).toBe('A colour');
  });

  it('hold an engine that runs, and let it go on with what waits', async () => {
    const { machine, run, json, texts } = await open();
    await machine.start();
    await run('pause', 'main');
    const { id } = await json('post', 'Held back');
    const other = await json('post', 'Called off');
    expect(await json('cancel', other.id)).toMatchObject({ state: 'cancelled' });
    // Long enough for the engine to have looked.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await texts()).toEqual([]);

    const { stderr } = await run('resume', 'main');

    expect(stderr).toBe('');
    await expect.poll(async () => json('posts', id), PATIENCE).toMatchObject({ state: 'posted' });
    expect(await texts()).toEqual(['Held back']);
  });

  it('are taken up by the engine that starts later', async () => {
    const { machine, run, texts } = await open();
    const first = await machine.start();
    await first.kill('SIGTERM');

    const { code, stderr } = await run('post', 'While you slept');

    expect(code).toBe(0);
    expect(stderr).toContain('no engine runs on this folder');
    await machine.start();
    await expect.poll(texts, PATIENCE).toEqual(['While you slept']);
  });

  it('end with 2 for a command that does not exist', async () => {
    expect(await runProgram('cli/main.ts', ['pots'])).toMatchObject({ code: 2, stdout: '' });
  });
});
