import { describe, expect, it } from 'vitest';

import { checkPost } from '../../../../functions/domain/check-post.ts';
import { failureCodes } from '../../../../functions/domain/failure-codes.ts';
import type { Post } from '../../../../functions/domain/post.ts';
import { refusalOf, refusalOfFaults } from '../../../../functions/triggers/v1-bridge/post-refusals.ts';

const plain: Post = { account: 'main', text: 'a', media: [] };
const bytes = { mediaType: 'image/png', kind: 'photo', totalBytes: 10, widthPx: 10, heightPx: 10 } as const;
const stored = { from: 'stored', ref: { area: 'work', key: 'a' } } as const;

describe('the fault of a post is refused', () => {
  it.each([
    { case: 'a long text', post: { text: 'x'.repeat(281) }, status: 403, code: 186 },
    { case: 'a control character', post: { text: 'a\u0001' }, status: 403, code: 189 },
    { case: 'no text', post: { text: '' }, status: 403, code: 170 },
    { case: 'a strange attachment', post: { attachmentUrl: 'https://example.com/' }, status: 400, code: 44 },
    {
      case: 'an owner that is no id',
      post: { additionalOwners: ['jack'] },
      status: 400,
      code: 44,
    },
  ])('for $case with $status/$code', ({ post, status, code }) => {
    const refusal = refusalOfFaults(checkPost({ ...plain, ...post }, [], { nowEpochMs: 0 }));
    expect(refusal).toMatchObject({ status, code });
  });

  it.each([
    { case: 'too many bytes', facts: { ...bytes, totalBytes: 4_000_000 }, status: 403, code: 193 },
    { case: 'one pixel', facts: { ...bytes, widthPx: 1 }, status: 400, code: 324 },
  ])('for a picture of $case with $status/$code', ({ facts, status, code }) => {
    const faults = checkPost({ ...plain, media: [stored] }, [facts], { nowEpochMs: 0, maxPhotoBytes: 3_145_728 });
    expect(refusalOfFaults(faults)).toMatchObject({ status, code });
  });

  it('for its media before its text', () => {
    const post = { ...plain, text: 'x'.repeat(300), media: Array.from({ length: 5 }, () => stored) };
    expect(refusalOfFaults(checkPost(post, [], { nowEpochMs: 0 })).code).toBe(324);
  });
});

describe('the failure of a post is answered', () => {
  it.each([
    { code: 'DUPLICATE', message: '', status: 403, v1: 187 },
    { code: 'REPEATED', message: '', status: 403, v1: 187 },
    { code: 'TEXT_TOO_LONG', message: '', status: 403, v1: 186 },
    { code: 'X_MEDIA_INVALID', message: '', status: 400, v1: 324 },
    { code: 'PACE', message: 'the account posts 1 times a day at most (postsPerDay)', status: 403, v1: 185 },
    { code: 'PACE', message: 'at most (mediaPerDay)', status: 403, v1: 191 },
    { code: 'PACE', message: "X's limit x-rate-limit is used up", status: 429, v1: 88 },
    { code: 'PACE', message: "X's limit x-user-limit-24hour is used up", status: 403, v1: 185 },
    { code: 'DAILY_LIMIT', message: 'X refused: 403, code 185', status: 403, v1: 185 },
    { code: 'DAILY_LIMIT', message: 'X refused: 403, code 191', status: 403, v1: 191 },
    { code: 'MEDIA_PER_DAY', message: '', status: 403, v1: 191 },
    { code: 'RATE_LIMITED', message: '', status: 429, v1: 88 },
    { code: 'ACCOUNT_LOCKED', message: 'X refused: 403, code 64', status: 403, v1: 64 },
    { code: 'ACCOUNT_LOCKED', message: 'X refused: 403, code 326', status: 403, v1: 326 },
    { code: 'REPLY_TARGET', message: '"Reply to this conversation is not allowed"', status: 403, v1: 433 },
    { code: 'REPLY_TARGET', message: '"a Tweet that is deleted or not visible to you."', status: 403, v1: 385 },
    { code: 'MEDIA_MIX', message: 'Animated GIFs are not allowed', status: 400, v1: 323 },
    { code: 'CREDITS', message: '402', status: 403, v1: 87 },
    { code: 'EXPIRED', message: '', status: 503, v1: 130 },
  ])('for $code $message with $status/$v1', ({ code, message, status, v1 }) => {
    expect(refusalOf({ code, message })).toMatchObject({ status, code: v1 });
  });

  it('in words of ours where v1.1 has none', () => {
    const { message } = refusalOf({ code: 'BUDGET', message: '$1.000 of $1.000 are spent this month' });
    expect(message).toBe(
      'Client is not permitted to perform this action. BUDGET: $1.000 of $1.000 are spent this month',
    );
  });

  it.each(Object.keys(failureCodes))('for every code that Pigeonpost has: %s', (code) => {
    const { status, code: v1, message } = refusalOf({ code, message: 'why' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(v1).toBeGreaterThan(0);
    expect(message).not.toBe('');
  });
});
