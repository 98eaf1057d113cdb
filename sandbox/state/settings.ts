import * as z from 'zod';

import * as limits from '../../functions/domain/x-limits.ts';
import { mediaGroup } from './media-settings.ts';

const seconds = z.number().nonnegative();
const count = z.int().nonnegative();

/** Windows and counts X states for an account; 100 and 2,400 are small enough for a test to reach. */
const limitsGroup = z.strictObject({
  mediaPerDay: count.default(100),
  statusesPerDay: count.default(2400),
  /** Requests in a window by key of the limit table, as in `{"v1.statuses.show": 5}`; what is not named keeps X's number. */
  requests: z.record(z.string(), count).default({}),
});

const duplicatesGroup = z.strictObject({
  refuse: z.boolean().default(true),
  windowSeconds: seconds.default(24 * 60 * 60),
});

const clockGroup = z.strictObject({
  /** Time travel: X's clock is that far ahead (or behind) for expiry, daily limits and dates. Signatures are still taken. */
  shiftSeconds: z.number().default(0),
  /** X's clock differs from the client's by that much; signatures are judged by it, and `Date` shows it. */
  skewSeconds: z.number().default(0),
  /** How far `oauth_timestamp` may be off. X's own tolerance is not published. */
  windowSeconds: seconds.default(300),
  refuseNonceReplay: z.boolean().default(true),
});

/** What `help/configuration` tells; these three govern `update_with_media` alone. */
const configurationGroup = z.strictObject({
  photoSizeLimitBytes: count.default(limits.PHOTO_SIZE_LIMIT_BYTES),
  maxMediaPerUpload: count.default(limits.MAX_MEDIA_PER_UPLOAD),
  charactersReservedPerMedia: count.default(limits.CHARACTERS_RESERVED_PER_MEDIA),
});

export const settingsSchema = z.strictObject({
  era: z.enum(['classic', 'modern']).default('classic'),
  textLength: z.union([z.literal(280), z.literal(140)]).default(280),
  /** Takes an empty `status` with valid `media_ids`; what X does is not documented. */
  emptyStatusWithMedia: z.boolean().default(true),
  /** Shortens a text over 140 characters in Tweets asked for without `tweet_mode=extended`. */
  truncateCompatText: z.boolean().default(false),
  latencyMs: count.default(0),
  /** Timelines do not show a Tweet until it is this old. */
  timelineLagMs: count.default(0),
  updateWithMediaTimeoutSeconds: seconds.default(limits.UPDATE_WITH_MEDIA_TIMEOUT_SECONDS),
  maxBodyBytes: count.default(20 * 1024 * 1024),
  /** Dollars left in the modern era; null never runs out. The default is X's voucher of February 2026. */
  creditsUsd: z.number().nonnegative().nullable().default(10),
  limits: limitsGroup.prefault({}),
  duplicates: duplicatesGroup.prefault({}),
  clock: clockGroup.prefault({}),
  configuration: configurationGroup.prefault({}),
  media: mediaGroup.prefault({}),
});

/** Everything about the sandbox that a test may change; `docs/sandbox.md` lists it. */
export type Settings = z.infer<typeof settingsSchema>;

export function defaultSettings(era: Settings['era']): Settings {
  return settingsSchema.parse({ era });
}
