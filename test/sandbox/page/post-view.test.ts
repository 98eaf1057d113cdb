import { describe, expect, it } from 'vitest';

import { readPost } from '../../../sandbox/page/post-view.ts';
import { splitText } from '../../../sandbox/page/split-text.ts';

const tweet = {
  id_str: '1149914662164684800',
  created_at: 'Sat Jul 13 05:33:14 +0000 2019',
  text: '🌅 more at https://t.co/kIbedWfwG2 &lt;3 #loft https://t.co/aaaaaaaaaa',
  source: '<a href="https://example.com" rel="nofollow">Some app</a>',
  user: { name: 'Pigeon', screen_name: 'pigeonpost' },
  entities: {
    urls: [
      {
        url: 'https://t.co/kIbedWfwG2',
        expanded_url: 'https://example.com/a',
        display_url: 'example.com/a',
        indices: [10, 33],
      },
    ],
    hashtags: [{ text: 'loft', indices: [40, 45] }],
  },
  extended_entities: {
    media: [{ id_str: '7', type: 'photo', ext_alt_text: null, indices: [46, 69], sizes: { large: { w: 4, h: 3 } } }],
  },
};

describe('readPost', () => {
  it('shows links as X shows them, and not the one to its own pictures', () => {
    expect(readPost(tweet)?.parts).toEqual([
      { kind: 'text', text: '🌅 more at ' },
      { kind: 'link', text: 'example.com/a', address: 'https://example.com/a' },
      { kind: 'text', text: ' <3 ' },
      { kind: 'tag', text: '#loft' },
    ]);
  });

  it('reads who, when, with which app, and what is shown', () => {
    expect(readPost(tweet)).toMatchObject({
      id: '1149914662164684800',
      screenName: 'pigeonpost',
      createdAtEpochMs: Date.UTC(2019, 6, 13, 5, 33, 14),
      appName: 'Some app',
      isSensitive: false,
      media: [{ id: '7', type: 'photo', altText: undefined, widthPx: 4, heightPx: 3 }],
    });
  });

  it.each([
    { case: 'nothing', value: undefined },
    { case: 'an id that is no number', value: { ...tweet, id_str: '"><script>' } },
    { case: 'no author', value: { ...tweet, user: {} } },
  ])('is undefined for $case', ({ value }) => {
    expect(readPost(value)).toBeUndefined();
  });
});

describe('splitText', () => {
  const link = (start: number, end: number) => ({
    indices: [start, end] as const,
    part: { kind: 'link' as const, text: 'L', address: 'https://example.com' },
  });

  it.each([
    { case: 'overlaps another', places: [link(0, 3), link(2, 4)] },
    { case: 'ends before it begins', places: [link(0, 3), link(5, 4)] },
    { case: 'ends beyond the text', places: [link(0, 3), link(4, 99)] },
  ])('passes over a place that $case', ({ places }) => {
    expect(splitText('abcdef', places)).toEqual([
      { kind: 'link', text: 'L', address: 'https://example.com' },
      { kind: 'text', text: 'def' },
    ]);
  });
});
