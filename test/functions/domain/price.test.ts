import { describe, expect, it } from 'vitest';

import type { Post, PostMedia } from '../../../functions/domain/post.ts';
import { pricePost } from '../../../functions/domain/price.ts';

const medium = (altText?: string): PostMedia => ({
  from: 'stored',
  ref: { area: 'drop', key: 'main/a.jpg' },
  ...(altText !== undefined && { altText }),
});
const post = (fields: Partial<Post>): Post => ({ account: 'main', text: 'Hello', media: [], ...fields });

describe('the price of a post in millionths of a dollar', () => {
  it.each([
    { case: 'text alone', fields: {}, lines: [['a post', 15_000]] },
    { case: 'a picture without description', fields: { media: [medium()] }, lines: [['a post', 15_000]] },
    { case: 'an empty description', fields: { media: [medium('')] }, lines: [['a post', 15_000]] },
    { case: 'a link', fields: { text: 'see https://example.com' }, lines: [['a post with a link', 200_000]] },
    { case: 'two links, as one', fields: { text: 'https://a.com b.com' }, lines: [['a post with a link', 200_000]] },
    {
      case: 'a bare domain',
      fields: { text: 'see example.com' },
      lines: [['a post with a link: X makes one of a bare domain', 200_000]],
    },
    { case: 'a mail address, which is no link', fields: { text: 'me@example.com' }, lines: [['a post', 15_000]] },
    { case: 'a reply', fields: { replyTo: '1' }, lines: [['a reply', 10_000]] },
    { case: 'a reply with a link', fields: { replyTo: '1', text: 'a.com' }, lines: [[expect.any(String), 200_000]] },
    {
      case: 'two described pictures of three',
      fields: { media: [medium('a'), medium(), medium('b')] },
      lines: [
        ['a post', 15_000],
        [expect.stringMatching(/alt text/), 5000],
        [expect.stringMatching(/alt text/), 5000],
      ],
    },
    {
      case: 'a picture that is sensitive',
      fields: { media: [medium()], sensitive: true },
      lines: [
        ['a post', 15_000],
        [expect.stringMatching(/sensitivity/), 5000],
      ],
    },
  ])('lists $case', ({ fields, lines }) => {
    const price = pricePost(post(fields));
    expect(price.lines.map(({ what, microUsd }) => [what, microUsd])).toEqual(lines);
    expect(price.totalMicroUsd).toBe(lines.reduce((sum, line) => sum + Number(line[1]), 0));
  });

  it('is that of a post where a thread goes on by itself', () => {
    expect(pricePost(post({ replyTo: '1' }), { continuesThread: true }).totalMicroUsd).toBe(15_000);
  });
});
