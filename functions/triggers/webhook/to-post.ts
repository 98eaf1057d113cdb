import type { DropConfig, PigeonpostConfig } from '../../config/config-schema.ts';
import { isMapped } from '../../config/mapping-schema.ts';
import type { AcceptanceWithMedia } from '../../domain/accept-with-media.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import type { Post } from '../../domain/post.ts';
import { publicationId } from '../../domain/publication-id.ts';
import { sharedInThread } from '../../domain/shared-in-thread.ts';
import type { FieldFault } from '../../domain/x-account.ts';
import { findLatenessFault } from '../find-lateness-fault.ts';
import type { NativeMedium } from '../native-post-schema.ts';
import { nativeToPost } from '../parse-native-post.ts';
import { chooseAccount } from './choose-account.ts';
import { findKeyFault } from './find-key-fault.ts';
import { contentOf, identityOf, type IdentifiableCall } from './identify-call.ts';
import { placeMedia } from './place-media.ts';
import { readInlineMedia } from './read-inline-media.ts';
import { urlFaults } from './url-faults.ts';
import { parseWebhookPost } from './webhook-post-schema.ts';

export interface WebhookCall extends IdentifiableCall {
  /** The webhook's name in the config. */
  readonly name: string;
  /** The post it asks for, from `mapBody`. */
  readonly native: unknown;
  /** Of the media that came as files, index by index; an empty `data` stands in their place. */
  readonly files: ReadonlyMap<number, Uint8Array>;
}

/** What a call asks for, and how it wants to be answered. */
export interface WebhookAsk extends AcceptanceWithMedia {
  /** The posts that follow it in a thread. */
  readonly following: readonly Post[];
  /** The answer is a preview, and nothing is written. */
  readonly isDryRun: boolean;
  /** For how long the answer waits for the post. */
  readonly waitSeconds: number;
}

/**
 * The post a verified call asks for, under the id by which a repeat of the call is recognised.
 *
 * @throws RejectedTriggerError with every fault by its path, or `ACCOUNT_UNKNOWN`
 */
export function webhookToPost(call: WebhookCall, config: PigeonpostConfig, nowEpochMs: number): WebhookAsk {
  const webhook = config.webhooks[call.name];
  const { dryRun = false, wait, thread = [], ...native } = parseWebhookPost(call.native);
  const account = chooseAccount(native.account, webhook?.accounts ?? []);
  const asked = native.media ?? [];
  const { bytes, faults } = readInlineMedia(asked, call.files);
  const allFaults = [
    ...faults,
    ...keyFaults(asked, account, config.drops),
    ...urlFaults(asked, webhook),
    ...scheduleFaults(native.scheduleAt, nowEpochMs, config.accounts[account]?.maxLatenessHours ?? 0),
  ];
  if (allFaults.length > 0) throw fieldsRefused(allFaults);

  const id = publicationId('webhook', call.name, account, ...identityOf(call, native.idempotencyKey, webhook?.scheme));
  const { media, inlineMedia } = placeMedia(asked, bytes, { publicationId: id, webhook: call.name }, call.files);
  const post = nativeToPost(native, account, media);
  const isOwn = webhook === undefined || !isMapped(webhook);
  const fingerprint = contentOf(isOwn ? withoutWait(call.value) : call.value, account, webhook?.scheme);
  return {
    id,
    source: 'webhook',
    label: call.name,
    fingerprint,
    post,
    inlineMedia,
    following: thread.map((text) => ({ ...sharedInThread(post), text, media: [] })),
    // A config that says so cannot be overruled from outside.
    isDryRun: dryRun || webhook?.dryRun === true,
    waitSeconds: wait ?? webhook?.wait ?? 0,
  };
}

/** How long a sender waits says nothing of what he asks for. */
function withoutWait(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('wait' in value)) return value;
  const { wait: _, ...rest } = value;
  return rest;
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
