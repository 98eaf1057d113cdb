import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openFileJournal } from '../../local/journal-to-file.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { RecordingJournal } from '../fakes/recording-journal.ts';
import { temporaryFolder } from './engine/temporary-folder.ts';

const { clock } = manualClock(Date.UTC(2026, 9, 1, 12));
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('openFileJournal', () => {
  it('has each step on the disk when it was told, as one JSON line', () => {
    const journal = openFileJournal(temporaryFolder(), clock);
    journal.write('info', 'posted', { label: 'line\nbreak "quoted" \u0000 🕊️', ms: 5 });
    expect(linesOf(journal.path)).toMatchObject([
      {
        at: '2026-10-01T12:00:00.000Z',
        level: 'info',
        event: 'posted',
        label: 'line\nbreak "quoted" \u0000 🕊️',
        ms: 5,
      },
    ]);
    journal.close();
  });

  it('can be read by its owner alone, and goes on after a restart', () => {
    const folder = temporaryFolder();
    for (const event of ['first', 'second']) {
      const journal = openFileJournal(folder, clock);
      journal.write('warn', event);
      journal.close();
    }
    expect(linesOf(join(folder, 'journal.jsonl')).map(({ event }) => event)).toEqual(['first', 'second']);
    expect(statSync(join(folder, 'journal.jsonl')).mode.toString(8).slice(-3)).toBe('600');
  });

  it('begins a new file while it runs when one has grown large, and keeps one before it', () => {
    const folder = temporaryFolder();
    const journal = openFileJournal(folder, clock, { rotateAtBytes: 1_000 });
    for (let i = 0; i < 40; i += 1) journal.write('info', 'step', { i });
    const path = join(folder, 'journal.jsonl');
    expect(statSync(path).size).toBeLessThan(1_200);
    expect([...linesOf(`${path}.1`), ...linesOf(path)].at(-1)).toMatchObject({ i: 39 });
    journal.close();
  });

  it('tells beside the file too, and goes on when the file cannot be written', () => {
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder);
    const beside = new RecordingJournal();
    const journal = openFileJournal(folder, clock, { alsoTo: beside });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in its place');
    journal.write('info', 'posted');
    expect(beside.lines.map(({ event }) => event)).toEqual(['journal-failed', 'posted']);
  });
});
