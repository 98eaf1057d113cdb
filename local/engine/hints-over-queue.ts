import type { FetchHints, Hints } from '../../functions/domain/ports.ts';
import type { SqliteQueue } from './sqlite-queue.ts';

/** Hints as messages of a queue; one that waits already is not sent twice. */
export function hintsOver(queue: SqliteQueue): Hints {
  return {
    send: async (account, delaySeconds = 0) => queue.sendOnce(JSON.stringify({ account }), delaySeconds * 1000),
  };
}

/** The same for rows whose media are to be fetched. */
export function fetchHintsOver(queue: SqliteQueue): FetchHints {
  return { send: async (publication) => queue.sendOnce(JSON.stringify({ publication })) };
}
