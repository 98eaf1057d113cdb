import { v2DraftRefusal } from '../errors/v2-draft-refusal.ts';
import { invalidRequest, plainProblem } from '../errors/v2-problem.ts';
import type { Endpoint, Reply } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { charge, requireCredits } from '../limits/charge.ts';
import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { type Draft, EMPTY_DRAFT } from '../tweet/draft.ts';
import { isVisible } from '../tweet/is-visible.ts';
import { judgeDraft } from '../tweet/judge-draft.ts';
import { judgeMediaIds } from '../tweet/judge-media-ids.ts';
import { priceOf, requireModernRules } from '../tweet/modern-rules.ts';
import { findPlace } from '../tweet/places.ts';
import { postDraft } from '../tweet/post-draft.ts';
import { readV2Post } from '../tweet/read-v2-post.ts';
import { shownText } from '../tweet/shown-text.ts';
import type { V2Post } from '../tweet/v2-post-schema.ts';
import { userEndpoint } from './user-endpoint.ts';

const NAME = 'v2.tweets.create';

/** POST /2/tweets. */
export const v2TweetsCreate: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/tweets',
  name: NAME,
  handle(request, world, caller) {
    const post = readV2Post(request);
    const first = judgeDraft(draftOf(post), caller, world);
    if (first === 'too-long') return v2DraftRefusal(first);
    const target = findTarget(post, caller, world);
    requireModernRules(post, target, caller, world);
    const price = priceOf(post, target, caller);
    requireCredits(world, price);
    requireMedia(post, caller, world);
    if (first !== undefined) return v2DraftRefusal(first);
    const tweet = postDraft({ ...draftOf(post), replyTo: replyTo(target, world) }, caller, world);
    charge(world, price);
    return created(tweet, world);
  },
});

/** @throws Refusal when the post to answer is gone. */
function findTarget(post: V2Post, caller: Account, world: World): Tweet | undefined {
  if (post.reply === undefined) return undefined;
  const target = world.tweets.get(post.reply.in_reply_to_tweet_id);
  if (target !== undefined && isVisible(target, caller, world)) return target;
  const detail = 'You attempted to reply to a Tweet that is deleted or not visible to you.';
  throw new Refusal(plainProblem(403, 'Forbidden', detail));
}

/** @throws Refusal, whatever is wrong with the ids: v2 does not tell. */
function requireMedia(post: V2Post, caller: Account, world: World): void {
  const ids = post.media?.media_ids ?? [];
  const fault = judgeMediaIds(ids, caller, world);
  if (fault !== undefined) {
    throw new Refusal(invalidRequest('Your media IDs are invalid.', { 'media.media_ids': ids }), `media: ${fault}`);
  }
}

function replyTo(target: Tweet | undefined, world: World): Tweet['replyTo'] {
  const author = target === undefined ? undefined : world.accountBook.byId(target.userId);
  if (target === undefined || author === undefined) return undefined;
  return { statusId: target.id, userId: author.userId, screenName: author.screenName };
}

function draftOf(post: V2Post): Draft {
  const poll = post.poll && { options: post.poll.options, durationMinutes: post.poll.duration_minutes };
  return {
    ...EMPTY_DRAFT,
    via: NAME,
    text: post.text,
    mediaIds: post.media?.media_ids ?? [],
    quotedId: post.quote_tweet_id,
    placeId: findPlace(post.geo?.place_id ?? '')?.id,
    extras: {
      ...(poll === undefined ? {} : { poll }),
      ...(post.reply_settings === undefined ? {} : { replySettings: post.reply_settings }),
      ...(post.made_with_ai === undefined ? {} : { madeWithAi: post.made_with_ai }),
      ...(post.paid_partnership === undefined ? {} : { paidPartnership: post.paid_partnership }),
    },
  };
}

function created(tweet: Tweet, { settings }: World): Reply {
  const modern = settings.era === 'modern';
  return {
    status: 201,
    headers: { location: `https://api.${modern ? 'x' : 'twitter'}.com/2/tweets/${tweet.id}` },
    body: {
      data: {
        id: tweet.id,
        text: shownText(tweet).text,
        [modern ? 'edit_history_post_ids' : 'edit_history_tweet_ids']: [tweet.id],
      },
    },
  };
}
