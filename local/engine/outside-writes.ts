import type { DatabaseSync } from 'node:sqlite';

const LOOK_EVERY_MS = 500;

/**
 * Tells when another process wrote to the database: a command beside the running engine. SQLite counts the commits of
 * others (`PRAGMA data_version`), so looking costs next to nothing.
 */
export function watchOutsideWrites(database: DatabaseSync, onWrite: () => void): { stop(): void } {
  const read = database.prepare('PRAGMA data_version');
  let last = read.get()?.['data_version'];
  const timer = setInterval(() => {
    try {
      const now = read.get()?.['data_version'];
      if (now !== last) onWrite();
      last = now;
    } catch {
      // A database that does not answer now is asked again; the sweep finds whatever is missed.
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
