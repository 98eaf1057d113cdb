import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { runCommandLine } from '../../cli/run-command-line.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { newPublication } from '../../functions/domain/new-publication.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { AccountGate, Publication } from '../../functions/domain/publication.ts';
import { openDatabase } from '../../local/engine/data-dir.ts';
import { SqliteLog } from '../../local/engine/sqlite-log.ts';
import { temporaryFolder } from '../local/engine/temporary-folder.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Who answers the questions of a command. */
export interface Person {
  readonly ask?: (question: string, options: { readonly said: string; readonly isHidden?: boolean }) => Promise<string>;
}

const NOON_EPOCH_MS = Date.UTC(2026, 10, 22, 12);

/** A data directory on which an engine ran once, with a config, and the commands on it. */
export class CommandLine {
  readonly folder = temporaryFolder();
  readonly dataDir = join(this.folder, 'data');
  readonly log: SqliteLog;
  #rows = 0;

  constructor(config: ConfigInput = { accounts: { main: {} } }) {
    mkdirSync(this.dataDir);
    writeFileSync(join(this.folder, 'pigeonpost.config.ts'), `export default ${JSON.stringify(config)};\n`);
    const database = openDatabase(this.dataDir);
    onTestFinished(() => database.close());
    this.log = new SqliteLog(database);
  }

  /** What the command says, and its exit code. */
  async run(...argv: readonly string[]): Promise<Said> {
    return this.runWith({}, ...argv);
  }

  /** The same for somebody at the terminal, who has read what was said so far. */
  async runWith({ ask }: Person, ...argv: readonly string[]): Promise<Said> {
    let [out, err] = ['', ''];
    const terminal: Terminal = {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      ...(ask && { ask: async (question, options) => ask(question, { said: err, ...options }) }),
    };
    const places = ['--data', this.dataDir, '--config', join(this.folder, 'pigeonpost.config.ts')];
    const [name = '', ...rest] = argv;
    return { code: await runCommandLine([name, ...rest, ...places], terminal), out, err };
  }

  /** The JSON answer of a command that succeeds. */
  async json(...argv: readonly string[]): Promise<unknown> {
    const { code, out, err } = await this.run(...argv, '--json');
    if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
    return JSON.parse(out) as unknown;
  }

  /** A row of the log, a minute younger than the one before. */
  async add(fields: Partial<Publication> = {}): Promise<Publication> {
    this.#rows += 1;
    const beginning = {
      id: `row${this.#rows}`,
      source: 'webhook',
      label: 'cms',
      account: 'main',
      fingerprint: '00',
      state: 'RECEIVED',
      dueAtEpochMs: null,
      post: { account: 'main', text: `text ${this.#rows}`, media: [] },
    } as const;
    const row = { ...newPublication(beginning, NOON_EPOCH_MS + this.#rows * 60_000), ...fields };
    await this.log.transact([row]);
    return row;
  }

  async hold(account: string, held: NonNullable<AccountGate['held']>): Promise<void> {
    await this.log.transact([{ ...openGate(account), version: 1, held }]);
  }

  /** A file beside the data directory; its path. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = join(this.folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  /** From now on the directory belongs to an engine that posts on X itself. */
  goLive(): void {
    writeFileSync(join(this.dataDir, 'mode'), 'LIVE\n');
  }

  /** Every file of the data directory but those that SQLite writes by itself. */
  filesWritten(): readonly string[] {
    const all = readdirSync(this.dataDir, { recursive: true, encoding: 'utf8' });
    return all.filter((name) => !/sqlite/.test(name));
  }
}

export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../fixtures/media', name));
}
