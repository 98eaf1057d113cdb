import * as fc from 'fast-check';

/** Emoji that twitter-text 3.1.0 knows: it counts newer ones by their parts. */
const emoji = [
  '😀',
  '❤️',
  '❤',
  '👍🏽',
  '👨‍👩‍👧‍👦',
  '👩🏿‍🚀',
  '🇯🇵',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '1️⃣',
  '#\u20E3',
  '☺',
  '⌚',
  '⌚\uFE0F',
  '🏳️‍🌈',
  '©️',
  '©',
  '👁\u200D🗨',
];
const words = ['word', 'naïve', 'cafe\u0301', 'Straße', 'Ångström', 'Ελλάδα', 'привет', 'x', 'I', '42', 'co', 'don’t'];
const cjk = ['これは', '日本語。', '한국어', '한'.normalize('NFD'), '中文', '𠮷', 'ﾊﾝｶｸ', 'ไทย', 'नमस्ते'];
const punctuation = [
  '.',
  ',',
  '!',
  '?',
  '…',
  '—',
  ':',
  ';',
  '"',
  "'",
  '(',
  ')',
  '-',
  '_',
  '/',
  '//',
  '://',
  '&',
  '=',
  '%',
  '~',
  '“',
  '”',
  '|',
  '*',
  '\\',
  '`',
  '[',
  ']',
  '{',
  '}',
  '^',
  '<',
  '>',
  '+',
  '‐',
];
const space = [' ', '  ', '\n', '\t', '\u00A0', '\u3000', '\u200B', '\u200D', '\u202E', '\u2066'];
const marks = ['\u0301', '\u0323', '\u20DD', '\u0E31', '\uFE0F', '\u094D'];
const mentions = ['@name', '@a_b', '＠name', '@name/list', '#tag', '＃タグ', '$TWTR', '@'];
const protocols = ['http://', 'https://', 'HTTPS://', 'ftp://', 'xhttp://', ''];
const names = [
  'example',
  'a',
  'a-b',
  'a_b',
  '-a',
  'a-',
  'EXAMPLE',
  'münchen',
  'これは',
  '😀',
  'xn--bcher-kva',
  'b'.repeat(64),
  'あ'.repeat(30),
  '"x"',
  't',
];
const endings = [
  'com',
  'co.uk',
  'COM',
  'org',
  'みんな',
  'рф',
  'xn--p1ai',
  'invalidtld',
  'co',
  'jp',
  'ελ',
  'museum',
  'foo.bar',
  'भारतम्',
  'c',
];
const ports = ['', '', ':80', ':', ':x'];
const paths = [
  '',
  '',
  '/',
  '/path',
  '/a/b.html',
  '/a(b)',
  '/a(b(c)d)',
  '/(',
  '/ünïcode',
  '/путь',
  '/a.',
  '/a,b;c',
  '/@user/',
  '/a_(b)_c',
  '/~x',
  '/a|b',
  '/%20',
  '/é\u0301',
  '/日本',
  '/+/',
  '/a)',
];
const queries = ['', '', '?q=1', '?', '?a=b&c=d!', '?x=(y)', '#fragment', '#', '?!'];
const tCo = [
  'https://t.co/abc123',
  'https://t.co/abc123/def',
  'http://t.co/abc?x=1!',
  `https://t.co/${'a'.repeat(41)}`,
  'https://t.co/',
  't.co/abc/d',
];

const url = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...protocols),
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...endings),
      fc.constantFrom(...ports),
      fc.constantFrom(...paths),
      fc.constantFrom(...queries),
    )
    .map(
      ([protocol, labels, ending, port, path, query]) =>
        `${protocol}${labels.join('.')}.${ending}${port}${path}${query}`,
    );

/** Posts of words, links of all kinds, mentions, emoji, many scripts, marks and punctuation, with and without blanks between. */
export function postText(): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words) },
    { weight: 4, arbitrary: fc.constantFrom(...space) },
    { weight: 5, arbitrary: url() },
    { weight: 2, arbitrary: fc.constantFrom(...emoji) },
    { weight: 2, arbitrary: fc.constantFrom(...cjk) },
    { weight: 3, arbitrary: fc.constantFrom(...punctuation) },
    { weight: 1, arbitrary: fc.constantFrom(...marks) },
    { weight: 1, arbitrary: fc.constantFrom(...mentions) },
    { weight: 1, arbitrary: fc.constantFrom(...tCo) },
    { weight: 1, arbitrary: fc.constantFrom('\uFFFE', '\uFEFF', '\uFFFF') },
  );
  return fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
}
