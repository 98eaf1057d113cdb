import type { Journal, LogLevel } from '../../functions/domain/ports.ts';

export interface JournalLine {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

/** A journal that keeps what was written, for a test to look at. */
export class RecordingJournal implements Journal {
  readonly lines: JournalLine[] = [];

  write(level: LogLevel, event: string, fields: JournalLine['fields'] = {}): void {
    this.lines.push({ level, event, fields });
  }

  /** All lines of one event. */
  linesOf(event: string): readonly JournalLine[] {
    return this.lines.filter((line) => line.event === event);
  }
}
