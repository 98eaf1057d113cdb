import { describe, expect, it } from 'vitest';

import { findEmoji } from '../../../functions/domain/find-emoji.ts';

const found = (text: string) => Array.from(findEmoji(text), ({ start, end }) => text.slice(start, end));

describe('findEmoji', () => {
  it.each([
    { case: 'a keycap with its selector', text: 'press 1\uFE0F\u20E3 now', emoji: ['1\uFE0F\u20E3'] },
    { case: 'a keycap without one', text: 'press #\u20E3', emoji: ['#\u20E3'] },
    { case: 'a sign of Latin-1 made an emoji', text: '\u00A9\uFE0F 2026', emoji: ['\u00A9\uFE0F'] },
    { case: 'one of the lowest that are emoji by themselves', text: '\u231A', emoji: ['\u231A'] },
    { case: 'a family, as one', text: 'us 👨‍👩‍👧', emoji: ['👨‍👩‍👧'] },
    { case: 'none in digits and signs', text: '#1 * \u00A9 \u00AE 2', emoji: [] },
  ])('finds $case', ({ text, emoji }) => {
    expect(found(text)).toEqual(emoji);
  });

  it('may pass over a text whose characters all come before the mark of a keycap: Unicode has no such emoji', () => {
    const low = Array.from({ length: 0x20e3 }, (_, codePoint) => String.fromCodePoint(codePoint));
    expect(low.filter((character) => /^\p{RGI_Emoji}$/v.test(character))).toEqual([]);
    expect(found(low.join(''))).toEqual([]);
  });
});
