import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findLinks } from '../../../functions/domain/find-links.ts';
import { splitThread } from '../../../functions/domain/split-thread.ts';
import { weighText } from '../../../functions/domain/weigh-text.ts';
import { postText } from '../../arbitraries/post-text.ts';

const parts = (text: string, maxWeightedLength = 280): readonly string[] => {
  const split = splitThread(text, { maxWeightedLength });
  if ('fault' in split) throw new Error(split.fault.message);
  return split.parts;
};

describe('a thread', () => {
  it('is one post when the text fits, untouched', () => {
    expect(splitThread(' as it is \n')).toEqual({ parts: [' as it is \n'] });
  });

  it.each([
    {
      case: 'at the end of a sentence that fills more than half',
      text: 'One two three. Four five six seven.',
      parts: ['One two three.', 'Four five six seven.'],
    },
    {
      case: 'at a word when the sentence ended too early',
      text: 'One. Two three four five six seven.',
      parts: ['One. Two three four five', 'six seven.'],
    },
    {
      case: 'at a new line',
      text: 'First line here\nand another line',
      parts: ['First line here', 'and another line'],
    },
    {
      case: 'losing all white space there',
      text: 'aaaaaaaaaaaaaaa  \r\n\t bbbbbbbbbbbbbbbbbbbb',
      parts: ['aaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb'],
    },
    {
      case: 'at a Japanese full stop',
      text: '短い文です。もう一つの文です。',
      parts: ['短い文です。', 'もう一つの文です。'],
    },
    {
      case: 'between Japanese words',
      text: 'これはとても長い文章なのです',
      parts: ['これはとても長い文章なの', 'です'],
    },
    {
      case: 'not at a hyphen',
      text: 'xxxxxxxxxxxxxxx well-known-thing',
      parts: ['xxxxxxxxxxxxxxx', 'well-known-thing'],
    },
    { case: 'before a link, not in it', text: 'xx https://example.com/a-b', parts: ['xx', 'https://example.com/a-b'] },
    { case: 'before a bare domain', text: 'xxxxx example.com/a.b', parts: ['xxxxx', 'example.com/a.b'] },
    {
      case: 'before a mention',
      text: 'xxxxxxxxxxxxxxxx @some_body_name',
      parts: ['xxxxxxxxxxxxxxxx', '@some_body_name'],
    },
    {
      case: 'before a mention without a space',
      text: 'これはあれと同じか@some_body',
      parts: ['これはあれと同じか', '@some_body'],
    },
    {
      case: 'before a mention behind dots',
      text: `${'.'.repeat(18)}@some_body`,
      parts: ['.'.repeat(18), '@some_body'],
    },
    {
      case: 'before a hashtag, not at a word in it',
      text: 'これはあれと同じ#日本語タグ',
      parts: ['これはあれと同じ', '#日本語タグ'],
    },
    {
      case: 'not between a sign and the space it holds',
      text: `${'x'.repeat(20)}\u0600 yyyyyyyyy`,
      parts: [`${'x'.repeat(20)}\u0600 `, 'yyyyyyyyy'],
    },
    {
      case: 'before a mail address, which must not become a link',
      text: 'xxxxxxxxxxxx me@example.com now',
      parts: ['xxxxxxxxxxxx', 'me@example.com now'],
    },
    {
      case: 'where it makes no link of what is none',
      text: `${'x'.repeat(23)}_example.com`,
      parts: ['x'.repeat(23), '_example.com'],
    },
    { case: 'inside a word that is too long alone', text: 'x'.repeat(30), parts: ['x'.repeat(24), 'x'.repeat(6)] },
    { case: 'between families, not in one', text: '👨‍👩‍👧‍👦'.repeat(13), parts: ['👨‍👩‍👧‍👦'.repeat(12), '👨‍👩‍👧‍👦'] },
    {
      case: 'between letters, not before their marks',
      text: 'e\u0323\u0332'.repeat(14),
      parts: ['e\u0323\u0332'.repeat(8), 'e\u0323\u0332'.repeat(6)],
    },
  ])('is cut $case', ({ text, parts: expected }) => {
    expect(parts(text, 24)).toEqual(expected);
  });

  it.each([
    { case: '25 posts', text: 'x'.repeat(7000), count: 25 },
    { case: '2 posts with a sea of blanks between', text: `a${' '.repeat(6000)}b`, count: 2 },
    {
      case: '3 posts of links, each 23 long',
      text: 'https://example.com/abcdefghijklmnop '.repeat(30).trim(),
      count: 3,
    },
  ])('has $case', ({ text, count }) => {
    expect(parts(text)).toHaveLength(count);
  });

  it.each([
    { case: 'a text for 26 posts', text: 'x'.repeat(7001) },
    { case: '400 kB of letters', text: 'x'.repeat(400_000) },
    { case: '400 kB of combining marks', text: `e${'\u0301\u0323'.repeat(200_000)}` },
  ])('is refused with a fault of the text: $case', ({ text }) => {
    expect(splitThread(text)).toEqual({
      fault: { path: 'text', code: 'TEXT_TOO_LONG', message: expect.stringContaining('thread of 25 posts') },
    });
  });

  it('is refused when a link has no room', () => {
    expect(splitThread('see https://example.com', { maxWeightedLength: 20 })).toHaveProperty('fault');
  });
});

describe('every thread', () => {
  const longText = fc.array(postText(), { maxLength: 12 }).map((texts) => texts.join(' '));
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

  it('fits part by part, loses only white space, and keeps graphemes and links whole', () => {
    fc.assert(
      fc.property(longText, fc.constantFrom(60, 140, 280), (text, maxWeightedLength) => {
        const split = splitThread(text, { maxWeightedLength, maxParts: 1000 });
        fc.pre('parts' in split);
        expect(split.parts.every((part) => weighText(part).weightedLength <= maxWeightedLength)).toBe(true);
        const places = placesOf(split.parts, text);
        expect(places.gaps.filter((gap) => /\S/.test(gap))).toEqual([]);
        const boundaries = new Set([...Array.from(graphemes.segment(text), ({ index }) => index), text.length]);
        expect(places.ends.filter((end) => !boundaries.has(end))).toEqual([]);
        const isInLink = Array.from(findLinks(text)).some(({ start, end }) =>
          places.ends.some((cut) => cut > start && cut < end),
        );
        expect(isInLink).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

/** Where each part begins and ends in the text, and what lies between them. */
function placesOf(all: readonly string[], text: string): { ends: readonly number[]; gaps: readonly string[] } {
  const ends: number[] = [];
  const gaps: string[] = [];
  let at = 0;
  for (const part of all) {
    const start = text.indexOf(part, at);
    gaps.push(text.slice(at, start));
    at = start + part.length;
    ends.push(start, at);
  }
  return { ends, gaps: [...gaps, text.slice(at)] };
}
