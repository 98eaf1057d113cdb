import { describe, expect, it } from 'vitest';

import { findLinks } from '../../../functions/domain/find-links.ts';

const shown = (text: string): readonly string[] =>
  Array.from(findLinks(text), ({ start, end, isBare }) => `${isBare ? 'bare ' : ''}${text.slice(start, end)}`);

describe('the links of a text', () => {
  it.each([
    { case: 'none', text: 'no link here', links: [] },
    { case: 'with https', text: 'see https://example.com/a?b=c.', links: ['https://example.com/a?b=c'] },
    { case: 'with capitals', text: 'HTTPS://EXAMPLE.COM', links: ['HTTPS://EXAMPLE.COM'] },
    { case: 'with a port', text: 'http://example.com:8080/x', links: ['http://example.com:8080/x'] },
    { case: 'bare', text: 'see example.com now', links: ['bare example.com'] },
    { case: 'bare, ending in a full stop', text: 'see example.com.', links: ['bare example.com'] },
    { case: 'bare, with a path', text: 'see example.com/a.html, please', links: ['bare example.com/a.html'] },
    { case: 'bare, inside Japanese', text: 'これはexample.comです', links: ['bare example.com'] },
    { case: 'bare, of a host with an accent', text: 'münchen.de', links: ['bare münchen.de'] },
    { case: 'bare, under an ending of 2024', text: 'buy.kids', links: ['bare buy.kids'] },
    { case: 'bare, two joined by Japanese', text: 'a.comあb.com', links: ['bare a.com', 'bare b.com'] },
    { case: 'two of both kinds', text: 'a.com https://b.com', links: ['bare a.com', 'https://b.com'] },
    { case: 'a file name that is no domain', text: 'photo.jpeg and notes.txt', links: [] },
    { case: 'a file name that is one', text: 'setup.sh', links: ['bare setup.sh'] },
    { case: 'an e-mail address', text: 'me@example.com', links: [] },
    { case: 'a host that ends in nothing known', text: 'http://localhost/ http://server.internal', links: [] },
    { case: 'a host in Cyrillic', text: 'http://пример.рф пример.рф', links: ['http://пример.рф'] },
    { case: 'brackets around it', text: '(http://example.com/a)', links: ['http://example.com/a'] },
    { case: 'brackets inside it', text: 'http://example.com/a_(b)', links: ['http://example.com/a_(b)'] },
    { case: 'a t.co link with more behind it', text: 'https://t.co/abc/def', links: ['https://t.co/abc'] },
    { case: 'a t.co link with too long a slug', text: `https://t.co/${'a'.repeat(41)}`, links: [] },
    { case: 'a link of 4089 characters', text: `https://e.com/${'x'.repeat(4075)}`, links: [] },
    { case: 'a bare link of 4089 characters', text: `e.com/${'x'.repeat(4083)}`, links: [] },
    { case: 'brackets inside it, empty', text: 'http://example.com/a(b())', links: ['http://example.com/a'] },
    { case: 'a plus, a minus or an at sign behind the ending', text: 'a.com+b a.com-b a.com@b', links: [] },
    {
      case: 'a label of 63 characters once encoded between its full stops',
      text: 'http://あい日本語タグ中文한국。ΕλλάδαприΕλ.com',
      links: ['http://あい日本語タグ中文한국。ΕλλάδαприΕλ.com'],
    },
    {
      case: 'the same label with a letter for the full stop',
      text: 'http://あい日本語タグ中文한국中ΕλλάδαприΕλ.com',
      links: [],
    },
    { case: 'a label of 64 characters', text: `https://${'a'.repeat(64)}.com`, links: [] },
    {
      case: 'a label of 63 characters once encoded',
      text: `http://${'ü'.repeat(50)}.com`,
      links: [`http://${'ü'.repeat(50)}.com`],
    },
    { case: 'a label too long once encoded', text: `http://${'あいうえお'.repeat(11)}.com`, links: [] },
  ])('are told: $case', ({ text, links }) => {
    expect(shown(text)).toEqual(links);
  });
});
