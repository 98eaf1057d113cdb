import { describe, expect, it } from 'vitest';

import { plainName } from '../../../sandbox/page/look/plain-name.ts';
import { showBytes, showDuration, showTime } from '../../../sandbox/page/look/show-time.ts';

describe('showTime', () => {
  const now = new Date(2026, 10, 22, 12, 0, 0).getTime();

  it.each([
    { case: 'the time alone today', at: new Date(2026, 10, 22, 9, 5, 7), shown: '09:05:07' },
    { case: 'the day with it on another', at: new Date(2026, 10, 21, 9, 5, 7), shown: '21 Nov, 09:05' },
    { case: 'the year with it when it is far', at: new Date(2025, 0, 2, 9, 5, 7), shown: '2 Jan 2025, 09:05' },
  ])('gives $case', ({ at, shown }) => {
    expect(showTime(at.getTime(), now).toString()).toContain(`>${shown}</time>`);
  });

  it('carries the exact moment', () => {
    expect(showTime(0, now).toString()).toContain('datetime="1970-01-01T00:00:00.000Z"');
  });

  it('does not fail at what is no moment', () => {
    expect(showTime(Number.NaN, now).toString()).toContain('NaN');
    expect(showTime(9e15, now).toString()).toContain('9000000000000000');
  });
});

describe('numbers for people', () => {
  it.each([
    [840, '840 ms'],
    [2449, '2.4 s'],
    [180_000, '3 min'],
    [9_000_000, '3 h'],
  ])('shows %d milliseconds as %s', (milliseconds, shown) => {
    expect(showDuration(milliseconds)).toBe(shown);
  });

  it.each([
    [999, '999 bytes'],
    [14_364, '14 KB'],
    [5_242_880, '5.2 MB'],
  ])('shows %d bytes as %s', (bytes, shown) => {
    expect(showBytes(bytes)).toBe(shown);
  });
});

describe('plainName', () => {
  it('shows what would turn letters around, and leaves letters of any script', () => {
    expect(plainName('photo\u202Egpj.exe')).toBe('photo[U+202E]gpj.exe');
    expect(plainName('תמונה 写真 🌅.jpg')).toBe('תמונה 写真 🌅.jpg');
  });
});
