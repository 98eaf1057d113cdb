import type { Keys } from '../oauth/keys.ts';
import { percentEncode } from '../oauth/sign-request.ts';

/** Takes secret values out of words that come from outside: a server or a proxy may repeat our headers in its answer. */
export type Redact = (text: string) => string;

export function redactKeys(keys: Keys): Redact {
  const values = Object.values(keys).flatMap((value: string) => [
    value,
    percentEncode(value),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
  ]);
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = longestFirst.reduce((rest, value) => rest.replaceAll(value, '[hidden]'), text);
    return hidden.replaceAll(/oauth_signature="[^"]*"/g, 'oauth_signature="[hidden]"');
  };
}
