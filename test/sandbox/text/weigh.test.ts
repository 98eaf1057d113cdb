import { describe, expect, it } from 'vitest';

import { hasInvalidCharacter, weighText } from '../../../sandbox/text/weigh.ts';

describe('weighText', () => {
  it.each([
    { case: 'nothing', text: '', weight: 0 },
    { case: 'a letter', text: 'a', weight: 1 },
    { case: 'an accent, composed', text: 'caf\u00e9', weight: 4 },
    { case: 'an accent, decomposed', text: 'cafe\u0301', weight: 4 },
    { case: 'a link in a text', text: 'Hi http://test.co', weight: 26 },
    { case: 'a link without a scheme', text: 'example.com', weight: 23 },
    { case: 'a long link', text: `https://example.com/${'x'.repeat(300)}`, weight: 23 },
    { case: 'a local address', text: 'http://localhost:3000', weight: 21 },
    { case: 'an unknown domain', text: 'test.invalidtld', weight: 15 },
    { case: 'kana', text: 'あ'.repeat(140), weight: 280 },
    { case: 'hangul', text: '한글', weight: 4 },
    { case: 'typography', text: '“quoted” — dash…', weight: 17 },
    { case: 'signs', text: '€™©', weight: 5 },
    { case: 'one emoji of several parts', text: '👨‍👩‍👧‍👦', weight: 2 },
    { case: 'emoji and letters', text: 'H🐱☺👨‍👩‍👧‍👦', weight: 7 },
    { case: 'skin tones', text: '🙋🏽👨‍🎤', weight: 4 },
    { case: 'a rare ideograph', text: '𠮷', weight: 2 },
    { case: 'a zero width space', text: '\u200B', weight: 1 },
  ])('counts $weight for $case', ({ text, weight }) => {
    expect(weighText(text, 280)).toBe(weight);
  });

  it.each([
    { case: 'kana', text: 'あ'.repeat(140), weight: 140 },
    { case: 'a link', text: 'Hi http://test.co', weight: 26 },
    { case: 'signs', text: '€™©', weight: 3 },
  ])('counts $weight for $case under the length of 140', ({ text, weight }) => {
    expect(weighText(text, 140)).toBe(weight);
  });

  it('does not take megabytes apart', () => {
    expect(weighText('http://a.co '.repeat(1_000_000), 280)).toBe(12_000_000);
  });
});

describe('hasInvalidCharacter', () => {
  it.each(['\uFFFE', '\uFEFF', '\uFFFF'])('is true for a text with %j', (character) => {
    expect(hasInvalidCharacter(`a${character}b`)).toBe(true);
  });

  it('is false for any other text', () => {
    expect(hasInvalidCharacter('a\u200Bb 🐱')).toBe(false);
  });
});
