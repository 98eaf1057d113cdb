import { missing } from '../errors/v2-missing.ts';
import { invalidRequest } from '../errors/v2-problem.ts';
import type { Endpoint, Reply, SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { charge, requireCredits } from '../limits/charge.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { readTimeline } from '../tweet/read-timeline.ts';
import { type V2Wish, readWish, renderIncludes } from '../tweet/render-v2-includes.ts';
import { renderV2Tweet } from '../tweet/render-v2-tweet.ts';
import { userEndpoint } from './user-endpoint.ts';

const DEFAULT_RESULTS = 10;
const MIN_RESULTS = 5;
const MAX_RESULTS = 100;

/** GET /2/users/:id/tweets: an account's posts, newest first, page by page. */
export const v2UsersTweets: Endpoint = userEndpoint({
  method: 'GET',
  path: '/2/users/:id/tweets',
  name: 'v2.users.tweets',
  handle(request, world, caller) {
    const id = request.route['id'] ?? '';
    const wish = readWish(request);
    const count = readCount(request);
    const author = world.accountBook.byId(id);
    if (author === undefined || (author.protected && author.userId !== caller.userId)) return missing('user', id);
    requireCredits(world, 'owned-read');
    const tweets = readTimeline(id, { ...readPage(request), count: count + 1 }, world);
    // Each post that is read is paid for; X does not send half a page for lack of money.
    for (const _tweet of tweets.slice(0, count)) charge(world, 'owned-read');
    return page(tweets, count, world, wish);
  },
});

/** The token of a page is the id of its first post. */
function page(tweets: readonly Tweet[], count: number, world: World, wish: V2Wish): Reply {
  const shown = tweets.slice(0, count);
  const next = tweets[count]?.id;
  const [newest, oldest] = [shown[0]?.id, shown.at(-1)?.id];
  if (newest === undefined || oldest === undefined) return { status: 200, body: { meta: { result_count: 0 } } };
  const includes = renderIncludes(shown, world, wish);
  return {
    status: 200,
    body: {
      data: shown.map((tweet) => renderV2Tweet(tweet, world, wish.tweet)),
      ...(includes === undefined ? {} : { includes }),
      meta: {
        result_count: shown.length,
        newest_id: newest,
        oldest_id: oldest,
        ...(next === undefined ? {} : { next_token: BigInt(next).toString(36) }),
      },
    },
  };
}

function readPage(request: SandboxRequest) {
  const token = request.param('pagination_token');
  const until = readId(request, 'until_id');
  return {
    sinceId: readId(request, 'since_id'),
    maxId: token === undefined ? until && String(BigInt(until) - 1n) : fromToken(token),
    withoutReplies: (request.param('exclude') ?? '').split(',').includes('replies'),
    startEpochMs: readTime(request, 'start_time'),
    endEpochMs: readTime(request, 'end_time'),
  };
}

function readCount(request: SandboxRequest): number {
  const value = request.param('max_results');
  if (value === undefined || value === '') return DEFAULT_RESULTS;
  const count = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (count >= MIN_RESULTS && count <= MAX_RESULTS) return count;
  throw refuse('max_results', value, `is not between ${MIN_RESULTS} and ${MAX_RESULTS}`);
}

function readId(request: SandboxRequest, name: string): string | undefined {
  const value = request.param(name);
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,19}$/.test(value)) return value;
  throw refuse(name, value, 'is not a valid id');
}

function readTime(request: SandboxRequest, name: string): number | undefined {
  const value = request.param(name);
  if (value === undefined || value === '') return undefined;
  const epochMs = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(epochMs)) return epochMs;
  throw refuse(name, value, 'is not a valid time');
}

function fromToken(token: string): string {
  if (!/^[0-9a-z]{1,13}$/.test(token)) throw refuse('pagination_token', token, 'is not valid');
  let id = 0n;
  for (const digit of token) id = id * 36n + BigInt(Number.parseInt(digit, 36));
  return String(id);
}

function refuse(name: string, value: string, why: string): Refusal {
  return new Refusal(invalidRequest(`The \`${name}\` query parameter value [${value}] ${why}`, { [name]: [value] }));
}
