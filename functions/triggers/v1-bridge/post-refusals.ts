import type { Failure } from '../../domain/publication.ts';
import type { FieldFault } from '../../domain/x-account.ts';
import { V1Error, v1Errors, type V1ErrorFacts } from './v1-error.ts';

const forbidden = (code: number, message: string): V1ErrorFacts => ({ status: 403, code, message });

const notCreated = forbidden(189, 'Error creating status.');
const notPermitted = forbidden(87, 'Client is not permitted to perform this action.');
const noWrite = forbidden(261, 'Application cannot perform write actions.');
const invalid = (name: string): V1ErrorFacts => ({
  ...v1Errors.parameterInvalid,
  message: `${name} parameter is invalid.`,
});

/** One row: what our code is on v1.1, with X's own words, unless people are helped more by ours. */
interface Refusal {
  readonly facts: V1ErrorFacts;
  /** Append what happened, since v1.1 had no such thing. */
  readonly explain?: true;
}

/** Every code of a post that failed, as v1.1 says it. What is not here is `Error creating status.`, explained. */
const refusals: Readonly<Record<string, Refusal>> = {
  TEXT_EMPTY: { facts: v1Errors.textMissing },
  TEXT_TOO_LONG: { facts: v1Errors.tooLong },
  TEXT_INVALID: { facts: notCreated },
  UTF8_INVALID: { facts: notCreated },
  DUPLICATE: { facts: v1Errors.duplicate },
  REPEATED: { facts: v1Errors.duplicate },
  REPLY_TARGET: { facts: v1Errors.replyRestricted },
  ATTACHMENT_URL: { facts: invalid('attachment_url') },
  // Media.
  X_MEDIA_INVALID: { facts: v1Errors.mediaInvalid },
  MEDIA_MIX: { facts: v1Errors.mediaInvalid },
  MEDIA_PIXELS: {
    facts: { ...v1Errors.mediaInvalid, message: 'Image dimensions must be >= 4x4 and <= 8192x8192' },
  },
  GIF_LIMITS: { facts: v1Errors.mediaInvalid, explain: true },
  VIDEO_LIMITS: { facts: v1Errors.mediaInvalid, explain: true },
  MEDIA_VIDEO: { facts: v1Errors.mediaInvalid, explain: true },
  MEDIA_PROCESSING_FAILED: { facts: v1Errors.mediaInvalid, explain: true },
  MEDIA_PROCESSING_STUCK: { facts: v1Errors.mediaInvalid, explain: true },
  MEDIA_TYPE: { facts: v1Errors.mediaMissing },
  MEDIA_TYPE_HEIC: { facts: v1Errors.mediaMissing },
  MEDIA_EMPTY: { facts: v1Errors.mediaMissing },
  MEDIA_CORRUPT: { facts: v1Errors.mediaMissing },
  MEDIA_TOO_LARGE: { facts: { ...v1Errors.mediaTooLarge, status: 403 } },
  ALT_TEXT: { facts: notCreated, explain: true },
  // Pace and money.
  PACE: { facts: v1Errors.statusLimit },
  DAILY_LIMIT: { facts: v1Errors.statusLimit },
  MEDIA_PER_DAY: { facts: v1Errors.mediaLimit },
  RATE_LIMITED: { facts: v1Errors.rateLimited },
  BUDGET: { facts: notPermitted, explain: true },
  CREDITS: { facts: notPermitted, explain: true },
  USAGE_CAP: { facts: notPermitted, explain: true },
  // The account on X.
  ACCOUNT_LOCKED: { facts: v1Errors.accountLocked },
  LOOKS_AUTOMATED: {
    facts: forbidden(
      226,
      "This request looks like it might be automated. To protect our users from spam and other malicious activity, we can't complete this action right now.",
    ),
  },
  ACCESS_WRITE: { facts: noWrite },
  ACCESS_TIER: { facts: forbidden(453, 'The X app behind this account has no access to what this asks for.') },
  ACCOUNT_HELD: { facts: notPermitted, explain: true },
  // Ours.
  EXPIRED: { facts: v1Errors.overCapacity },
  INTERNAL: { facts: v1Errors.internal },
};

/** The refusal of a post that ended without standing on X. */
export function refusalOf({ code, message }: Failure): V1Error {
  const closer = closerFacts(code, message);
  if (closer !== undefined) return new V1Error(closer);
  const { facts, explain } = refusals[code] ?? { facts: notCreated, explain: true };
  return new V1Error(facts, explain === true ? `${facts.message} ${code}: ${firstLine(message)}` : facts.message);
}

/** The refusal of a post for the first of its faults, in the order in which X looks. */
export function refusalOfFaults(faults: readonly FieldFault[]): V1Error {
  const [first] = faults.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) return new V1Error(notCreated);
  if (first.path === 'attachmentUrl') {
    return new V1Error(first.code === 'MEDIA_MIX' ? v1Errors.tooManyAttachments : invalid('attachment_url'));
  }
  if (first.path === 'additionalOwners') return new V1Error(invalid('additional_owners'));
  return refusalOf(first);
}

/** Media before what is attached before the text. */
function rank({ path }: FieldFault): number {
  return path.startsWith('media') ? 0 : path.startsWith('attachment') ? 1 : 2;
}

/** Where one code of ours stands for several of X's, the words tell which. */
function closerFacts(code: string, message: string): V1ErrorFacts | undefined {
  if (code === 'REPLY_TARGET' && /deleted or not visible/i.test(message)) return v1Errors.replyTargetGone;
  if (code === 'ACCOUNT_LOCKED' || code === 'ACCOUNT_HELD') return heldFacts(message);
  if (code === 'MEDIA_MIX' && /\bcode 386\b/.test(message)) return v1Errors.tooManyAttachments;
  if (code === 'MEDIA_MIX' && /GIFs are not|GIF or video among/.test(message)) return v1Errors.mixedMedia;
  if (code === 'PACE' && message.includes('mediaPerDay')) return v1Errors.mediaLimit;
  if (code === 'PACE' && message.includes("X's limit x-rate-limit ")) return v1Errors.rateLimited;
  if (code === 'DAILY_LIMIT' && /\bcode 191\b|photo limit/i.test(message)) return v1Errors.mediaLimit;
  return undefined;
}

/** What X said of an account or its app when it was asked last. */
function heldFacts(message: string): V1ErrorFacts | undefined {
  if (/\bcode 64\b|suspended/i.test(message)) return v1Errors.accountSuspended;
  if (/\bcode 326\b|\(locked\)/.test(message)) return v1Errors.accountLocked;
  return /\bcode 261\b|oauth1-permissions/.test(message) ? noWrite : undefined;
}

/** A line is enough for a client's log, and what stands behind it may be long. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.slice(0, 300) ?? '';
}
