import type { Clock, Journal, LogLevel } from '../../domain/ports.ts';
import { journalLine } from './journal-line.ts';

const RANK: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/**
 * One JSON line a step, metrics in it, to `write`; nothing below `lowest`. Both engines write their journal by this.
 *
 * @param namespace where the numbers of the lines stand in CloudWatch; `Pigeonpost` when absent
 */
export function jsonJournal(
  clock: Clock,
  lowest: LogLevel,
  write: (line: string) => void,
  namespace?: string,
): Journal {
  return {
    write: (level, event, fields = {}) => {
      if (RANK[level] < RANK[lowest]) return;
      write(journalLine(clock(), level, event, fields, namespace));
    },
  };
}
