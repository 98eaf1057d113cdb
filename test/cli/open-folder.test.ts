import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { openFolder } from '../../cli/folder/open-folder.ts';
import { openDataDir } from '../../local/engine/data-dir.ts';
import { writeRunning } from '../../local/running-file.ts';
import { CommandLine } from './command-line.ts';

interface State {
  /** What the directory belongs to. */
  readonly mode?: 'LIVE' | 'SANDBOX';
  readonly isLive?: boolean;
  /** What the engine noted that runs, or did. */
  readonly noted?: { readonly xApiUrl: string | null };
  readonly isRunning?: boolean;
}

async function folderIn({ mode, isLive = false, noted, isRunning = false }: State) {
  const { dataDir, folder } = new CommandLine();
  if (mode !== undefined) writeFileSync(join(dataDir, 'mode'), `${mode}\n`);
  if (noted !== undefined) writeRunning(dataDir, { url: 'http://127.0.0.1:1', ...noted });
  if (isRunning) {
    const held = openDataDir(dataDir);
    onTestFinished(() => held.close());
  }
  const configFile = join(folder, 'pigeonpost.config.ts');
  const opened = await openFolder({ dataDir, dropFolder: join(dataDir, 'drop'), configFile, isLive });
  onTestFinished(() => opened.close());
  return opened;
}

const noted = { xApiUrl: 'http://127.0.0.1:2' };

describe('where keys of a folder may be shown', () => {
  it.each([
    { case: 'X itself, for a directory of its own', state: { mode: 'LIVE' }, x: undefined },
    { case: 'X itself, for a new directory that is to be one', state: { isLive: true }, x: undefined },
    {
      case: 'the sandbox of the engine that runs',
      state: { mode: 'SANDBOX', noted, isRunning: true },
      x: noted.xApiUrl,
    },
    { case: 'what stands in for X at an engine', state: { mode: 'LIVE', noted, isRunning: true }, x: noted.xApiUrl },
  ] as const)('is $case', async ({ state, x }) => {
    expect((await folderIn(state)).xApiUrl).toBe(x);
  });

  it.each([
    { case: 'a new directory that nobody calls live', state: {} },
    { case: 'a sandbox that was, whose engine was killed', state: { mode: 'SANDBOX', noted } },
  ] as const)('is nowhere for $case', async ({ state }) => {
    const folder = await folderIn(state);
    expect(() => folder.xApiUrl).toThrow('no engine with one runs on it');
  });
});

describe('a directory of a sandbox', () => {
  it('is not opened by a command that says --live', async () => {
    await expect(folderIn({ mode: 'SANDBOX', isLive: true })).rejects.toThrow('belongs to SANDBOX, and --live means X');
  });
});

describe('where webhooks of a folder are called', () => {
  it('is known while the engine runs, and not after it was killed', async () => {
    expect((await folderIn({ noted, isRunning: true })).webhooksUrl).toBe('http://127.0.0.1:1/webhooks/');
    expect((await folderIn({ noted })).webhooksUrl).toBeUndefined();
  });

  it('is not known where the note is half written', async () => {
    const folder = await folderIn({ isRunning: true });
    const dataDir = folder.facts.find(({ key }) => key === 'dataDir')?.value ?? '';
    writeFileSync(join(dataDir, 'running.json'), '{"url":"http');
    expect(folder.webhooksUrl).toBeUndefined();
  });
});
