import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { renderV2Entities } from './render-v2-entities.ts';
import { shownText } from './shown-text.ts';

/** A v2 post with the fields asked for; `id`, `text` and the edit history always. */
export function renderV2Tweet(
  tweet: Tweet,
  world: World,
  fields: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const { text } = shownText(tweet);
  const modern = world.settings.era === 'modern';
  const history = { [modern ? 'edit_history_post_ids' : 'edit_history_tweet_ids']: [tweet.id] };
  const all: Record<string, unknown> = {
    ...stable(tweet),
    attachments: attachments(tweet, world),
    entities: fields.has('entities') ? renderV2Entities(tweet, world) : undefined,
    conversation_id: conversationId(tweet, world),
    possibly_sensitive: tweet.sensitive || tweet.mediaIds.some((id) => world.media.find(id)?.sensitive === true),
    source: world.accountBook.appName(tweet.consumerKey),
  };
  const asked = Object.entries(all).filter(([name, value]) => fields.has(name) && value !== undefined);
  return { id: tweet.id, text, ...history, ...Object.fromEntries(asked) };
}

function stable(tweet: Tweet): Record<string, unknown> {
  const replied = tweet.replyTo === undefined ? [] : [{ type: 'replied_to', id: tweet.replyTo.statusId }];
  const quoted = tweet.quotedId === undefined ? [] : [{ type: 'quoted', id: tweet.quotedId }];
  const referenced = [...replied, ...quoted];
  return {
    author_id: tweet.userId,
    created_at: new Date(tweet.createdAtEpochMs).toISOString(),
    display_text_range: shownText(tweet).displayRange,
    edit_controls: {
      edits_remaining: 0,
      is_edit_eligible: false,
      editable_until: new Date(tweet.createdAtEpochMs).toISOString(),
    },
    geo: tweet.placeId === undefined ? undefined : { place_id: tweet.placeId },
    in_reply_to_user_id: tweet.replyTo?.userId,
    lang: guessLanguage(tweet.text),
    public_metrics: {
      retweet_count: 0,
      reply_count: 0,
      like_count: 0,
      quote_count: 0,
      bookmark_count: 0,
      impression_count: 0,
    },
    referenced_tweets: referenced.length === 0 ? undefined : referenced,
    reply_settings: tweet.extras?.replySettings ?? 'everyone',
    made_with_ai: tweet.extras?.madeWithAi,
    paid_partnership: tweet.extras?.paidPartnership,
  };
}

function attachments(tweet: Tweet, world: World): Record<string, unknown> | undefined {
  const keys = tweet.mediaIds.flatMap((id) => world.media.find(id)?.mediaKey ?? []);
  const poll = tweet.extras?.poll === undefined ? {} : { poll_ids: [pollId(tweet)] };
  const all = { ...(keys.length === 0 ? {} : { media_keys: keys }), ...poll };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** A poll is made with its post and never again, so its id follows from the post's. */
export function pollId(tweet: Tweet): string {
  return String(BigInt(tweet.id) - 1n);
}

function conversationId(tweet: Tweet, world: World): string {
  let first: Tweet = tweet;
  while (first.replyTo !== undefined) {
    const parent = world.tweets.get(first.replyTo.statusId);
    if (parent === undefined) return first.replyTo.statusId;
    first = parent;
  }
  return first.id;
}
