import { watch, type FSWatcher } from 'node:fs';
import { mkdir } from 'node:fs/promises';

import { ConfigError } from '../../functions/domain/errors.ts';
import type { Clock, Journal } from '../../functions/domain/ports.ts';
import { isOurs } from '../../functions/triggers/s3-drop/route-drop.ts';
import { listFiles, type FoundFile } from './list-files.ts';
import { s3PutEvent } from './s3-event.ts';
import type { FileMark, SeenFiles } from './seen-files.ts';

/** A file is whole when its size and time rest this long: copying leaves no other sign. */
const REST_MS = 400;
const SCAN_EVERY_MS = 60_000;
/** A burst of changes is looked at once. */
const AFTER_CHANGE_MS = 50;
/** The drop folder's name as a bucket. */
export const DROP_BUCKET = 'drop';

export interface DropScannerOptions {
  readonly folder: string;
  readonly seen: SeenFiles;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Queues the body of one SQS message; called within the transaction that remembers the file. */
  readonly send: (body: string) => void;
}

interface Look extends FileMark {
  readonly sinceEpochMs: number;
}

/**
 * Turns files that appear in a folder into S3's events. The scan is what counts; the watch only says when to look,
 * since it may miss things.
 */
export class DropScanner {
  readonly #options: DropScannerOptions;
  /** Files that changed at the last look, and since when they rest. */
  #restless: ReadonlyMap<string, Look> = new Map();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextLookAt = Infinity;
  #isStarted = false;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: DropScannerOptions) {
    this.#options = options;
  }

  /** @throws ConfigError when the folder cannot be made or read */
  async start(): Promise<void> {
    await this.files();
    this.#isStarted = true;
    this.#watch();
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
    await this.#running;
  }

  /**
   * What lies in the folder now, oldest first.
   *
   * @throws ConfigError when the folder cannot be made or read
   */
  async files(): Promise<readonly FoundFile[]> {
    const { folder } = this.#options;
    try {
      await mkdir(folder, { recursive: true });
      return await listFiles(folder, isOurs);
    } catch (cause) {
      const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
      throw new ConfigError(`the drop folder ${folder} cannot be used (${code}); --drop names another one`, { cause });
    }
  }

  /**
   * At the first start over this folder, every file that lies there counts as known, so that it is not posted; their
   * number. 0 later.
   */
  async adoptExisting(): Promise<number> {
    const { seen } = this.#options;
    if (seen.isFolderKnown) return 0;
    let count = 0;
    for (const { key, stats } of await this.files()) {
      const eTag = await this.#eTag(key, stats);
      if (eTag === undefined) continue;
      seen.announce(key, eTag, () => undefined);
      count += 1;
    }
    // Last: a start that is broken off before must count again, not post what it did not get to.
    seen.rememberFolder();
    return count;
  }

  /** Whether the event of this very content was queued, or the file was adopted. */
  isKnown({ key, stats }: FoundFile): boolean {
    return this.#options.seen.isAnnounced(key, stats);
  }

  /** Queues the event of a file, whether or not it was queued before; false when the file changed meanwhile. */
  async announce({ key, stats }: FoundFile): Promise<boolean> {
    const { seen, send, clock } = this.#options;
    const eTag = await this.#eTag(key, stats);
    if (eTag === undefined) return false;
    const event = s3PutEvent({ bucket: DROP_BUCKET, key, totalBytes: stats.size, eTag, atEpochMs: clock() });
    seen.announce(key, eTag, () => send(JSON.stringify(event)));
    return true;
  }

  /** One look at the folder; files that changed since the last one are looked at again shortly. */
  async scan(): Promise<void> {
    const restless = new Map<string, Look>();
    for (const file of await listFiles(this.#options.folder, isOurs)) {
      if (this.#isStopping) return;
      const since = this.#changedSince(file);
      if (since !== undefined) restless.set(file.key, since);
      else await this.#announceOnce(file);
    }
    this.#restless = restless;
    this.#lookIn(restless.size > 0 ? REST_MS / 2 : SCAN_EVERY_MS);
  }

  /** Since when a new file is as it is now; undefined when it is known, or has rested long enough. */
  #changedSince({ key, stats: { size, mtimeMs } }: FoundFile): Look | undefined {
    const { seen, clock } = this.#options;
    if (seen.isAnnounced(key, { size, mtimeMs })) return undefined;
    const last = this.#restless.get(key);
    const isSame = last?.size === size && last.mtimeMs === mtimeMs;
    const sinceEpochMs = isSame ? last.sinceEpochMs : clock();
    return isSame && clock() - sinceEpochMs >= REST_MS ? undefined : { size, mtimeMs, sinceEpochMs };
  }

  async #announceOnce(file: FoundFile): Promise<void> {
    const { seen } = this.#options;
    if (seen.isAnnounced(file.key, file.stats)) return;
    // A file may have a new time and its old bytes: only its ETag tells.
    const eTag = await this.#eTag(file.key, file.stats);
    if (eTag !== undefined && !seen.isAnnounced(file.key, file.stats)) await this.announce(file);
  }

  async #eTag(key: string, stats: FileMark): Promise<string | undefined> {
    try {
      return await this.#options.seen.eTag(key, stats);
    } catch (error) {
      // Gone by now, or not ours to read; it must not keep the others waiting.
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.#options.journal.write('warn', 'file-unreadable', { key, code });
      return undefined;
    }
  }

  /** Where watching is not to be had, the look every minute does. */
  #watch(): void {
    const lost = (error: Error) => {
      this.#options.journal.write('warn', 'watch-lost', { reason: error.message });
      this.#watcher?.close();
      this.#watcher = undefined;
    };
    try {
      this.#watcher = watch(this.#options.folder, { recursive: true }, () => this.#lookIn(AFTER_CHANGE_MS));
      this.#watcher.on('error', lost);
    } catch (error) {
      lost(error as Error);
    }
  }

  #lookIn(delayMs: number): void {
    const at = performance.now() + delayMs;
    // An earlier look that is planned already stays.
    if (!this.#isStarted || this.#isStopping || this.#nextLookAt <= at) return;
    clearTimeout(this.#timer);
    this.#nextLookAt = at;
    this.#timer = setTimeout(() => {
      // One look at a time: what changes during it asks for the next one.
      this.#running = this.#running.then(async () => this.#lookNow());
    }, delayMs);
  }

  async #lookNow(): Promise<void> {
    this.#nextLookAt = Infinity;
    try {
      if (this.#watcher === undefined) this.#watch();
      await this.scan();
    } catch (error) {
      this.#options.journal.write('error', 'scan-failed', { reason: String(error).slice(0, 300) });
      this.#watcher?.close();
      this.#watcher = undefined;
      this.#lookIn(SCAN_EVERY_MS);
    }
  }
}
