import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { displayUrl, expandedUrl } from '../../../sandbox/text/display-url.ts';
import { type TextEntity, mentionedNames } from '../../../sandbox/text/entities.ts';
import { wrapText } from '../../../sandbox/text/wrap-text.ts';

const words = fc.constantFrom(
  '#tag',
  '@name',
  '$AAPL',
  'http://example.com/a?b=1&c=2',
  'example.com',
  '🐱',
  '&',
  '<b>',
  'あ',
  'word',
  '.',
  '#日本語',
);
const texts = fc
  .array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 10 })
  .map((parts) => parts.join(' '));

/** What a text shows where an entity is; signs come in a wide form too. */
function written(entity: TextEntity, tco: string | undefined): readonly (string | undefined)[] {
  if (entity.kind === 'url') return [tco];
  const name = entity.kind === 'mention' ? entity.screenName : entity.text;
  return ['@', '＠', '#', '＃', '$'].map((sign) => `${sign}${name}`);
}

describe('wrapText', () => {
  it('marks every entity by code points, whatever stands before it', () => {
    const property = fc.property(texts, (text) => {
      const wrapped = wrapText(text, '1');
      const points = Array.from(wrapped.text);
      expect(wrapped.length).toBe(points.length);
      for (const { entity, indices, tco } of wrapped.entities) {
        expect(written(entity, tco)).toContain(points.slice(...indices).join(''));
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('leaves no bare &, < or >, and the same text when taken back', () => {
    const property = fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const { text: shown, entities } = wrapText(text, '1');
      fc.pre(!entities.some(({ tco }) => tco !== undefined));
      expect(shown).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      expect(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(text);
    });
    fc.assert(property);
  });

  it('gives each link of each Tweet an address of 23 characters of its own', () => {
    const links = [wrapText('a.com b.com', '1'), wrapText('a.com', '2')].flatMap(({ entities }) =>
      entities.map(({ tco }) => tco),
    );
    expect(new Set(links).size).toBe(3);
    for (const link of links) expect(link).toMatch(/^https:\/\/t\.co\/[A-Za-z0-9]{10}$/);
  });
});

describe('mentionedNames', () => {
  it.each([
    { text: 'hi @Name!', names: ['name'] },
    { text: '@a @B @a', names: ['a', 'b'] },
    { text: 'me@name.com x@name', names: [] },
    { text: '@name/list', names: [] },
    { text: 'http://example.com/@name', names: [] },
  ])('finds $names in $text', ({ text, names }) => {
    expect([...mentionedNames(text)]).toEqual(names);
  });
});

describe('links as people see them', () => {
  it.each([
    { url: 'https://www.example.com/', shown: 'example.com', expanded: 'https://www.example.com/' },
    { url: 'example.com/a', shown: 'example.com/a', expanded: 'http://example.com/a' },
    {
      url: 'http://example.com/a/very/long/path/indeed',
      shown: 'example.com/a/very/long/pa…',
      expanded: 'http://example.com/a/very/long/path/indeed',
    },
  ])('show $url as $shown', ({ url, shown, expanded }) => {
    expect([displayUrl(url), expandedUrl(url)]).toEqual([shown, expanded]);
  });
});
