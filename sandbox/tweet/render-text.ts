import type { Tweet } from '../state/tweet.ts';
import { tcoLink } from '../text/slug.ts';
import { shownText } from './shown-text.ts';
import type { TweetShape } from './tweet-shape.ts';

const COMPAT_LENGTH = 140;

/** `text` and `truncated`, or with `tweet_mode=extended` `full_text` and `display_text_range`. */
export function renderText(tweet: Tweet, shape: TweetShape): Readonly<Record<string, unknown>> {
  const { text, displayRange } = shownText(tweet);
  if (shape.extended) return { full_text: text, truncated: false, display_text_range: displayRange };
  if (!shape.truncate || displayRange[1] - displayRange[0] <= COMPAT_LENGTH) return { text, truncated: false };
  return { text: shorten(text, tweet), truncated: true };
}

/** What clients of the 140 character days were sent: the beginning, an ellipsis and a link to the whole Tweet. */
function shorten(text: string, tweet: Tweet): string {
  const link = tcoLink(`whole of ${tweet.id}`);
  const room = COMPAT_LENGTH - link.length - 2;
  return `${Array.from(text).slice(0, room).join('')}… ${link}`;
}
