import { watch, type FSWatcher, type Stats } from 'node:fs';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import type { Clock, Journal } from '../../functions/domain/ports.ts';
import { s3PutEvent } from './s3-event.ts';
import type { SeenFiles } from './seen-files.ts';

/** A file is whole when its size and time rest this long: copying leaves no other sign. */
const REST_MS = 400;
const SCAN_EVERY_MS = 60_000;
const BUCKET = 'drop';

export interface DropScannerOptions {
  readonly folder: string;
  readonly seen: SeenFiles;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Queues the body of one SQS message; called within the transaction that remembers the file. */
  readonly send: (body: string) => void;
}

interface Look {
  readonly size: number;
  readonly mtimeMs: number;
  readonly atEpochMs: number;
}

/**
 * Turns files that appear in a folder into S3's events. The scan is what counts; the watch only says when to look,
 * since it may miss things.
 */
export class DropScanner {
  readonly #options: DropScannerOptions;
  readonly #resting = new Map<string, Look>();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextLookAt = Infinity;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: DropScannerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true });
    this.#watcher = watch(this.#options.folder, { recursive: true }, () => this.#lookIn(50));
    this.#watcher.on('error', (error) => this.#options.journal.write('warn', 'watch-lost', { reason: error.message }));
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
    await this.#running;
  }

  /** Every file that lies there now counts as known, so that it is not posted; their number. */
  async adoptExisting(): Promise<number> {
    await mkdir(this.#options.folder, { recursive: true });
    const files = await this.#list();
    for (const { key, stats } of files) {
      this.#options.seen.announce(key, await this.#options.seen.eTag(key, stats), () => undefined);
    }
    return files.length;
  }

  /** One look at the folder; files that changed since the last one are looked at again shortly. */
  async scan(): Promise<void> {
    const nowEpochMs = this.#options.clock();
    let isRestless = false;
    for (const { key, stats } of await this.#list()) {
      if (this.#options.seen.isAnnounced(key, stats)) continue;
      if (this.#isWhole(key, stats, nowEpochMs)) await this.#announce(key, stats);
      else isRestless = true;
    }
    this.#lookIn(isRestless ? REST_MS / 2 : SCAN_EVERY_MS);
  }

  #isWhole(key: string, stats: Stats, nowEpochMs: number): boolean {
    const last = this.#resting.get(key);
    if (last?.size === stats.size && last.mtimeMs === stats.mtimeMs) return nowEpochMs - last.atEpochMs >= REST_MS;
    this.#resting.set(key, { size: stats.size, mtimeMs: stats.mtimeMs, atEpochMs: nowEpochMs });
    return false;
  }

  async #announce(key: string, stats: Stats): Promise<void> {
    const { seen, send, clock } = this.#options;
    const eTag = await seen.eTag(key, stats);
    const event = s3PutEvent({ bucket: BUCKET, key, totalBytes: stats.size, eTag, atEpochMs: clock() });
    seen.announce(key, eTag, () => send(JSON.stringify(event)));
    this.#resting.delete(key);
  }

  async #list(): Promise<readonly { key: string; stats: Stats }[]> {
    const names = await readdir(this.#options.folder, { recursive: true });
    const files = await Promise.all(names.filter((name) => !isHidden(name)).map(async (name) => this.#look(name)));
    return files.filter((file) => file !== undefined).toSorted((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
  }

  async #look(name: string): Promise<{ key: string; stats: Stats } | undefined> {
    // Links are left alone: they may lead out of the folder.
    const stats = await lstat(join(this.#options.folder, name)).catch(() => undefined);
    return stats?.isFile() === true ? { key: name.split(sep).join('/'), stats } : undefined;
  }

  #lookIn(delayMs: number): void {
    const at = performance.now() + delayMs;
    // An earlier look that is planned already stays.
    if (this.#isStopped || this.#nextLookAt <= at) return;
    clearTimeout(this.#timer);
    this.#nextLookAt = at;
    this.#timer = setTimeout(() => {
      this.#nextLookAt = Infinity;
      this.#running = this.#running
        .then(async () => this.scan())
        .catch((error: unknown) => {
          this.#options.journal.write('error', 'scan-failed', { reason: String(error).slice(0, 300) });
          this.#lookIn(SCAN_EVERY_MS);
        });
    }, delayMs);
  }
}

/** Dot files and half-written copies of common tools. */
function isHidden(name: string): boolean {
  return name.split(sep).some((segment) => segment.startsWith('.')) || /(\.part|\.crdownload|\.tmp|~)$/.test(name);
}
