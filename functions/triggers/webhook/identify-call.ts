import type { WebhookConfig } from '../../config/webhook-schema.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { VerifiedCall } from './verified-call.ts';

export interface IdentifiableCall {
  readonly verified: VerifiedCall;
  /** SHA-256, hex, of what repeats of the body have in common. */
  readonly bodyHash: string;
  /** What the body says. */
  readonly value: unknown;
}

/**
 * By what a repeat of the call is known: the sender's own key, else the id that the signature covers, else one that
 * counts though nothing vouches for it, else the very body.
 */
export function identityOf(
  { verified, bodyHash, value }: IdentifiableCall,
  idempotencyKey: string | undefined,
  scheme: WebhookConfig['scheme'] | undefined,
): readonly [string, string] {
  if (idempotencyKey !== undefined) return ['key', idempotencyKey];
  if (verified.signedId !== undefined) return ['id', verified.signedId];
  if (verified.unsignedId !== undefined) return ['unsigned', verified.unsignedId];
  const eventId = scheme === 'stripe' ? stripeEventId(value) : undefined;
  if (eventId !== undefined) return ['id', eventId];
  return ['body', bodyHash];
}

/**
 * What tells a repeat from another content under the same id. Of Stripe's events the id says it all: the rest is
 * written anew for each delivery, `pending_webhooks` for one.
 */
export function contentOf(value: unknown, account: string, scheme: WebhookConfig['scheme'] | undefined): string {
  const eventId = scheme === 'stripe' ? stripeEventId(value) : undefined;
  return fingerprintOf(eventId === undefined ? { ...namesOf(value), account } : { eventId, account });
}

function stripeEventId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('object' in value)) return undefined;
  const { id, object } = value;
  return object === 'event' && typeof id === 'string' && id.length <= 255 ? id : undefined;
}

function namesOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { body: value };
}
