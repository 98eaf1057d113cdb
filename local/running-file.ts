import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

const schema = z.object({ url: z.string(), xApiUrl: z.string().nullable() });

/** Where the engine of a data directory is reached. */
export interface RunningFacts {
  /** Of page and webhooks, as in `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Where posts go when X is replaced; null for X itself. */
  readonly xApiUrl: string | null;
}

/** Notes where this engine is reached, for the commands that run beside it. */
export function writeRunning(dataDir: string, facts: RunningFacts): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify(facts)}\n`, { mode: 0o600 });
}

export function removeRunning(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

/** What the last engine noted; undefined without a note. It holds only while the directory is in use. */
export function readRunning(dataDir: string): RunningFacts | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    // None, or one that a kill left half written.
    return undefined;
  }
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'running.json');
}
