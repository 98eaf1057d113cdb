import type { HoldReason } from '../../../domain/errors.ts';

/** What a call was for; the same words of X can mean different things. */
export type Step = 'create' | 'upload' | 'describe' | 'read';

/** What becomes of it: the error's class, with its stable code. */
export type Verdict =
  | { readonly error: 'XRefusedError'; readonly code: string }
  | { readonly error: 'MediaRejectedError'; readonly code: string }
  | { readonly error: 'DuplicateRefusedError'; readonly code: 'DUPLICATE' }
  | { readonly error: 'MediaIdRefusedError'; readonly code: 'X_MEDIA_INVALID' }
  | { readonly error: 'RateLimitedError'; readonly code: 'RATE_LIMITED' | 'DAILY_LIMIT' }
  | { readonly error: 'AccountHeldError'; readonly code: string; readonly reason: HoldReason };

/** One row: what X says, what that means here, what a person does about it. All conditions given must hold. */
export interface Outcome {
  readonly codes?: readonly number[];
  /** Last segments of v2 problem types. */
  readonly problems?: readonly string[];
  readonly statuses?: readonly number[];
  /** In X's title or detail. */
  readonly says?: RegExp;
  readonly steps?: readonly Step[];
  readonly verdict: Verdict;
  readonly advice: string;
}

const held = (reason: HoldReason, code: string): Verdict => ({ error: 'AccountHeldError', reason, code });
const refused = (code: string): Verdict => ({ error: 'XRefusedError', code });
const media = (code: string): Verdict => ({ error: 'MediaRejectedError', code });
const mediaId: Verdict = { error: 'MediaIdRefusedError', code: 'X_MEDIA_INVALID' };
const daily: Verdict = { error: 'RateLimitedError', code: 'DAILY_LIMIT' };

const useV2 = "If it is a self-serve app, it cannot post through v1.1: set `driver: 'v2'` for this account.";
const topUp = 'Buy credits in the X developer console, then `resume` the account.';
const waits = 'Nothing to do: the post waits until X allows it again.';
const regenerate = 'Regenerate the access token and secret in the X developer console and store them.';
const uploadAgain = 'Nothing to do: the same bytes are uploaded again, once.';

/**
 * Every answer of X that has a meaning of its own; the first row that fits counts. Below them stand the rows for a
 * whole status, so no refusal goes without a verdict. 5xx never gets here: it says nothing about what happened.
 *
 * Codes and texts: X's tables of June 2025 and August 2026, and bodies that people published since 2013.
 */
