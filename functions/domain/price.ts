import { findLinks } from './find-links.ts';
import type { Post } from './post.ts';

/**
 * What X charges self-serve users, in millionths of a US dollar (X's price page, as changed on 20 April 2026 and still
 * so in August 2026).
 */
export const pricesMicroUsd = {
  post: 15_000,
  /** A post whose text contains a link, bare domains included. */
  postWithLink: 200_000,
  /** A reply to someone who mentioned or quoted the account; others are refused. */
  summonedReply: 10_000,
  /** One call for alt text or the sensitivity warning of one medium. */
  mediaMetadata: 5_000,
  /** One own post read, as reconciling does. */
  ownedRead: 1_000,
  userRead: 10_000,
  delete: 10_000,
} as const;

export interface PriceLine {
  readonly what: string;
  readonly microUsd: number;
}

export interface PostPrice {
  readonly totalMicroUsd: number;
  readonly lines: readonly PriceLine[];
}

export interface PriceRules {
  /** The post replies to the account's own post before it: nobody summoned it. @default false */
  readonly continuesThread?: boolean;
}

/** What posting this costs on X, line by line with the reason; what reconciling might read later is not in it. */
export function pricePost(post: Post, rules: PriceRules = {}): PostPrice {
  const described = post.media.filter(({ altText = '' }) => altText !== '' || post.sensitive === true);
  const lines = [priceText(post, rules), ...described.map(priceMetadata)];
  return { totalMicroUsd: lines.reduce((sum, { microUsd }) => sum + microUsd, 0), lines };
}

function priceText(post: Post, { continuesThread = false }: PriceRules): PriceLine {
  const links = [...findLinks(post.text.normalize('NFC'))];
  if (links.length > 0) {
    const isBare = links.every((link) => link.isBare);
    const what = isBare ? 'a post with a link: X makes one of a bare domain' : 'a post with a link';
    return { what, microUsd: pricesMicroUsd.postWithLink };
  }
  if (post.replyTo !== undefined && !continuesThread)
    return { what: 'a reply', microUsd: pricesMicroUsd.summonedReply };
  return { what: 'a post', microUsd: pricesMicroUsd.post };
}

function priceMetadata(): PriceLine {
  return { what: 'alt text or sensitivity warning of one medium', microUsd: pricesMicroUsd.mediaMetadata };
}
