import { describe, expect, it } from 'vitest';

import { errorOfAnswer, outcomeOf } from '../../../../../functions/adapters/x/answers/error-of-answer.ts';
import type { Step } from '../../../../../functions/adapters/x/answers/outcome.ts';
import { outcomes } from '../../../../../functions/adapters/x/answers/outcomes.ts';
import { parseAnswer } from '../../../../../functions/adapters/x/answers/parse-answer.ts';
import { AccountHeldError, RateLimitedError } from '../../../../../functions/domain/errors.ts';

const nowEpochMs = Date.UTC(2026, 9, 1, 12);

function errorOf(status: number, body: unknown, step: Step = 'create', headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = parseAnswer({ status, headers, body: Buffer.from(text) }, (t) => t);
  return errorOfAnswer(answer, { step, label: 'POST /2/tweets', nowEpochMs, offsetMs: 0 });
}

const v1 = (code: number, message = 'As X says it.'): object => ({ errors: [{ code, message }] });
const problem = (slug: string, detail: string): object => ({
  title: 'Some title',
  detail,
  type: `https://api.x.com/2/problems/${slug}`,
});

describe('errorOfAnswer', () => {
  it.each<{ status: number; body: unknown; is: string; step?: Step }>([
    { status: 400, body: v1(3, 'Invalid coordinates.'), is: 'XRefusedError COORDINATES never' },
    { status: 401, body: v1(32), is: 'AccountHeldError AUTH later auth' },
    { status: 404, body: v1(34), is: 'AccountHeldError ENDPOINT_GONE later access' },
    { status: 403, body: v1(38, 'media parameter is missing.'), is: 'XRefusedError X_FORBIDDEN never' },
    { status: 400, body: v1(44, 'attachment_url parameter is invalid.'), is: 'XRefusedError ATTACHMENT_URL never' },
    { status: 400, body: v1(44, 'media_ids parameter is invalid.'), is: 'MediaIdRefusedError X_MEDIA_INVALID later' },
    { status: 403, body: v1(64), is: 'AccountHeldError ACCOUNT_LOCKED later locked' },
    { status: 410, body: v1(68), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 403, body: v1(87), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 429, body: v1(88), is: 'RateLimitedError RATE_LIMITED later' },
    { status: 401, body: v1(89), is: 'AccountHeldError AUTH later auth' },
    { status: 403, body: v1(89), is: 'AccountHeldError AUTH later auth' },
    { status: 401, body: v1(135), is: 'AccountHeldError CLOCK_OR_KEYS later clock-or-keys' },
    { status: 404, body: v1(144), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(151), is: 'XRefusedError DIRECT_MESSAGE never' },
    { status: 403, body: v1(170), is: 'XRefusedError TEXT_EMPTY never' },
    { status: 403, body: v1(179), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(185), is: 'RateLimitedError DAILY_LIMIT later' },
    { status: 403, body: v1(186), is: 'XRefusedError TEXT_TOO_LONG never' },
    { status: 403, body: v1(187), is: 'DuplicateRefusedError DUPLICATE never' },
    { status: 403, body: v1(188), is: 'XRefusedError LINK_REFUSED never' },
    { status: 403, body: v1(189), is: 'MediaRejectedError MEDIA_TYPE never' },
    { status: 403, body: v1(191), is: 'RateLimitedError DAILY_LIMIT later' },
    { status: 403, body: v1(193), is: 'MediaRejectedError MEDIA_TOO_LARGE never' },
    { status: 403, body: v1(195), is: 'MediaRejectedError MEDIA_TYPE never' },
    { status: 400, body: v1(215), is: 'AccountHeldError AUTH later auth' },
    { status: 403, body: v1(220), is: 'AccountHeldError ACCESS_TOKEN_KIND later access' },
    { status: 403, body: v1(226), is: 'AccountHeldError LOOKS_AUTOMATED later access' },
    { status: 401, body: v1(231), is: 'AccountHeldError ACCOUNT_LOCKED later locked' },
    { status: 410, body: v1(251), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 403, body: v1(261), is: 'AccountHeldError ACCESS_WRITE later access' },
    { status: 400, body: v1(323), is: 'MediaRejectedError MEDIA_MIX never' },
    { status: 400, body: v1(324, 'Invalid media id 1'), is: 'MediaIdRefusedError X_MEDIA_INVALID later' },
    {
      status: 400,
      body: v1(324, 'Image dimensions must be >= 4x4 and <= 8192x8192'),
      is: 'MediaRejectedError MEDIA_PIXELS never',
    },
    { status: 400, body: v1(325), is: 'MediaIdRefusedError X_MEDIA_INVALID later' },
    { status: 403, body: v1(326), is: 'AccountHeldError ACCOUNT_LOCKED later locked' },
    { status: 403, body: v1(385), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(386), is: 'MediaRejectedError MEDIA_MIX never' },
    { status: 400, body: v1(407), is: 'XRefusedError LINK_REFUSED never' },
    { status: 401, body: v1(416), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 404, body: v1(421), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(425), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(433), is: 'XRefusedError REPLY_TARGET never' },
    { status: 403, body: v1(453), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 403, body: { errors: 'Status is a duplicate.' }, is: 'DuplicateRefusedError DUPLICATE never' },
    { status: 420, body: '', is: 'RateLimitedError RATE_LIMITED later' },
    { status: 413, body: '', is: 'MediaRejectedError MEDIA_TOO_LARGE never', step: 'upload' },
    {
      status: 400,
      body: { error: 'media type unrecognized.' },
      is: 'MediaRejectedError MEDIA_TYPE never',
      step: 'upload',
    },
    {
      status: 400,
      body: { error: 'File size exceeds 15728640 bytes.' },
      is: 'MediaRejectedError MEDIA_TOO_LARGE never',
      step: 'upload',
    },
    {
      status: 400,
      body: { error: 'Segments do not add up to provided total file size.' },
      is: 'MediaIdRefusedError X_MEDIA_INVALID later',
      step: 'upload',
    },
    {
      status: 400,
      body: { error: 'Invalid media_id: Some().' },
      is: 'MediaIdRefusedError X_MEDIA_INVALID later',
      step: 'upload',
    },
    { status: 404, body: '', is: 'MediaIdRefusedError X_MEDIA_INVALID later', step: 'upload' },
    { status: 404, body: '', is: 'AccountHeldError ENDPOINT_GONE later access' },
    { status: 401, body: { title: 'Unauthorized', type: 'about:blank' }, is: 'AccountHeldError AUTH later auth' },
    {
      status: 402,
      body: problem('credits-depleted', 'credits depleted'),
      is: 'AccountHeldError CREDITS later credits',
    },
    { status: 402, body: problem('credits', 'no credits'), is: 'AccountHeldError CREDITS later credits' },
    { status: 402, body: '', is: 'AccountHeldError CREDITS later credits' },
    {
      status: 403,
      body: { detail: 'You are not allowed to create a Tweet with duplicate content.', type: 'about:blank' },
      is: 'DuplicateRefusedError DUPLICATE never',
    },
    {
      status: 403,
      body: { detail: 'You are not allowed to create a Post with Duplicate Content.' },
      is: 'DuplicateRefusedError DUPLICATE never',
    },
    {
      status: 403,
      body: { detail: 'You are not permitted to perform this action.', type: 'about:blank' },
      is: 'XRefusedError X_FORBIDDEN never',
    },
    {
      status: 403,
      body: problem('oauth1-permissions', 'Your client app is not configured'),
      is: 'AccountHeldError ACCESS_WRITE later access',
    },
    {
      status: 403,
      body: problem('unsupported-authentication', 'Authenticating with Unknown is forbidden'),
      is: 'AccountHeldError ACCESS_TOKEN_KIND later access',
    },
    { status: 403, body: problem('client-forbidden', 'keys'), is: 'AccountHeldError ACCESS_TIER later access' },
    { status: 429, body: problem('rate-limit-exceeded', 'Too Many'), is: 'RateLimitedError RATE_LIMITED later' },
    {
      status: 429,
      body: { ...problem('usage-capped', 'Usage cap exceeded'), period: 'Monthly', scope: 'Product' },
      is: 'AccountHeldError USAGE_CAP later credits',
    },
    {
      status: 429,
      body: { ...problem('usage-capped', 'Usage cap exceeded'), period: 'Daily', scope: 'Account' },
      is: 'RateLimitedError DAILY_LIMIT later',
    },
    { status: 429, body: '<html></html>', is: 'RateLimitedError RATE_LIMITED later' },
    {
      status: 400,
      body: { errors: [{ message: 'Your media IDs are invalid.' }], type: 'about:blank' },
      is: 'MediaIdRefusedError X_MEDIA_INVALID later',
    },
    {
      status: 403,
      body: { detail: 'Reply to this conversation is not allowed because you have not been mentioned' },
      is: 'XRefusedError REPLY_TARGET never',
    },
    { status: 403, body: { detail: 'a maximum of one cashtag' }, is: 'XRefusedError CASHTAGS never' },
    {
      status: 403,
      body: { detail: 'This user is not allowed to post a video longer than 2 minutes' },
      is: 'MediaRejectedError MEDIA_VIDEO never',
    },
    { status: 400, body: { detail: 'The Tweet contains an invalid URL.' }, is: 'XRefusedError LINK_REFUSED never' },
    { status: 403, body: {}, is: 'XRefusedError X_FORBIDDEN never' },
    { status: 422, body: {}, is: 'XRefusedError X_REFUSED never' },
    { status: 500, body: v1(131), is: 'OutcomeUnknownError OUTCOME_UNKNOWN check-first' },
    { status: 503, body: v1(130), is: 'OutcomeUnknownError OUTCOME_UNKNOWN check-first' },
    { status: 502, body: '<html></html>', is: 'OutcomeUnknownError OUTCOME_UNKNOWN check-first' },
    { status: 408, body: '', is: 'OutcomeUnknownError OUTCOME_UNKNOWN check-first' },
    { status: 302, body: '', is: 'OutcomeUnknownError OUTCOME_UNKNOWN check-first' },
    { status: 503, body: v1(130), is: 'XUnavailableError X_UNAVAILABLE later', step: 'read' },
    { status: 500, body: '', is: 'XUnavailableError X_UNAVAILABLE later', step: 'upload' },
  ])('takes $status $body for $is', ({ status, body, is, step }) => {
    const error = errorOf(status, body, step);
    const reason = error instanceof AccountHeldError ? ` ${error.reason}` : '';
    expect(`${error.name} ${error.code} ${error.retry}${reason}`).toBe(is);
  });

  it('says what X said, with its code and request id, and what to do', () => {
    const error = errorOf(403, v1(453, 'You currently have access to a subset'), 'create', {
      'x-transaction-id': 'ab12',
    });
    expect(error.message).toBe('X refused POST /2/tweets: 403, code 453 "You currently have access to a subset"');
    expect(error.x).toEqual({
      status: 403,
      code: 453,
      detail: 'You currently have access to a subset',
      requestId: 'ab12',
    });
    expect(error.advice).toContain("driver: 'v2'");
  });

  it.each([
    { case: 'a day limit without any header', headers: {}, afterMs: 3_600_000 },
    {
      case: 'the media limit with its reset',
      headers: { 'x-mediaratelimit-remaining': '0', 'x-mediaratelimit-reset': String(nowEpochMs / 1000 + 600) },
      afterMs: 600_000,
    },
  ])('waits the right time for $case', ({ headers, afterMs }) => {
    const error = errorOf(403, v1(191), 'create', headers) as RateLimitedError;
    expect(error.retryAtEpochMs).toBe(nowEpochMs + afterMs);
  });

  it('calls a 429 a daily limit when a 24 hour limit is used up', () => {
    const headers = {
      'x-user-limit-24hour-remaining': '0',
      'x-user-limit-24hour-reset': String(nowEpochMs / 1000 + 900),
    };
    const error = errorOf(429, {}, 'create', headers) as RateLimitedError;
    expect(error).toBeInstanceOf(RateLimitedError);
    expect([error.code, error.retryAtEpochMs - nowEpochMs]).toEqual(['DAILY_LIMIT', 900_000]);
  });
});

describe('outcomes', () => {
  it('holds no row that an earlier one always hides', () => {
    const hidden = outcomes.filter((outcome) => {
      const [code] = outcome.codes ?? [];
      const [problemSlug] = outcome.problems ?? [];
      if (outcome.says !== undefined || outcome.steps !== undefined) return false;
      const x = {
        status: outcome.statuses?.[0] ?? 499,
        ...(code === undefined ? {} : { code }),
        ...(problemSlug === undefined ? {} : { problem: problemSlug }),
      };
      return outcomeOf({ status: x.status, x }, 'create') !== outcome;
    });
    expect(hidden).toEqual([]);
  });

  it('tells for every row what a person does about it', () => {
    for (const { advice } of outcomes) expect(advice).toMatch(/^[A-Z].*\.$/);
  });
});
