import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DueTimer } from '../../../local/engine/due-timer.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

let due: number[] | undefined;
let swept: number[];
let sweep: () => Promise<void>;
let journal: RecordingJournal;
let timer: DueTimer;
const start = Date.UTC(2026, 9, 1, 12);

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  due = [];
  swept = [];
  journal = new RecordingJournal();
  sweep = async () => {
    swept.push(Date.now() - start);
  };
  timer = new DueTimer({
    clock: Date.now,
    nextDueAfter: (epochMs) => {
      if (due === undefined) throw new Error('the log is down');
      return due.filter((at) => at > epochMs).toSorted((a, b) => a - b)[0];
    },
    sweep: async () => sweep(),
    journal,
  });
});
afterEach(async () => {
  await timer.stop();
  vi.useRealTimers();
});

describe('DueTimer', () => {
  it('sweeps at once when it starts, then every minute', async () => {
    timer.plan();
    await vi.advanceTimersByTimeAsync(0);
    expect(swept).toEqual([0]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(swept).toEqual([0, 60_000, 120_000]);
  });

  it('sweeps at the very moment a row becomes due', async () => {
    timer.plan();
    await vi.advanceTimersByTimeAsync(1_000);
    due?.push(start + 5_000);
    timer.plan();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(swept).toEqual([0, 5_000]);
  });

  it('sweeps at once for what became due while the log was written', async () => {
    timer.plan();
    await vi.advanceTimersByTimeAsync(1_000);
    due?.push(start + 900);
    timer.plan();
    await vi.advanceTimersByTimeAsync(0);
    expect(swept).toEqual([0, 1_000]);
  });

  it('does not sweep over and over for rows that stay due', async () => {
    due?.push(start - 10);
    timer.plan();
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < 5; i += 1) {
      timer.plan();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(swept).toEqual([0]);
  });

  it('sweeps within a minute though the clock was set back', async () => {
    timer.plan();
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(start - 3_600_000);
    timer.plan();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(swept).toHaveLength(2);
  });

  it('tells of a sweep that fails, and sweeps again', async () => {
    sweep = async () => Promise.reject(new Error('the log is down'));
    timer.plan();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(journal.linesOf('sweep-failed')).toHaveLength(2);
  });

  it('sweeps every minute while the log does not say what is due next', async () => {
    due = undefined;
    timer.plan();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(swept).toEqual([0, 60_000]);
    expect(journal.linesOf('sweep-failed')).not.toEqual([]);
  });

  it('waits for a sweep in flight when it is stopped, and sweeps no more', async () => {
    let end: () => void = () => undefined;
    sweep = async () =>
      new Promise((resolve) => {
        end = resolve;
      });
    timer.plan();
    await vi.advanceTimersByTimeAsync(0);
    let isStopped = false;
    const stopped = timer.stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(200_000);
    expect(isStopped).toBe(false);
    end();
    await stopped;
    timer.plan();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
