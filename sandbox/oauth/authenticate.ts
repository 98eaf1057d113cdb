import { parseForm } from '../http/parse-form.ts';
import { type RawParam, parseUrlencoded } from '../http/parse-urlencoded.ts';
import type { RawCall } from '../http/raw-call.ts';
import type { Account } from '../state/account.ts';
import type { Settings } from '../state/settings.ts';
import { explainMismatch } from './explain-mismatch.ts';
import type { NonceStore } from './nonce-store.ts';
import { readCredentials } from './read-credentials.ts';
import type { AuthFault, SignatureCheck } from './signature-check.ts';
import { type SignatureVerdict, isOAuth, verifySignature } from './verify-signature.ts';

/** What is known about keys, tokens and time. */
export interface AuthContext {
  readonly clock: Settings['clock'];
  /** The clock without time travel, and with it: a timestamp may be right by either. */
  readonly nowSeconds: readonly [number, number];
  readonly nonces: NonceStore;
  consumerSecret(consumerKey: string): string | undefined;
  /** Secret of an access or request token, with the account it belongs to. */
  token(
    token: string,
  ): { readonly secret: string; readonly consumerKey: string; readonly account: Account | undefined } | undefined;
}

type OAuthParams = Readonly<Record<string, string | undefined>>;

/** Checks a call's OAuth 1.0a credentials: time first, then keys, signature and nonce. A missing token is no fault here. */
export function authenticate(call: RawCall, context: AuthContext): SignatureCheck {
  const credentials = readCredentials(call);
  if (credentials.scheme === 'none') return refuse('no-credentials', 'the request carries no credentials');
  if (credentials.scheme === 'bearer') return refuse('bearer-only', 'a bearer token speaks for an app, not for a user');
  if (credentials.scheme === 'other')
    return refuse('unknown-scheme', 'the Authorization header is neither OAuth nor Bearer');
  const oauth = oauthParams(call, credentials);
  const fault = checkShape(oauth) ?? checkTime(oauth, context);
  return fault ?? checkSignature(call, credentials.params, oauth, context);
}

function oauthParams(
  call: RawCall,
  credentials: { readonly from: string; readonly params: readonly RawParam[] },
): OAuthParams {
  const sources = {
    header: () => credentials.params,
    query: () => parseUrlencoded(call.query),
    form: () => parseForm(call),
  };
  const all = sources[credentials.from as keyof typeof sources]();
  const oauth: Record<string, string> = {};
  for (const { name, value } of all.toReversed()) {
    // `x_auth_access_type` of the PIN flow stands in the header without being called oauth_*.
    if (credentials.from === 'header' || isOAuth({ name })) oauth[name.toString('latin1')] = value.toString('utf8');
  }
  return oauth;
}

const REQUIRED = ['oauth_consumer_key', 'oauth_nonce', 'oauth_signature', 'oauth_signature_method', 'oauth_timestamp'];

function checkShape(oauth: OAuthParams): SignatureCheck | undefined {
  const missing = REQUIRED.filter((name) => (oauth[name] ?? '') === '');
  if (missing.length > 0) return refuse('malformed', `missing ${missing.join(', ')}`);
  if (oauth['oauth_signature_method'] !== 'HMAC-SHA1')
    return refuse('malformed', 'oauth_signature_method must be HMAC-SHA1');
  // Many clients call it 1.0A, as node-oauth's examples for X do, and X took them.
  if (!/^1\.0a?$/i.test(oauth['oauth_version'] ?? '1.0')) return refuse('malformed', 'oauth_version must be 1.0');
  if (!/^\d{1,12}$/.test(oauth['oauth_timestamp'] ?? ''))
    return refuse('malformed', 'oauth_timestamp must be seconds since 1970');
  return undefined;
}

function checkTime(oauth: OAuthParams, { clock, nowSeconds }: AuthContext): SignatureCheck | undefined {
  const timestamp = Number(oauth['oauth_timestamp']);
  const off = Math.min(...nowSeconds.map((now) => Math.abs(now - timestamp)));
  if (off <= clock.windowSeconds) return undefined;
  return refuse('timestamp', `oauth_timestamp is ${Math.round(off)} s off; ${clock.windowSeconds} s are allowed`);
}

function checkSignature(
  call: RawCall,
  header: readonly RawParam[],
  oauth: OAuthParams,
  context: AuthContext,
): SignatureCheck {
  const consumerKey = oauth['oauth_consumer_key'] ?? '';
  const token = oauth['oauth_token'] === '' ? undefined : oauth['oauth_token'];
  const consumerSecret = context.consumerSecret(consumerKey);
  if (consumerSecret === undefined) return refuse('unknown-app', 'no app has this oauth_consumer_key');
  const owner = token === undefined ? undefined : context.token(token);
  if (token !== undefined && owner === undefined)
    return refuse('unknown-token', 'no account has this oauth_token, or it was revoked');
  if (owner !== undefined && owner.consumerKey !== consumerKey)
    return refuse('unknown-token', 'this oauth_token was given to another app');
  // In a query or form a raw "+" arrives as a space; base64 has no spaces.
  const signature = (oauth['oauth_signature'] ?? '').replaceAll(' ', '+');
  const secrets = { consumer: consumerSecret, token: owner?.secret ?? '' };
  const verdict = verifySignature(call, header, secrets, signature);
  if (!verdict.valid) return refuse('signature', explainMismatch(call, header, secrets, signature), verdict);
  const fresh = claimNonce(oauth, `${consumerKey}\n${token ?? ''}`, context);
  if (!fresh) return refuse('nonce', 'this oauth_nonce was used before with this oauth_timestamp', verdict);
  const explanation = { verdict: 'signed' as const, why: 'the signature fits' };
  return { fault: undefined, explanation, consumerKey, token, oauth, account: owner?.account };
}

function claimNonce(oauth: OAuthParams, owner: string, { nonces, clock, nowSeconds }: AuthContext): boolean {
  if (!clock.refuseNonceReplay) return true;
  nonces.forgetBefore(Math.min(...nowSeconds) - clock.windowSeconds);
  return nonces.claim(owner, Number(oauth['oauth_timestamp']), oauth['oauth_nonce'] ?? '');
}

function refuse(fault: AuthFault, why: string, verdict?: SignatureVerdict): SignatureCheck {
  const shown =
    verdict === undefined
      ? {}
      : {
          baseString: shorten(verdict.baseString),
          signedKeys: verdict.signedKeys,
          signingKey: 'encoded consumer secret & encoded token secret',
        };
  return { fault, explanation: { verdict: 'refused', why, ...shown } };
}

const LONGEST_SHOWN = 8000;

/** The log keeps many of them, and a picture sent as a form is part of its base string. */
function shorten(text: string): string {
  const rest = text.length - LONGEST_SHOWN;
  return rest > 0 ? `${text.slice(0, LONGEST_SHOWN)}… and ${rest} characters more` : text;
}
