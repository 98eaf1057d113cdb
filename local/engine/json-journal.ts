import { journalLine } from '../../functions/adapters/journal/journal-line.ts';
import type { Clock, Journal, LogLevel } from '../../functions/domain/ports.ts';

const RANK: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** One JSON line a step, to `write`; nothing below `lowest`. */
export function jsonJournal(clock: Clock, lowest: LogLevel, write: (line: string) => void): Journal {
  return {
    write: (level, event, fields = {}) => {
      if (RANK[level] < RANK[lowest]) return;
      write(journalLine(clock(), level, event, fields));
    },
  };
}
