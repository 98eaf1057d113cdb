import type { Media } from '../state/media-library.ts';
import type { Tweet } from '../state/tweet.ts';
import { tcoLink } from '../text/slug.ts';
import { type WrappedEntity, wrapText } from '../text/wrap-text.ts';

/** The text people see, with everything that is a place in it. All positions are code points, ends exclusive. */
export interface ShownText {
  /** Mentions X put in front, the text with wrapped links, and the media link. */
  readonly text: string;
  readonly entities: readonly WrappedEntity[];
  /** Without the mentions in front and the media link behind. */
  readonly displayRange: readonly [number, number];
  readonly mediaLink: { readonly tco: string; readonly indices: readonly [number, number] } | undefined;
}

/** Finding entities is the costly part of rendering, and a Tweet never changes. The latest ones are kept. */
const shown = new Map<Tweet, ShownText>();
const KEPT = 500;

export function shownText(tweet: Tweet): ShownText {
  const known = shown.get(tweet);
  if (known !== undefined) return known;
  const made = makeShownText(tweet);
  shown.set(tweet, made);
  const [oldest] = shown.size > KEPT ? shown.keys() : [];
  if (oldest !== undefined) shown.delete(oldest);
  return made;
}

function makeShownText(tweet: Tweet): ShownText {
  const { text, length, entities } = wrapText(`${tweet.prefix}${tweet.text}`, tweet.id);
  // Names are ASCII and need no escape, so the prefix keeps its length.
  const displayRange: readonly [number, number] = [tweet.prefix.length, length];
  if (tweet.mediaIds.length === 0) return { text, entities, displayRange, mediaLink: undefined };
  const tco = tcoLink(`media of ${tweet.id}`);
  const start = length === 0 ? 0 : length + 1;
  const whole = length === 0 ? tco : `${text} ${tco}`;
  return { text: whole, entities, displayRange, mediaLink: { tco, indices: [start, start + tco.length] } };
}

/** Address of a Tweet, or of what it shows, without scheme. */
export function permalink(screenName: string, tweetId: string, first?: Media): string {
  const part = first === undefined ? '' : `/${first.kind === 'video' ? 'video' : 'photo'}/1`;
  return `twitter.com/${screenName}/status/${tweetId}${part}`;
}
