import { expect, it } from 'vitest';

import {
  AccountHeldError,
  DuplicateRefusedError,
  MediaIdRefusedError,
  MediaRejectedError,
  RateLimitedError,
  StoreUnavailableError,
  XRefusedError,
  XUnavailableError,
} from '../../../../functions/domain/errors.ts';
import { v1ErrorOf } from '../../../../functions/triggers/v1-bridge/v1-error-of.ts';
import { V1Error, V1MediaError, v1Errors } from '../../../../functions/triggers/v1-bridge/v1-error.ts';

const x = { status: 400, detail: 'File size exceeds 5242880 bytes.' };

it.each([
  { case: 'a repeat', error: new DuplicateRefusedError('said before'), says: '403/187' },
  { case: 'too long a text', error: new XRefusedError('TEXT_TOO_LONG', 'long'), says: '403/186' },
  { case: 'media that X does not know', error: new MediaIdRefusedError('gone'), says: '400/324' },
  { case: 'a limit of X', error: new RateLimitedError('RATE_LIMITED', 'wait', 1_795_000_000_001), says: '429/88' },
  { case: 'the limit of a day', error: new RateLimitedError('DAILY_LIMIT', 'wait', 0), says: '403/185' },
  { case: 'a locked account', error: new AccountHeldError('locked', 'ACCOUNT_LOCKED', 'locked'), says: '403/326' },
  {
    case: 'keys that cannot be read',
    error: new AccountHeldError('secret', 'SECRET_MALFORMED', 'no'),
    says: '503/130',
  },
  { case: 'X that is away', error: new XUnavailableError('away'), says: '503/130' },
  { case: 'a log that is away', error: new StoreUnavailableError('away'), says: '503/130' },
  { case: 'a bug', error: new TypeError('x is not a function'), says: '500/131' },
  { case: 'what v1.1 said already', error: new V1Error(v1Errors.tokenUnknown), says: '401/89' },
])('$case is $says', ({ error, says }) => {
  const { status, code } = v1ErrorOf(error) as V1Error;
  expect(`${status}/${code}`).toBe(says);
});

it('a limit of X tells when it ends', () => {
  const told = v1ErrorOf(new RateLimitedError('RATE_LIMITED', 'wait', 1_795_000_000_001)) as V1Error;
  expect(told.headers).toEqual({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1795000001' });
});

it("what X says of media is said in X's words", () => {
  const told = v1ErrorOf(new MediaRejectedError('MEDIA_TOO_LARGE', 'X refused POST /2/media/upload', { x }));
  expect(told).toBeInstanceOf(V1MediaError);
  expect(told.message).toBe('File size exceeds 5242880 bytes.');
});
