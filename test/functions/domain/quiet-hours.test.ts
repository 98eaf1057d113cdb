import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { quietUntilEpochMs } from '../../../functions/domain/quiet-hours.ts';

const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };

function endOf(hours: object, now: string): string | undefined {
  const epochMs = quietUntilEpochMs({ ...night, ...hours }, Date.parse(now));
  return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
}

describe('quietUntilEpochMs', () => {
  it.each([
    { case: 'before midnight', now: '2026-11-10T22:30:17.250+01:00', end: '2026-11-11T06:00:00.000Z' },
    { case: 'after midnight', now: '2026-11-11T03:00:00+01:00', end: '2026-11-11T06:00:00.000Z' },
    { case: 'in the first minute', now: '2026-11-10T22:00:00+01:00', end: '2026-11-11T06:00:00.000Z' },
    { case: 'in the last minute', now: '2026-11-11T06:59:59.999+01:00', end: '2026-11-11T06:00:00.000Z' },
    { case: 'in the first minute after', now: '2026-11-11T07:00:00+01:00', end: undefined },
    { case: 'in the last minute before', now: '2026-11-10T21:59:59.999+01:00', end: undefined },
    { case: 'at noon', now: '2026-11-10T12:00:00+01:00', end: undefined },
  ])('ends the night where it is asked $case', ({ now, end }) => {
    expect(endOf({}, now)).toBe(end);
  });

  it.each([
    {
      case: 'noon',
      hours: { from: '12:00', to: '13:30' },
      now: '2026-11-10T12:15:00+01:00',
      end: '2026-11-10T12:30:00.000Z',
    },
    {
      case: 'all but an hour',
      hours: { from: '13:00', to: '12:00' },
      now: '2026-11-10T13:00:00+01:00',
      end: '2026-11-11T11:00:00.000Z',
    },
    {
      case: 'midnight',
      hours: { from: '23:00', to: '00:00' },
      now: '2026-11-10T23:59:00+01:00',
      end: '2026-11-10T23:00:00.000Z',
    },
    {
      case: 'a zone of odd minutes',
      hours: { timeZone: 'Asia/Kathmandu' },
      now: '2026-11-10T18:00:00Z',
      end: '2026-11-11T01:15:00.000Z',
    },
    {
      case: 'a zone without summer time',
      hours: { timeZone: 'UTC' },
      now: '2026-11-10T23:00:00Z',
      end: '2026-11-11T07:00:00.000Z',
    },
  ])('knows hours of every kind: $case', ({ hours, now, end }) => {
    expect(endOf(hours, now)).toBe(end);
  });

  it.each([
    // Clocks go from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October 2026.
    { case: 'an hour shorter in spring', hours: {}, now: '2026-03-28T22:00:00+01:00', end: '2026-03-29T05:00:00.000Z' },
    { case: 'an hour longer in autumn', hours: {}, now: '2026-10-24T22:00:00+02:00', end: '2026-10-25T06:00:00.000Z' },
    {
      case: 'over when its end is skipped',
      hours: { to: '02:30' },
      now: '2026-03-28T23:00:00+01:00',
      end: '2026-03-29T01:00:00.000Z',
    },
    {
      case: 'none when all of it is skipped',
      hours: { from: '02:00', to: '03:00' },
      now: '2026-03-29T01:00:00Z',
      end: undefined,
    },
    {
      case: 'there twice when its hour is',
      hours: { from: '02:00', to: '02:30' },
      now: '2026-10-25T02:10:00+02:00',
      end: '2026-10-25T00:30:00.000Z',
    },
    {
      case: 'and the second time too',
      hours: { from: '02:00', to: '02:30' },
      now: '2026-10-25T02:10:00+01:00',
      end: '2026-10-25T01:30:00.000Z',
    },
    {
      case: 'moved by two hours at Troll',
      hours: { timeZone: 'Antarctica/Troll' },
      now: '2026-03-28T22:00:00Z',
      end: '2026-03-29T05:00:00.000Z',
    },
  ])('is, where clocks are set, $case', ({ hours, now, end }) => {
    expect(endOf(hours, now)).toBe(end);
  });

  it('always ends within a day and an hour, at a moment that is not quiet', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((pair) => pair.map((number) => String(number).padStart(2, '0')).join(':'));
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
    fc.assert(
      fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const hours = { from, to, timeZone };
        const end = quietUntilEpochMs(hours, now) ?? now + 1;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(25 * 3_600_000);
        expect(end === now + 1 || quietUntilEpochMs(hours, end) === undefined).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
