import { createHmac, timingSafeEqual } from 'node:crypto';

import type { WebhookKeys } from './verified-call.ts';

/**
 * What lets its bearer ask for this post and cancel it: senders sign their own calls only. It needs no place in the
 * log, and ends with the key that it was made of.
 */
export function postToken(key: Uint8Array, id: string): string {
  // From a key of its own, so that no token is a signature of anything that a sender could send.
  const tokenKey = createHmac('sha256', key).update('pigeonpost/posts').digest();
  return createHmac('sha256', tokenKey).update(id).digest('base64url');
}

/** Whether the token was made for this post of one of the webhook's keys. */
export function isPostToken(token: string, { current, previous }: WebhookKeys, id: string): boolean {
  const generations = previous === undefined ? [current] : [current, previous];
  return generations.filter((key) => isSame(token, postToken(key, id))).length > 0;
}

/** Tells nothing by the time it takes but the length. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
