import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint, SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { readShape } from '../tweet/read-shape.ts';
import { readTimeline } from '../tweet/read-timeline.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { userEndpoint } from './user-endpoint.ts';

const DEFAULT_COUNT = 20;
const MAX_COUNT = 200;

/** GET statuses/user_timeline: an account's Tweets, newest first; the caller's own when none is named. */
export const v1StatusesUserTimeline: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/statuses/user_timeline.json',
  name: 'v1.statuses.user_timeline',
  handle(request, world, caller) {
    const author = findAuthor(request, world, caller);
    if (author === undefined) return v1Error(404, 34, 'Sorry, that page does not exist.');
    if (author.protected && author.userId !== caller.userId) {
      return { status: 401, body: { request: request.path, error: 'Not authorized.' } };
    }
    const page = {
      count: readCount(request.param('count')),
      sinceId: readId(request.param('since_id')),
      maxId: readId(request.param('max_id')),
      withoutReplies: request.flag('exclude_replies'),
    };
    const shape = readShape(request, world);
    return {
      status: 200,
      body: readTimeline(author.userId, page, world).map((tweet) => renderTweet(tweet, world, shape)),
    };
  },
});

function findAuthor(request: SandboxRequest, { accountBook }: World, caller: Account): Account | undefined {
  const userId = request.param('user_id') ?? '';
  const screenName = request.param('screen_name') ?? '';
  if (userId !== '') return accountBook.byId(userId);
  return screenName === '' ? caller : accountBook.byName(screenName.replace(/^@/, ''));
}

function readCount(value: string | undefined): number {
  return /^\d{1,6}$/.test(value ?? '') ? Math.min(Number(value), MAX_COUNT) : DEFAULT_COUNT;
}

function readId(value: string | undefined): string | undefined {
  return /^\d{1,19}$/.test(value ?? '') ? value : undefined;
}
