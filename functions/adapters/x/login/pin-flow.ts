import { randomBytes } from 'node:crypto';

import { type PigeonpostError, XUnreachableError } from '../../../domain/errors.ts';
import type { Clock } from '../../../domain/ports.ts';
import { errorOfAnswer } from '../answers/error-of-answer.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import { type Answer, parseAnswer } from '../answers/parse-answer.ts';
import { standardDeadlines } from '../call/retry-rules.ts';
import { checkBaseUrl } from '../http/check-base-url.ts';
import { exchange, type HttpReply } from '../http/exchange.ts';
import { HostPools } from '../http/host-pools.ts';
import { TransportError } from '../http/transport-error.ts';
import { openAccountClock } from '../oauth/account-clock.ts';
import type { Keys } from '../oauth/keys.ts';
import { percentEncode } from '../oauth/sign-request.ts';
import { type AppKeys, type LoginRequest, signLogin } from './sign-login.ts';

/** A login that has begun: somebody opens the address, lets the app in, and is shown a PIN. */
export interface LoginBegun {
  readonly authorizeUrl: string;
  /** @throws as `beginLogin` does; a PIN is good for one try */
  redeem(pin: string): Promise<LoggedIn>;
}

export interface LoggedIn {
  readonly keys: Keys;
  readonly screenName: string;
}

export interface LoginOptions {
  readonly app: AppKeys;
  readonly clock: Clock;
  /** @default https://api.x.com */
  readonly apiUrl?: string;
}

/**
 * X's PIN flow, for machines that no browser can be sent back to (three-legged OAuth 1.0a with `oob`).
 *
 * @throws AccountHeldError, XRefusedError for X's refusal
 * @throws XUnreachableError, XUnavailableError when it gives no clear answer
 * @see https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth (read 2026-11)
 */
export async function beginLogin({ app, clock, apiUrl = 'https://api.x.com' }: LoginOptions): Promise<LoginBegun> {
  const baseUrl = checkBaseUrl(apiUrl, 'the address of X');
  const accountClock = openAccountClock(clock);
  const ask = async (path: string, rest: Pick<LoginRequest, 'oauth' | 'token'>) =>
    askTwice({ url: new URL(`${baseUrl}${path}`), app, ...rest }, accountClock, clock);
  const begun = await ask('/oauth/request_token', { oauth: { oauth_callback: 'oob' } });
  const token = { token: begun.get('oauth_token') ?? '', secret: begun.get('oauth_token_secret') ?? '' };
  return {
    authorizeUrl: `${baseUrl}/oauth/authorize?oauth_token=${percentEncode(token.token)}`,
    async redeem(pin) {
      const given = await ask('/oauth/access_token', { token, oauth: { oauth_verifier: pin } });
      const accessToken = given.get('oauth_token') ?? '';
      const accessTokenSecret = given.get('oauth_token_secret') ?? '';
      return { keys: { ...app, accessToken, accessTokenSecret }, screenName: given.get('screen_name') ?? '' };
    },
  };
}

type AccountClock = ReturnType<typeof openAccountClock>;

/** A second time only where X's clock differs from ours, since it refuses the time of a request then. */
async function askTwice(request: LoginRequest, accountClock: AccountClock, clock: Clock): Promise<URLSearchParams> {
  for (let isLast = false; ; isLast = true) {
    const sentAtEpochMs = clock();
    const { answer, fields } = await askOnce(request, accountClock.timestampSeconds(), clock);
    if (fields.has('oauth_token')) return fields;
    const { date, age } = answer.headers;
    const mayBeTime = answer.status === 401 && !isLast;
    if (!mayBeTime || accountClock.learn({ date, age, sentAtEpochMs }) !== 'corrected') {
      throw refusalOf(answer, request, sentAtEpochMs, accountClock.offsetMs());
    }
  }
}

async function askOnce(
  request: LoginRequest,
  timestampSeconds: number,
  clock: Clock,
): Promise<{ readonly answer: Answer; readonly fields: URLSearchParams }> {
  const { url, app, token } = request;
  const authorization = signLogin(request, { nonce: randomBytes(16).toString('hex'), timestampSeconds });
  const pools = new HostPools(clock);
  try {
    const headers = { authorization, 'content-length': '0', 'user-agent': 'pigeonpost' };
    const deadlines = standardDeadlines.short;
    const pool = await pools.open(url.origin, false);
    const reply = await exchange(pool, { method: 'POST', url, headers, body: null, deadlines, signal: undefined });
    const secrets = [app.consumerSecret, ...(token === undefined ? [] : [token.secret])];
    return { answer: parseAnswer(reply, hider(secrets)), fields: fieldsOf(reply) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new XUnreachableError(`POST ${url.pathname} got no answer: ${error.message} (${error.code})`, {
      advice: adviceOf('X_UNREACHABLE'),
    });
  } finally {
    await pools.close();
  }
}

function hider(secrets: readonly string[]) {
  return (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text);
}

/** X answers these two calls as a form, whatever it calls its type. */
function fieldsOf({ status, body }: HttpReply): URLSearchParams {
  return new URLSearchParams(status >= 200 && status < 300 ? body.toString('utf8').trim() : '');
}

function refusalOf(answer: Answer, { url }: LoginRequest, nowEpochMs: number, offsetMs: number): PigeonpostError {
  return errorOfAnswer(answer, { step: 'read', label: `POST ${url.pathname}`, nowEpochMs, offsetMs });
}
