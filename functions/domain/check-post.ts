import { checkMedia, type KnownMedia } from './check-media.ts';
import { checkText } from './check-text.ts';
import type { Post, PostGeo } from './post.ts';
import type { FieldFault } from './x-account.ts';
import { MAX_ADDITIONAL_OWNERS, MAX_WEIGHTED_TEXT_LENGTH } from './x-limits.ts';

export interface PostRules {
  readonly nowEpochMs: number;
  /** @default 280; Premium accounts may have more */
  readonly maxWeightedLength?: number;
  /** Characters that the link to the picture takes in an `update_with_media` text. @default 0 */
  readonly reservedForMediaLink?: number;
  /** @default 5 MiB; `update_with_media` takes less */
  readonly maxPhotoBytes?: number;
}

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
/** X's ids: 64 bits without sign, so up to 19 digits in practice. */
const ID = /^[0-9]{1,19}$/;
const PERMALINK =
  /^https:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/(?:[A-Za-z0-9_]{1,20}|i(?:\/web)?)\/status(?:es)?\/[0-9]{1,19}\/?(?:\?[\w=&%.~-]{0,200})?$/;
const MESSAGE_LINK =
  /^https:\/\/(?:www\.)?(?:twitter|x)\.com\/messages\/compose\?(?=.*\brecipient_id=[0-9]{1,19}(?:&|$))[\w=&%.~+-]{1,1000}$/;

/**
 * Everything about a post that is known to be refused, or silently changed, by X; empty when it can be sent. The one
 * validator: preview, triggers and publishing all ask it, so that they agree. What one driver cannot express is another
 * question: `unsupportedFields`.
 *
 * @param known facts of `post.media`, index by index; null or missing where nothing is known
 */
export function checkPost(post: Post, known: KnownMedia, rules: PostRules): readonly FieldFault[] {
  const hasMedia = post.media.length > 0;
  const room = rules.maxWeightedLength ?? MAX_WEIGHTED_TEXT_LENGTH;
  const maxWeightedLength = room - (hasMedia ? (rules.reservedForMediaLink ?? 0) : 0);
  return [
    ...checkText(post.text, { maxWeightedLength, hasMedia }),
    ...checkMedia(post.media, known, rules.maxPhotoBytes),
    ...checkReferences(post),
    ...checkGeo(post.geo ?? {}),
    ...checkSchedule(post.scheduleAtEpochMs, rules.nowEpochMs),
  ];
}

function checkReferences({ replyTo, attachmentUrl, additionalOwners = [], media }: Post): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (path: string, code: string, message: string): number => faults.push({ path, code, message });
  if (replyTo !== undefined && !ID.test(replyTo)) {
    add('replyTo', 'SCHEMA', 'the id of the post to reply to has 1 to 19 digits and nothing else');
  }
  if (attachmentUrl !== undefined && !PERMALINK.test(attachmentUrl) && !MESSAGE_LINK.test(attachmentUrl)) {
    add('attachmentUrl', 'SCHEMA', 'give the address of a post, https://x.com/NAME/status/ID, or a message link');
  }
  if (attachmentUrl !== undefined && media.length > 0) {
    add('attachmentUrl', 'MEDIA_MIX', 'X takes no media beside a quoted post or message link: leave one of them out');
  }
  if (additionalOwners.length > MAX_ADDITIONAL_OWNERS) {
    add('additionalOwners', 'SCHEMA', `${additionalOwners.length} user ids, allowed ${MAX_ADDITIONAL_OWNERS}`);
  } else if (!additionalOwners.every((owner) => ID.test(owner))) {
    add('additionalOwners', 'SCHEMA', 'user ids have 1 to 19 digits and nothing else: give ids, not names');
  }
  return faults;
}

/** X drops a half or impossible position without a word: better to hear of it. */
function checkGeo({ placeId, lat, long }: PostGeo): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (path: string, message: string): number => faults.push({ path, code: 'SCHEMA', message });
  if ((lat === undefined) !== (long === undefined)) {
    add(lat === undefined ? 'geo.lat' : 'geo.long', 'lat and long go together: give both or none');
  }
  if (lat !== undefined && !isWithin(lat, 90)) add('geo.lat', `got ${lat}, allowed -90 to 90`);
  if (long !== undefined && !isWithin(long, 180)) add('geo.long', `got ${long}, allowed -180 to 180`);
  if (placeId !== undefined && !/^[\w:.-]{1,64}$/.test(placeId)) {
    add('geo.placeId', 'a place id looks like df51dec6f4ee2b2c');
  }
  return faults;
}

function isWithin(degrees: number, limit: number): boolean {
  return Math.abs(degrees) <= limit;
}

function checkSchedule(scheduleAtEpochMs: number | undefined, nowEpochMs: number): readonly FieldFault[] {
  if (scheduleAtEpochMs === undefined || scheduleAtEpochMs - nowEpochMs <= YEAR_MS) return [];
  return [{ path: 'scheduleAt', code: 'SCHEMA', message: 'the time is more than a year ahead: allowed is one year' }];
}
