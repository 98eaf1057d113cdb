import * as fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';

import { weighText } from '../../../functions/domain/weigh-text.ts';
import { postText } from '../../arbitraries/post-text.ts';

describe('the weight of a text', () => {
  it.each([
    { case: 'nothing', text: '', weight: 0, valid: false },
    { case: 'a letter', text: 'a', weight: 1, valid: true },
    { case: 'a blank, which the server may still refuse', text: ' ', weight: 1, valid: true },
    { case: 'an accent composed', text: 'caf\u00E9', weight: 4, valid: true },
    { case: 'an accent as a mark of its own', text: 'cafe\u0301', weight: 4, valid: true },
    { case: 'a word and a link', text: 'Hi http://test.co', weight: 26, valid: true },
    { case: 'a link shorter than a t.co link', text: 'http://test.co', weight: 23, valid: true },
    { case: 'a link of 320 characters', text: `https://example.com/${'x'.repeat(300)}`, weight: 23, valid: true },
    { case: 'a bare domain', text: 'example.com', weight: 23, valid: true },
    { case: 'a bare domain with a path', text: 'foo.bar.example.co.uk/path?x=1', weight: 23, valid: true },
    { case: 'a host without a known ending', text: 'http://localhost:3000', weight: 21, valid: true },
    { case: 'an ending that does not exist', text: 'test.invalidtld', weight: 15, valid: true },
    { case: 'two links', text: 'a.com b.org', weight: 47, valid: true },
    { case: '280 letters', text: 'x'.repeat(280), weight: 280, valid: true },
    { case: '281 letters', text: 'x'.repeat(281), weight: 281, valid: false },
    { case: '140 kana', text: 'あ'.repeat(140), weight: 280, valid: true },
    { case: '141 kana', text: 'あ'.repeat(141), weight: 282, valid: false },
    { case: 'Hangul', text: '한글', weight: 4, valid: true },
    { case: 'Hangul in its parts', text: '한글'.normalize('NFD'), weight: 4, valid: true },
    { case: 'typographic signs', text: '“quoted” — dash…', weight: 17, valid: true },
    { case: 'the euro sign', text: '€', weight: 2, valid: true },
    { case: 'the trade mark sign', text: '™', weight: 2, valid: true },
    { case: 'the copyright sign', text: '©', weight: 1, valid: true },
    { case: 'an emoji as text', text: '☺', weight: 2, valid: true },
    { case: 'an emoji with its selector', text: '☺️', weight: 2, valid: true },
    { case: 'a selector where none is needed', text: '⌚\uFE0F', weight: 2, valid: true },
    { case: 'a keycap', text: '1️⃣', weight: 2, valid: true },
    { case: 'a keycap without selector', text: '1\u20E3', weight: 2, valid: true },
    { case: 'a flag', text: '🇯🇵', weight: 2, valid: true },
    { case: 'half a flag twice over', text: '🇯🇯', weight: 4, valid: true },
    { case: 'a rare ideograph', text: '𠮷', weight: 2, valid: true },
    { case: 'half a surrogate pair', text: '\uD83D', weight: 2, valid: true },
    { case: 'a family', text: 'H🐱☺👨‍👩‍👧‍👦', weight: 7, valid: true },
    { case: 'skin tones and professions', text: '🙋🏽👨‍🎤', weight: 4, valid: true },
    { case: 'five emoji', text: '😷👾😡🔥💩', weight: 10, valid: true },
    { case: 'an emoji newer than twitter-text', text: '🧑🏽‍🚀', weight: 2, valid: true },
    { case: 'emoji joined in a way nobody knows', text: '🐱\u200D🔥', weight: 5, valid: true },
    { case: 'a zero-width space', text: '\u200B', weight: 1, valid: true },
    { case: 'U+FFFE', text: 'a\uFFFEb', weight: 4, valid: false },
    { case: 'U+FEFF', text: 'a\uFEFFb', weight: 4, valid: false },
    { case: 'U+FFFF', text: 'a\uFFFFb', weight: 4, valid: false },
  ])('of $case is $weight', ({ text, weight, valid }) => {
    expect(weighText(text)).toMatchObject({ weightedLength: weight, valid, isExact: true });
  });

  it('agrees with twitter-text on mixed texts', () => {
    fc.assert(
      fc.property(postText(), (text) => {
        fc.pre(isConsistent(text));
        const { weightedLength, valid } = twitterText.parseTweet(text);
        expect(weighText(text)).toMatchObject({ weightedLength, valid });
      }),
      { numRuns: 1500 },
    );
  });

  it('agrees with twitter-text on any string of its alphabet', () => {
    const characters = fc.constantFrom(
      ...Array.from('aZ0é\u0301あК.-_/:?()@#$%&=+,!"\'‐“ \n\t'),
      'com',
      'http://',
      '.co',
      '한',
      '\u202E',
    );
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        fc.pre(isConsistent(text));
        expect(weighText(text).weightedLength).toBe(twitterText.parseTweet(text).weightedLength);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a text that is far too long', () => {
  it.each([
    { case: 'letters', text: 'x'.repeat(400_000) },
    { case: 'combining marks', text: `e${'\u0301\u0323'.repeat(200_000)}` },
    { case: 'dots', text: 'a.'.repeat(200_000) },
    { case: 'halves of flags', text: '🇯'.repeat(200_000) },
  ])('is refused without being weighed: $case', ({ text }) => {
    expect(weighText(text)).toEqual({
      weightedLength: 281,
      isExact: false,
      valid: false,
      hasInvalidCharacters: false,
    });
  });

  it.each([
    { case: 'combining marks', text: (units: number) => `e${'\u0301\u0323'.repeat(units / 2)}` },
    { case: 'labels without end', text: (units: number) => 'a.'.repeat(units / 2) },
    { case: 'kana labels', text: (units: number) => 'あ.'.repeat(units / 2) },
    { case: 'bare domains', text: (units: number) => 'a.com_.'.repeat(units / 7) },
    { case: 'open brackets', text: (units: number) => `a.com/${'('.repeat(units)}` },
    { case: 'queries that end nowhere', text: (units: number) => `a.com?${'!'.repeat(units)}` },
    { case: 'halves of flags', text: (units: number) => '🇯'.repeat(units / 2) },
    { case: 'joiners', text: (units: number) => '👩\u200D'.repeat(units / 3) },
  ])('takes no more than proportional time where it is weighed: $case', ({ text }) => {
    const before = process.threadCpuUsage();
    weighText(text(200_000), 10_000_000);
    const { user, system } = process.threadCpuUsage(before);
    // This thread's own processor time, a fifth of a second at most; quadratic work would take many seconds.
    expect((user + system) / 1000).toBeLessThan(1500);
  });

  it('still counts as exact when it is Latin', () => {
    expect(weighText('x'.repeat(12_000))).toMatchObject({ weightedLength: 12_000, isExact: true });
  });

  it('lets twelve links of the greatest length pass', () => {
    const link = `https://example.com/${'x'.repeat(4068)}`;
    expect(weighText(Array.from({ length: 11 }, () => link).join(' '))).toMatchObject({
      weightedLength: 263,
      valid: true,
    });
  });
});

/**
 * Whether twitter-text finds links where it says they are. It does not where one ASCII domain stands twice inside a
 * longer one, or where a path follows a domain that is ASCII in the middle only, as in `a.com."x".com/path`.
 */
function isConsistent(text: string): boolean {
  const composed = text.normalize('NFC');
  const links = twitterText.extractUrlsWithIndices(composed, { extractUrlsWithoutProtocol: true });
  return links.every(({ url, indices }) => composed.slice(...indices) === url);
}
