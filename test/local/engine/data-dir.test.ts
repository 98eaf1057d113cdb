import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ConfigError } from '../../../functions/domain/errors.ts';
import { openDatabase, openDataDir } from '../../../local/engine/data-dir.ts';
import { temporaryFolder } from './temporary-folder.ts';

const messageOf = (act: () => unknown): string => {
  try {
    act();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof ConfigError ? error.message : `no ConfigError: ${String(error)}`;
  }
};

/** Takes the data directory that the command line names, says so, and holds it until it is killed. */
const HOLD = `
  import { openDataDir } from ${JSON.stringify(import.meta.resolve('../../../local/engine/data-dir.ts'))};
  globalThis.held = openDataDir(process.argv[1]);
  process.stdout.write('held');
  setInterval(() => undefined, 60_000);
`;

describe('openDataDir', () => {
  it('makes the directory for its owner alone', () => {
    const path = join(temporaryFolder(), 'new/one');
    openDataDir(path).close();
    expect(statSync(path).mode.toString(8).slice(-3)).toBe('700');
    expect(existsSync(join(path, 'pigeonpost.sqlite'))).toBe(true);
  });

  it('keeps what was written, safe from a power cut', () => {
    const path = temporaryFolder();
    const first = openDataDir(path);
    first.database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    expect(first.database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(first.database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    first.close();
    const second = openDataDir(path);
    expect(second.database.prepare('SELECT a FROM t').all()).toEqual([{ a: 1 }]);
    second.close();
  });

  it('refuses a second engine in one line, and lets it in when the first is done', () => {
    const path = temporaryFolder();
    const first = openDataDir(path);
    expect(messageOf(() => openDataDir(path))).toBe(
      `another Pigeonpost works in ${path}; stop it, or choose another --data directory`,
    );
    first.close();
    openDataDir(path).close();
  });

  it('lets a command write beside the engine', () => {
    const path = temporaryFolder();
    const engine = openDataDir(path);
    engine.database.exec('CREATE TABLE t (a)');
    const command = openDatabase(path);
    command.exec('INSERT INTO t VALUES (1)');
    command.close();
    expect(engine.database.prepare('SELECT a FROM t').all()).toEqual([{ a: 1 }]);
    engine.close();
  });

  it('is free again when the process that held it was killed', async () => {
    const path = temporaryFolder();
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLD, path]);
    await once(holder.stdout, 'data');
    expect(messageOf(() => openDataDir(path))).toContain('another Pigeonpost works in');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    openDataDir(path).close();
  });

  it.each([
    { case: 'a file stands in its place', spoil: (path: string) => writeFileSync(path, 'file') },
    {
      case: 'its database is none',
      spoil: (path: string) => {
        mkdirSync(path);
        writeFileSync(join(path, 'pigeonpost.sqlite'), 'no database '.repeat(100));
      },
    },
    {
      case: 'a folder stands in place of its lock',
      spoil: (path: string) => mkdirSync(join(path, 'lock.sqlite'), { recursive: true }),
    },
  ])('says in one line that it cannot be used when $case', ({ spoil }) => {
    const path = join(temporaryFolder(), 'data');
    spoil(path);
    const message = messageOf(() => openDataDir(path));
    expect(message).toContain(`the data directory ${path} cannot be used: `);
    expect(message).not.toContain('\n');
  });
});
