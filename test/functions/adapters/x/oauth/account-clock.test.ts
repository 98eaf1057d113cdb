import { describe, expect, it } from 'vitest';

import { openAccountClock } from '../../../../../functions/adapters/x/oauth/account-clock.ts';
import { manualClock } from '../../../../fakes/manual-clock.ts';

const start = Date.UTC(2026, 9, 1, 12);
const httpDate = (epochMs: number): string => new Date(epochMs).toUTCString();

describe('openAccountClock', () => {
  it('signs by our clock as long as X does not object', () => {
    expect(openAccountClock(manualClock(start).clock).timestampSeconds()).toBe(start / 1000);
  });

  it.each([
    { case: '10 minutes ahead', skewMs: -600_000 },
    { case: '10 minutes behind', skewMs: 600_000 },
    { case: '20 seconds behind', skewMs: 20_000 },
  ])("F61: moves to X's time when ours is $case", ({ skewMs }) => {
    const { clock } = manualClock(start);
    const accountClock = openAccountClock(clock);
    const verdict = accountClock.learn({ date: httpDate(start + skewMs), age: undefined, sentAtEpochMs: start });
    expect(verdict).toBe('corrected');
    expect(Math.abs(accountClock.timestampSeconds() - (start + skewMs) / 1000)).toBeLessThanOrEqual(1);
    expect(Math.abs(accountClock.offsetMs() - skewMs)).toBeLessThanOrEqual(1000);
  });

  it.each<{ case: string; date: string | undefined; age?: string; verdict: string }>([
    { case: 'the clocks agree', date: httpDate(start), verdict: 'fine' },
    { case: 'they agree to two seconds', date: httpDate(start - 2_000), verdict: 'fine' },
    { case: 'there is no date', date: undefined, verdict: 'unknown' },
    { case: 'the date is nonsense', date: 'yesterday', verdict: 'unknown' },
    { case: 'the answer comes from a cache', date: httpDate(start - 600_000), age: '600', verdict: 'unknown' },
    { case: 'the date is two days off', date: httpDate(start + 48 * 3_600_000), verdict: 'unknown' },
    { case: "the date ends in UTC, as v2's did", date: 'Thu, 01 Oct 2026 12:00:00 UTC', verdict: 'fine' },
  ])('F62: answers $verdict when $case, and leaves the time alone', ({ date, age, verdict }) => {
    const accountClock = openAccountClock(manualClock(start).clock);
    expect(accountClock.learn({ date, age, sentAtEpochMs: start })).toBe(verdict);
    expect(accountClock.offsetMs()).toBe(0);
  });

  it('allows for the time that a slow answer was under way', () => {
    const manual = manualClock(start);
    const accountClock = openAccountClock(manual.clock);
    manual.advance(20_000);
    expect(accountClock.learn({ date: httpDate(start), age: undefined, sentAtEpochMs: start })).toBe('fine');
  });

  it('corrects once, not again and again', () => {
    const manual = manualClock(start);
    const accountClock = openAccountClock(manual.clock);
    const learn = (epochMs: number) =>
      accountClock.learn({ date: httpDate(epochMs), age: undefined, sentAtEpochMs: manual.clock() });
    expect(learn(start + 600_000)).toBe('corrected');
    expect(learn(start + 600_000)).toBe('fine');
    expect(learn(start - 600_000)).toBe('stuck');
    manual.advance(2 * 3_600_000);
    expect(learn(manual.clock() - 600_000)).toBe('corrected');
  });
});
