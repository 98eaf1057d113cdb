import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type WriteStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../local/main.ts', import.meta.url));
const CONFIG = fileURLToPath(new URL('pigeonpost.config.ts', import.meta.url));

const FIRST_KILL_AFTER_MS = 500;

export interface EngineReady {
  readonly url: string;
  readonly dropFolder: string;
  readonly webhooks: Readonly<Record<string, { readonly url: string; readonly secret: string }>>;
}

/** The engine's own command in a process of its own, killed without warning and begun again. */
export class KilledEngine {
  readonly dataDir: string;
  readonly #xApiUrl: string;
  readonly #output: WriteStream;
  #child: ChildProcess | undefined;
  #port = '0';
  #isKilling = false;
  /** How often it was killed. */
  kills = 0;
  /** Every end that was not our doing. */
  readonly surprises: string[] = [];

  constructor(dataDir: string, xApiUrl: string) {
    this.dataDir = dataDir;
    this.#xApiUrl = xApiUrl;
    this.#output = createWriteStream(join(dataDir, '..', 'engine.txt'));
  }

  /** Starts it, each time on the port of the first time. */
  async start(): Promise<EngineReady> {
    const child = spawn(process.execPath, [MAIN, ...this.#options()], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr.pipe(this.#output, { end: false });
    child.once('exit', (code, signal) => {
      if (!this.#isKilling) this.surprises.push(`the engine ended by itself: ${signal ?? `exit code ${code}`}`);
    });
    const ready = await readyLine(child);
    this.#port = new URL(ready.url).port;
    return ready;
  }

  /** Kills and starts it at random times, until `signal` ends that; then it runs. */
  async keepKilling(meanSeconds: number, signal: AbortSignal): Promise<void> {
    // The first one early: however short the run, one kill meets it.
    for (let pauseMs = FIRST_KILL_AFTER_MS; ; pauseMs = meanSeconds * 1000 * (0.2 + 1.6 * Math.random())) {
      // Sometimes while it is still starting, sometimes after a long stretch of work.
      await wait(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#end('SIGKILL');
      this.kills += 1;
      // Not waited for, or the next kill would never meet it at its start; one that fails is a surprise already.
      this.start().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    this.#output.end();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#isKilling = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    this.#isKilling = false;
  }

  #options(): readonly string[] {
    const own = ['--data', this.dataDir, '--config', CONFIG, '--port', this.#port, '--json'];
    return [...own, '--x-api', this.#xApiUrl, '--read-times', '1,3,10'];
  }
}

async function readyLine(child: ChildProcess): Promise<EngineReady> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes('\n')) resolve(JSON.parse(text) as EngineReady);
    });
    child.once('exit', (code) => reject(new Error(`the engine ended before it was ready: ${code}`)));
  });
}
