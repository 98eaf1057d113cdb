import { describe, expect, it } from 'vitest';

import { checkForAccount, type PostingAccount } from '../../../functions/domain/check-for-account.ts';
import type { Post } from '../../../functions/domain/post.ts';

const now = Date.UTC(2026, 10, 22);
const words: Post = { account: 'main', text: 'hello', media: [] };

function faultsOf(post: Partial<Post>, account: Partial<PostingAccount>): string[] {
  const { faults } = checkForAccount({ ...words, ...post }, [], { altText: 'off', ...account }, now);
  return faults.map(({ path, code }) => `${path} ${code}`);
}

describe('checkForAccount', () => {
  it.each<{ case: string; post: Partial<Post>; account: Partial<PostingAccount>; faults: string[] }>([
    {
      case: 'coordinates on v2',
      post: { geo: { lat: 48.1, long: 11.6 } },
      account: { driver: 'v2' },
      faults: ['geo.lat UNSUPPORTED_FIELD', 'geo.long UNSUPPORTED_FIELD'],
    },
    {
      case: 'a warning about words alone on v2',
      post: { sensitive: true },
      account: { driver: 'v2' },
      faults: ['sensitive UNSUPPORTED_FIELD'],
    },
    {
      case: 'who may reply on v1.1',
      post: { replySettings: 'following' },
      account: { driver: 'v1' },
      faults: ['replySettings UNSUPPORTED_FIELD'],
    },
    {
      case: 'a link on v2 that is no post of X, once',
      post: { attachmentUrl: 'https://example.org/' },
      account: { driver: 'v2' },
      faults: ['attachmentUrl SCHEMA'],
    },
  ])('refuses $case', ({ post, account, faults }) => {
    expect(faultsOf(post, account)).toEqual(faults);
  });

  it.each<{ case: string; post: Partial<Post>; account: Partial<PostingAccount> }>([
    { case: 'coordinates on v1.1', post: { geo: { lat: 48.1, long: 11.6 } }, account: { driver: 'v1' } },
    { case: 'who may reply on v2', post: { replySettings: 'following' }, account: { driver: 'v2' } },
    { case: 'anything of a driver that is not known yet', post: { sensitive: true }, account: {} },
  ])('takes $case', ({ post, account }) => {
    expect(faultsOf(post, account)).toEqual([]);
  });
});
