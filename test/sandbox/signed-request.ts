import { createHmac } from 'node:crypto';

import OAuth from 'oauth-1.0a';

import type { Account } from '../../sandbox/state/account.ts';

/** A call as a test writes it. Query and form are signed; JSON and raw bodies are not, as OAuth 1.0a has it. */
export interface SignedCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** With its query, if any, as in `/2/media/upload?media_id=1`. */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: FormData;
  readonly raw?: { readonly body: string | Uint8Array<ArrayBuffer>; readonly contentType: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, undefined when it is none. Ids are exact in their `_str` and `_string` forms only. */
  readonly json: unknown;
  /** What stands in the body at that path, as in `at('data', 'id')`; undefined where there is nothing. */
  readonly at: (...path: readonly (string | number)[]) => unknown;
}

/** The four secrets a client signs with; an account has them, and so does the ready line of the sandbox. */
export type Keys = Pick<Account, 'consumerKey' | 'consumerSecret' | 'accessToken' | 'accessTokenSecret'>;

export type Caller = (call: SignedCall) => Promise<Answer>;

/** Calls the server at that address with those keys, each call signed by the oauth-1.0a package. */
export function callerFor(baseUrl: string, keys: Keys): Caller {
  const oauth = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  });
  const token = { key: keys.accessToken, secret: keys.accessTokenSecret };
  return async (call) => {
    const url = `${baseUrl}${call.path}`;
    const { body, contentType } = bodyOf(call);
    const method = call.method ?? (body === undefined ? 'GET' : 'POST');
    const authorization = oauth.toHeader(oauth.authorize({ url, method, data: call.form }, token)).Authorization;
    const headers = {
      authorization,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...call.headers,
    };
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(20_000),
    });
    return toAnswer(response);
  };
}

function bodyOf({ form, json, multipart, raw }: SignedCall): {
  body?: string | FormData | Uint8Array<ArrayBuffer>;
  contentType?: string;
} {
  if (raw !== undefined) return raw;
  if (multipart !== undefined) return { body: multipart };
  if (json !== undefined) return { body: JSON.stringify(json), contentType: 'application/json; charset=UTF-8' };
  if (form === undefined) return {};
  return { body: new URLSearchParams(form).toString(), contentType: 'application/x-www-form-urlencoded' };
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = parse(text);
  const at = (...path: readonly (string | number)[]): unknown => path.reduce(step, json);
  return { status: response.status, headers: response.headers, text, json, at };
}

function step(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
