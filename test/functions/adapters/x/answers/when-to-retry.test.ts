import { describe, expect, it } from 'vitest';

import {
  isDayUsedUp,
  limitHeaders,
  limitWindows,
  whenToRetry,
} from '../../../../../functions/adapters/x/answers/when-to-retry.ts';

const now = Date.UTC(2026, 9, 1, 12);
const at = (secondsFromNow: number): string => String(now / 1000 + secondsFromNow);
const minute = 60_000;

describe('whenToRetry', () => {
  it.each<{ case: string; headers: Record<string, string>; afterMs: number }>([
    {
      case: 'the reset of the 15 minute window',
      headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': at(700) },
      afterMs: 700_000,
    },
    {
      case: 'the reset without a count',
      headers: { 'x-rate-limit-reset': at(700) },
      afterMs: 700_000,
    },
    {
      case: "the user's day, when the short window still has room",
      headers: {
        'x-rate-limit-remaining': '12',
        'x-rate-limit-reset': at(700),
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': at(7_200),
      },
      afterMs: 7_200_000,
    },
    {
      case: 'the later of two limits that are used up',
      headers: {
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': at(3_000),
        'x-app-limit-24hour-remaining': '0',
        'x-app-limit-24hour-reset': at(9_000),
      },
      afterMs: 9_000_000,
    },
    {
      case: 'the media limit',
      headers: { 'x-mediaratelimit-remaining': '0', 'x-mediaratelimit-reset': at(5_000) },
      afterMs: 5_000_000,
    },
    { case: 'seconds of retry-after', headers: { 'retry-after': '90' }, afterMs: 90_000 },
    {
      case: 'a date of retry-after',
      headers: { 'retry-after': new Date(now + 90_000).toUTCString() },
      afterMs: 90_000,
    },
    { case: '15 minutes when nothing is told', headers: {}, afterMs: 15 * minute },
    { case: '15 minutes when the reset is past', headers: { 'x-rate-limit-reset': at(-5) }, afterMs: 15 * minute },
    { case: '15 minutes when the reset is nonsense', headers: { 'x-rate-limit-reset': 'abc' }, afterMs: 15 * minute },
    {
      case: 'a day when the reset is in year 9999',
      headers: { 'x-rate-limit-reset': '253370764800' },
      afterMs: 1_440 * minute,
    },
  ])('F29: takes $case', ({ headers, afterMs }) => {
    expect(whenToRetry(headers, now, 0)).toBe(now + afterMs);
  });

  it("tells X's reset in our time when the clocks differ", () => {
    const headers = { 'x-rate-limit-reset': at(1_300) };
    expect(whenToRetry(headers, now, 600_000)).toBe(now + 700_000);
  });
});

describe('limitWindows', () => {
  it('are told by our clock, whole sets only', () => {
    const headers = {
      'x-rate-limit-limit': '100',
      'x-rate-limit-remaining': '99',
      'x-rate-limit-reset': at(600),
      'x-user-limit-24hour-remaining': 'many',
      'x-user-limit-24hour-reset': at(600),
      'x-app-limit-24hour-remaining': '3',
    };
    expect(limitWindows(headers, 60_000)).toEqual([
      { name: 'x-rate-limit', limit: 100, remaining: 99, resetAtEpochMs: now + 540_000 },
    ]);
  });
});

describe('isDayUsedUp', () => {
  it('looks at the 24 hour limits alone', () => {
    expect(isDayUsedUp({ 'x-rate-limit-remaining': '0' })).toBe(false);
    expect(isDayUsedUp({ 'x-app-limit-24hour-remaining': '0' })).toBe(true);
  });
});

describe('limitHeaders', () => {
  it('keeps numbers of known headers and nothing else', () => {
    const headers = { 'x-rate-limit-limit': '100', 'x-rate-limit-reset': 'oauth_token', 'set-cookie': '1' };
    expect(limitHeaders(headers)).toEqual({ 'x-rate-limit-limit': 100 });
  });
});
