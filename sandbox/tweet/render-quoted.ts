import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { tcoLink } from '../text/slug.ts';
import { permalink } from './shown-text.ts';

/** `is_quote_status` and, for a quote, what it quotes; one level deep, as X sends it. */
export function renderQuoted(
  tweet: Tweet,
  world: World,
  render: (quoted: Tweet) => unknown,
): Readonly<Record<string, unknown>> {
  const { quotedId } = tweet;
  if (quotedId === undefined) return { is_quote_status: false };
  const quoted = world.tweets.get(quotedId);
  const ids = { is_quote_status: true, quoted_status_id: BigInt(quotedId), quoted_status_id_str: quotedId };
  const author = quoted === undefined ? undefined : world.accountBook.byId(quoted.userId);
  if (quoted === undefined || author === undefined) return ids;
  const expanded = permalink(author.screenName, quotedId);
  const link = { url: tcoLink(`quote of ${tweet.id}`), expanded: `https://${expanded}`, display: expanded };
  return {
    ...ids,
    quoted_status_permalink: link,
    quoted_status: render({ ...quoted, quotedId: undefined }),
  };
}
