import { createHash } from 'node:crypto';

import { AccountHeldError } from '../../../domain/errors.ts';
import { adviceOf } from '../answers/own-outcomes.ts';

/** The four values of one account: the app's pair and the user's pair (OAuth 1.0a). */
export interface Keys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

const fields = ['consumerKey', 'consumerSecret', 'accessToken', 'accessTokenSecret'] as const;

/** What people leave standing in a template: `CHANGE_ME`, `<your key>`, `xxxx`, `...`. */
const placeholder =
  /^(change.?me|todo|none|null|undefined|placeholder|example|secret|x+|\.+|<.*>|\$?\{.*\}|your[-_ ].*)$/i;

/**
 * The account's keys from its secret.
 *
 * Nothing is trimmed: a newline at the end is the sign of a bad rotation, and hiding it would only move the failure.
 *
 * @throws AccountHeldError reason `secret`, naming the field and never its value
 */
export function readKeys(secret: unknown, account: string): Keys {
  if (typeof secret !== 'object' || secret === null || Array.isArray(secret)) {
    throw malformed(account, `must be a JSON object with ${fields.join(', ')}`);
  }
  const values: Readonly<Record<string, unknown>> = { ...secret };
  const [consumerKey, consumerSecret, accessToken, accessTokenSecret] = fields.map((field) => {
    const fault = faultOf(values[field]);
    if (fault !== undefined) throw malformed(account, `field ${field} ${fault}`);
    return String(values[field]);
  });
  return { consumerKey, consumerSecret, accessToken, accessTokenSecret } as Keys;
}

/** First 6 hex digits of the token's SHA-256: enough to tell two tokens apart in a log, of no use to anyone else. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 6);
}

function faultOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (typeof value !== 'string') return `is no text but ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
  if (value === '') return 'is empty';
  if (/^["'].*["']$/s.test(value)) return 'stands in quotes; store it without them';
  if (placeholder.test(value)) return 'still holds a placeholder';
  if (/\s$/.test(value)) return 'ends with a space or newline';
  if (!/^[\x21-\x7e]+$/.test(value)) return 'holds a space, a control character or a letter beyond ASCII';
  return undefined;
}

function malformed(account: string, fault: string): AccountHeldError {
  return new AccountHeldError('secret', 'SECRET_MALFORMED', `the secret of account ${account}: ${fault}`, {
    advice: adviceOf('SECRET_MALFORMED'),
  });
}
