import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { runProgram, startProgram, type RunningProgram } from './processes.ts';

/** A row as the engine's own API lists it. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly account: string;
  readonly source: string;
  readonly state: string;
  readonly text: string | null;
  readonly result: { readonly postId: string } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export interface EngineReady {
  readonly url: string;
  readonly mode: string;
  readonly dropFolder: string;
  readonly webhooks: Readonly<Record<string, { readonly url: string; readonly secret: string }>>;
}

export interface Engine extends Omit<RunningProgram, 'ready'> {
  readonly ready: EngineReady;
  readonly rows: () => Promise<readonly Row[]>;
}

/** A machine with a config, a data directory and a drop folder, on which engines are started and killed. */
export class Machine {
  readonly dataDir: string;
  readonly dropFolder: string;
  readonly configFile: string;
  readonly #sandboxUrl: string;

  constructor(root: string, sandboxUrl: string, config: ConfigInput) {
    this.dataDir = join(root, 'data');
    this.dropFolder = join(root, 'photos');
    this.configFile = join(root, 'pigeonpost.config.ts');
    this.#sandboxUrl = sandboxUrl;
    mkdirSync(this.dropFolder);
    writeFileSync(this.configFile, `export default ${JSON.stringify(config)};\n`);
  }

  drop(key: string, bytes: Uint8Array | string): void {
    const path = join(this.dropFolder, key);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
  }

  /** An engine that is ready; `args` beside where everything lies. */
  async start(...args: readonly string[]): Promise<Engine> {
    const program = await startProgram('local/main.ts', [...this.#places(), '--port', '0', '--json', ...args]);
    const ready = program.ready as EngineReady;
    return { ...program, ready, rows: async () => listRows(ready.url) };
  }

  /** An engine from its start to its end. */
  async run(...args: readonly string[]) {
    return runProgram('local/main.ts', [...this.#places(), ...args]);
  }

  #places(): readonly string[] {
    const { configFile, dataDir, dropFolder } = this;
    return ['--config', configFile, '--data', dataDir, '--drop', dropFolder, '--x-api', this.#sandboxUrl];
  }
}

async function listRows(url: string): Promise<readonly Row[]> {
  const answer = await fetch(`${url}/api/publications?limit=200`, { signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(`the log answered ${answer.status}`);
  return ((await answer.json()) as { publications: readonly Row[] }).publications;
}
