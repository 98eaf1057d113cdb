import { createHash } from 'node:crypto';

import type { DropConfig, PigeonpostConfig } from '../../config/config-schema.ts';
import type { AcceptanceWithMedia } from '../../domain/accept-with-media.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { publicationId } from '../../domain/publication-id.ts';
import type { FieldFault } from '../../domain/x-account.ts';
import { findLatenessFault } from '../find-lateness-fault.ts';
import type { NativeMedium, NativePost } from '../native-post-schema.ts';
import { nativeToPost, parseNativePost } from '../parse-native-post.ts';
import { chooseAccount } from './choose-account.ts';
import { findKeyFault } from './find-key-fault.ts';
import { fingerprintOf } from './fingerprint.ts';
import { placeMedia } from './place-media.ts';
import { readInlineMedia } from './read-inline-media.ts';
import type { VerifiedCall } from './verified-call.ts';

export interface WebhookCall {
  /** The webhook's name in the config. */
  readonly name: string;
  readonly verified: VerifiedCall;
  readonly rawBody: Uint8Array;
  /** What the body says, from `parseJsonStrict`. */
  readonly value: unknown;
}

/**
 * The post a verified call asks for, under the id by which a repeat of the call is recognised.
 *
 * @throws RejectedTriggerError with every fault by its path, or `ACCOUNT_UNKNOWN`
 */
export function webhookToPost(call: WebhookCall, config: PigeonpostConfig, nowEpochMs: number): AcceptanceWithMedia {
  const native = parseNativePost(call.value);
  const account = chooseAccount(native.account, config.webhooks[call.name]?.accounts ?? []);
  const asked = native.media ?? [];
  const { bytes, faults } = readInlineMedia(asked);
  const allFaults = [
    ...faults,
    ...keyFaults(asked, account, config.drops),
    ...scheduleFaults(native.scheduleAt, nowEpochMs, config.accounts[account]?.maxLatenessHours ?? 0),
  ];
  if (allFaults.length > 0) throw fieldsRefused(allFaults);

  const id = publicationId('webhook', call.name, account, ...identityOf(call, native));
  const { media, inlineMedia } = placeMedia(asked, bytes, id);
  const fingerprint = fingerprintOf({ ...(call.value as object), account });
  return {
    id,
    source: 'webhook',
    label: call.name,
    fingerprint,
    post: nativeToPost(native, account, media),
    inlineMedia,
  };
}

/**
 * The sender's own key, else the id that the signature covers, else one that counts though nothing vouches for it,
 * else the very bytes.
 */
function identityOf({ verified, rawBody }: WebhookCall, { idempotencyKey }: NativePost): readonly [string, string] {
  if (idempotencyKey !== undefined) return ['key', idempotencyKey];
  if (verified.signedId !== undefined) return ['id', verified.signedId];
  if (verified.unsignedId !== undefined) return ['unsigned', verified.unsignedId];
  return ['body', createHash('sha256').update(rawBody).digest('hex')];
}

function keyFaults(media: readonly NativeMedium[], account: string, drops: readonly DropConfig[]): FieldFault[] {
  return media.flatMap(({ key }, index) => {
    const message = key === undefined ? undefined : findKeyFault(key, account, drops);
    return message === undefined ? [] : [{ path: `media[${index}].key`, code: 'KEY_INVALID', message }];
  });
}

function scheduleFaults(scheduleAt: string | undefined, nowEpochMs: number, maxLatenessHours: number): FieldFault[] {
  if (scheduleAt === undefined) return [];
  const message = findLatenessFault(Date.parse(scheduleAt), nowEpochMs, maxLatenessHours);
  return message === undefined ? [] : [{ path: 'scheduleAt', code: 'SCHEMA', message }];
}
