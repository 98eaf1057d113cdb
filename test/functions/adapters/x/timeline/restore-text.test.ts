import { describe, expect, it } from 'vitest';

import {
  isOwnMediaLink,
  restoreText,
  type RewrittenLink,
} from '../../../../../functions/adapters/x/timeline/restore-text.ts';
import { snowflakeBefore, timeOfSnowflake } from '../../../../../functions/adapters/x/timeline/snowflake.ts';

const link = (slug: string, expanded: string, isOwnMedia = false): RewrittenLink => ({
  tco: `https://t.co/${slug}`,
  expanded,
  isOwnMedia,
});
const picture = link('kIbedWfwG2', 'https://x.com/a/status/1/photo/1', true);

describe('restoreText', () => {
  it.each<{ case: string; text: string; links?: RewrittenLink[]; hasMedia?: boolean; restored: string }>([
    { case: 'a plain text', text: 'Hello', restored: 'Hello' },
    { case: 'HTML escapes', text: 'a &lt;b&gt; &amp; c', restored: 'a <b> & c' },
    { case: 'an escape that was written by hand', text: '&amp;amp; &amp;lt;', restored: '&amp; &lt;' },
    {
      case: 'a link',
      text: 'see https://t.co/abc now',
      links: [link('abc', 'https://example.com/?a=1&b=2')],
      restored: 'see https://example.com/?a=1&b=2 now',
    },
    {
      case: 'a link whose address holds $& and the like',
      text: 'see https://t.co/abc',
      links: [link('abc', "https://example.com/$&$'")],
      restored: "see https://example.com/$&$'",
    },
    {
      case: 'the link to its own picture',
      text: 'Look https://t.co/kIbedWfwG2',
      links: [picture],
      hasMedia: true,
      restored: 'Look',
    },
    {
      case: 'nothing but the link to its own picture',
      text: 'https://t.co/kIbedWfwG2',
      links: [picture],
      hasMedia: true,
      restored: '',
    },
    {
      case: 'a link of the text in front of the one to its picture',
      text: 'see https://t.co/abc https://t.co/kIbedWfwG2',
      links: [link('abc', 'https://example.com/'), picture],
      hasMedia: true,
      restored: 'see https://example.com/',
    },
    {
      case: "the picture's link where the answer does not list it",
      text: 'see https://t.co/abc https://t.co/kIbedWfwG2',
      links: [link('abc', 'https://example.com/')],
      hasMedia: true,
      restored: 'see https://example.com/',
    },
    {
      case: 'a link at the end of a text with a picture whose link is left out altogether',
      text: 'see https://t.co/abc',
      links: [link('abc', 'https://example.com/')],
      hasMedia: true,
      restored: 'see https://example.com/',
    },
    { case: 'an unlisted link without media', text: 'see https://t.co/abc', restored: 'see https://t.co/abc' },
  ])('restores $case', ({ text, links = [], hasMedia = false, restored }) => {
    expect(restoreText(text, links, hasMedia)).toBe(restored);
  });
});

describe('isOwnMediaLink', () => {
  it.each([
    { url: 'https://twitter.com/a/status/1/photo/1', is: true },
    { url: 'https://x.com/a/status/1/video/1', is: true },
    { url: 'https://x.com/a/status/1', is: false },
    { url: 'https://example.com/a/status/1/photo/1', is: false },
  ])('answers $is for $url', ({ url, is }) => {
    expect(isOwnMediaLink(url)).toBe(is);
  });
});

describe('snowflakes', () => {
  it('tell the time of a post that X documented', () => {
    expect(timeOfSnowflake('1149914662164684800')).toBe(Date.UTC(2019, 6, 13, 5, 33, 14, 498));
  });

  it('made for a moment come before every post of that moment, and after those before it', () => {
    const moment = Date.UTC(2019, 6, 13, 5, 33, 14, 498);
    expect(BigInt(snowflakeBefore(moment))).toBeLessThan(1149914662164684800n);
    expect(timeOfSnowflake(snowflakeBefore(moment))).toBe(moment - 1);
  });

  it('made for a time before X had them are zero', () => {
    expect(snowflakeBefore(0)).toBe('0');
  });
});
