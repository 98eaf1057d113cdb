import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { type Caller, type Keys, callerFor } from '../signed-request.ts';
import { append, finalize, init, mediaFixture, mediaIdOf } from './upload-by-v1.ts';

const MAIN = new URL('../../../sandbox/main.ts', import.meta.url).pathname;
const MIB = 1024 * 1024;
const FILM_BYTES = 512 * MIB;
const CHUNK_BYTES = 5 * MIB;
const PARALLEL = 4;
const MOST_BYTES_ABOVE_IDLE = 150 * MIB;

let child: ChildProcess | undefined;
afterEach(async () => {
  if (child === undefined) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
  child = undefined;
});

/** A real film followed by a box that says it is free space. */
function filmOf(totalBytes: number): (index: number) => Buffer<ArrayBuffer> {
  const film = mediaFixture('clip-320x240-2s.mp4');
  const free = Buffer.from('00000001667265650000000000000000', 'hex');
  free.writeBigUInt64BE(BigInt(totalBytes - film.length), 8);
  const head = Buffer.concat([film, free]);
  return (index) => {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, totalBytes - index * CHUNK_BYTES), index);
    if (index === 0) head.copy(chunk);
    return chunk;
  };
}

async function appendAll(call: Caller, mediaId: string): Promise<Set<number>> {
  const chunkOf = filmOf(FILM_BYTES);
  const statuses = new Set<number>();
  let next = 0;
  const work = async () => {
    while (next * CHUNK_BYTES < FILM_BYTES) {
      const index = next;
      next += 1;
      statuses.add((await append(call, mediaId, index, chunkOf(index))).status);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return statuses;
}

describe('a large upload', () => {
  it.runIf(existsSync('/proc/self/status'))('is never held in memory', { timeout: 120_000 }, async () => {
    const started = spawn(process.execPath, [MAIN, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
    child = started;
    const [line] = (await once(started.stdout, 'data')) as [Buffer];
    const ready = JSON.parse(line.toString()) as Keys & { url: string };
    const memoryBytes = (field: string): number => {
      const status = readFileSync(`/proc/${started.pid}/status`, 'utf8');
      return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
    };
    const idleBytes = memoryBytes('VmRSS');

    const call = callerFor(ready.url, ready);
    const id = mediaIdOf(await init(call, FILM_BYTES, 'video/mp4', { media_category: 'tweet_video' }));
    expect(await appendAll(call, id)).toEqual(new Set([204]));
    expect(await finalize(call, id)).toMatchObject({ status: 201, json: { size: FILM_BYTES } });
    expect(memoryBytes('VmHWM') - idleBytes).toBeLessThan(MOST_BYTES_ABOVE_IDLE);
  });
});