export const outcomes: readonly Outcome[] = [
  // Money and access.
  { problems: ['credits', 'credits-depleted'], verdict: held('credits', 'CREDITS'), advice: topUp },
  { statuses: [402], verdict: held('credits', 'CREDITS'), advice: topUp },
  { problems: ['usage-capped'], says: /daily/i, verdict: daily, advice: waits },
  {
    problems: ['usage-capped'],
    verdict: held('credits', 'USAGE_CAP'),
    advice: 'Raise the usage cap of the app in the X developer console, or wait for its next period, then `resume`.',
  },
  { codes: [453], verdict: held('access', 'ACCESS_TIER'), advice: useV2 },
  {
    codes: [68, 251],
    verdict: held('access', 'ACCESS_TIER'),
    advice: "X has switched this address off: set `driver: 'v2'` for this account.",
  },
  {
    codes: [261],
    verdict: held('access', 'ACCESS_WRITE'),
    advice:
      'Give the app "Read and write" in the X developer console, then regenerate the access token: an old token keeps its old rights.',
  },
  {
    problems: ['oauth1-permissions'],
    verdict: held('access', 'ACCESS_WRITE'),
    advice:
      'Give the app "Read and write" in the X developer console, then regenerate the access token: an old token keeps its old rights.',
  },
  {
    problems: ['client-forbidden'],
    verdict: held('access', 'ACCESS_TIER'),
    advice: 'Attach the app to a project with API access in the X developer console (pay-per-use, production).',
  },
  {
    problems: ['unsupported-authentication'],
    verdict: held('access', 'ACCESS_TOKEN_KIND'),
    advice: 'Store the four OAuth 1.0a values of the account; an app-only bearer token cannot post.',
  },
  {
    codes: [220],
    verdict: held('access', 'ACCESS_TOKEN_KIND'),
    advice: 'Store the four OAuth 1.0a values of the account; an app-only bearer token cannot post.',
  },
  {
    codes: [87, 416],
    verdict: held('access', 'ACCESS_TIER'),
    advice: 'Look at the state of the app in the X developer console: X does not let it do this.',
  },
  {
    codes: [34],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X does not know this address: check the X API base URL; for v1.1, set `driver: 'v2'`.",
  },
  // The account.
  {
    codes: [64],
    verdict: held('locked', 'ACCOUNT_LOCKED'),
    advice: 'X has suspended the account: log in to x.com, follow what it says, then `resume`.',
  },
  {
    codes: [326, 231],
    verdict: held('locked', 'ACCOUNT_LOCKED'),
    advice: 'Log in to x.com with this account to unlock it, then `resume`.',
  },
  {
    codes: [226],
    verdict: held('access', 'LOOKS_AUTOMATED'),
    advice:
      'X takes these calls for spam: log in to x.com with the account, pause for a day, post less often, then `resume`.',
  },
  // Keys. Code 32 and 135 come here only when the clock is not, or no longer, the reason.
  {
    codes: [135],
    verdict: held('clock-or-keys', 'CLOCK_OR_KEYS'),
    advice: 'Set the clock of this machine (NTP), then `resume`.',
  },
  { codes: [89], verdict: held('auth', 'AUTH'), advice: regenerate },
  { codes: [215, 99], verdict: held('auth', 'AUTH'), advice: regenerate },
  {
    codes: [32],
    verdict: held('auth', 'AUTH'),
    advice: 'Check that all four keys belong together and were copied whole; store them again.',
  },
  { statuses: [401], verdict: held('auth', 'AUTH'), advice: regenerate },
  // Pace.
  {
    codes: [191],
    verdict: daily,
    advice: 'Nothing to do: the post waits until X takes pictures of this account again.',
  },
  { codes: [185, 344], verdict: daily, advice: waits },
  { codes: [88], verdict: { error: 'RateLimitedError', code: 'RATE_LIMITED' }, advice: waits },
  { problems: ['rate-limit-exceeded'], verdict: { error: 'RateLimitedError', code: 'RATE_LIMITED' }, advice: waits },
  { statuses: [420, 429], verdict: { error: 'RateLimitedError', code: 'RATE_LIMITED' }, advice: waits },
  // The text.
  {
    codes: [187],
    verdict: { error: 'DuplicateRefusedError', code: 'DUPLICATE' },
    advice: 'The account posted the same text a short while ago: change it, or post it later.',
  },
  {
    says: /duplicate content|status is a duplicate/i,
    verdict: { error: 'DuplicateRefusedError', code: 'DUPLICATE' },
    advice: 'The account posted the same text a short while ago: change it, or post it later.',
  },
  { codes: [186], verdict: refused('TEXT_TOO_LONG'), advice: 'Shorten the text; links count 23, an emoji counts 2.' },
  { codes: [170], verdict: refused('TEXT_EMPTY'), advice: 'Give the post a text.' },
  { codes: [188], verdict: refused('LINK_REFUSED'), advice: 'X takes a link in the text for malware: remove it.' },
  { codes: [407], verdict: refused('LINK_REFUSED'), advice: 'Correct the link in the text.' },
  { says: /contains an invalid URL/i, verdict: refused('LINK_REFUSED'), advice: 'Correct the link in the text.' },
  { says: /cashtag/i, verdict: refused('CASHTAGS'), advice: 'X allows one $CASHTAG a post: remove the others.' },
  {
    codes: [151],
    verdict: refused('DIRECT_MESSAGE'),
    advice: 'The text reads like a direct message command ("D name"): change how it begins.',
  },
  // What it refers to.
  {
    codes: [385, 433, 421, 422, 425, 179, 144],
    verdict: refused('REPLY_TARGET'),
    advice: 'The post it answers is gone, not visible, or takes no replies from this account.',
  },
  {
    says: /reply to this conversation is not allowed/i,
    verdict: refused('REPLY_TARGET'),
    advice: 'X lets an app reply only where the author mentioned or quoted this account.',
  },
  {
    codes: [44],
    says: /attachment_url/i,
    verdict: refused('ATTACHMENT_URL'),
    advice: 'Give the permalink of a post, as in https://x.com/name/status/1, or a direct message link.',
  },
  {
    codes: [3],
    verdict: refused('COORDINATES'),
    advice: 'Give a latitude from -90 to 90 and a longitude from -180 to 180.',
  },
  { problems: ['resource-not-found'], verdict: refused('NOT_FOUND'), advice: 'What the post refers to is not on X.' },
  // Media.
  {
    codes: [324],
    says: /dimensions/i,
    verdict: media('MEDIA_PIXELS'),
    advice: 'A picture must have 4 to 8192 pixels on each side.',
  },
  { codes: [324, 325], verdict: mediaId, advice: uploadAgain },
  { codes: [44], says: /media_ids?/i, verdict: mediaId, advice: uploadAgain },
  { says: /media ids are invalid/i, verdict: mediaId, advice: uploadAgain },
  { says: /invalid media_id/i, verdict: mediaId, advice: uploadAgain },
  { statuses: [404], steps: ['upload', 'describe'], verdict: mediaId, advice: uploadAgain },
  {
    codes: [323, 386],
    verdict: media('MEDIA_MIX'),
    advice: 'A post takes 4 photos, or 1 GIF, or 1 video, and no quoted post beside them.',
  },
  {
    codes: [193],
    verdict: media('MEDIA_TOO_LARGE'),
    advice: 'Make the file smaller: 5 MB for a photo, 15 MB for a GIF, 512 MB for a video.',
  },
  {
    statuses: [413],
    verdict: media('MEDIA_TOO_LARGE'),
    advice: 'Make the file smaller: 5 MB for a photo, 15 MB for a GIF, 512 MB for a video.',
  },
  {
    says: /file size exceeds/i,
    verdict: media('MEDIA_TOO_LARGE'),
    advice: 'Make the file smaller: 5 MB for a photo, 15 MB for a GIF, 512 MB for a video.',
  },
  { codes: [189, 195], verdict: media('MEDIA_TYPE'), advice: 'Give a JPEG, PNG or GIF of at most 3 MB.' },
  {
    says: /media type unrecognized/i,
    verdict: media('MEDIA_TYPE'),
    advice: 'Give a JPEG, PNG, WEBP or GIF picture, or an MP4 or MOV video.',
  },
  { says: /video longer than/i, verdict: media('MEDIA_VIDEO'), advice: 'Shorten the video to 140 seconds.' },
  { says: /do not add up/i, steps: ['upload'], verdict: mediaId, advice: uploadAgain },
  // By status alone.
  {
    statuses: [410],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X has switched this address off: set `driver: 'v2'` for this account.",
  },
  {
    statuses: [404],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X does not know this address: check the X API base URL; for v1.1, set `driver: 'v2'`.",
  },
  {
    statuses: [403],
    verdict: refused('X_FORBIDDEN'),
    advice:
      'X gives no closer reason. Likely ones: the text is too long, the app may not write, or the account may not do this.',
  },
];

/** For a refusal that no row fits. */
export const anyRefusal = {
  verdict: refused('X_REFUSED'),
  advice: 'Read what X said; if it is no fault of the post, report it with the request id.',
} as const satisfies Outcome;
