import { commandFailureCodes } from './command-failure-codes.ts';
import type { FailureCode } from './failure-code.ts';
import { mediaFailureCodes } from './media-failure-codes.ts';

export type { FailureCode } from './failure-code.ts';

const CORRECT = 'Correct it and send it again; `redrive` sends a failed post again as it is.';

/** The codes that Pigeonpost gives without asking X, for the page on errors and for whoever reads a log. */
export const failureCodes: Readonly<Record<string, FailureCode>> = {
  SCHEMA: { means: 'a field is missing, unknown or of the wrong form', again: 'never', advice: CORRECT },
  TEXT_EMPTY: { means: 'neither text nor media', again: 'never', advice: CORRECT },
  TEXT_TOO_LONG: { means: 'more than X counts as 280', again: 'never', advice: 'Shorten it, or send it as a thread.' },
  TEXT_INVALID: { means: 'characters that X takes nowhere', again: 'never', advice: CORRECT },
  ALT_TEXT: {
    means: 'alt text is missing where the account asks for it, or too long',
    again: 'never',
    advice: 'Describe the picture in at most 1,000 characters.',
  },
  ...mediaFailureCodes,
  SOURCE_GONE: { means: 'the file is not there any more', again: 'never', advice: 'Drop it again.' },
  SOURCE_CHANGED: {
    means: 'the file was changed after it was dropped',
    again: 'never',
    advice: 'Nothing to do: the changed file is a drop of its own.',
  },
  SOURCE_UNREADABLE: {
    means: 'the file is there, and S3 does not give it: archived, or encrypted with a key of its owner',
    again: 'never',
    advice: 'Drop it again in a storage class that can be read at once.',
  },
  SIDECAR_INVALID: {
    means: 'the file beside a picture cannot be read, or has a field that no post has',
    again: 'never',
    advice: 'Correct it, then `redrive`.',
  },
  SIDECAR_SEVERAL: {
    means: 'more than one file tells of the same picture',
    again: 'never',
    advice: 'Keep one, then `redrive`.',
  },
  SIDECAR_MISSING: {
    means: 'the route asks for a sidecar, and none came within `waitSeconds`',
    again: 'never',
    advice: 'Put it beside the picture, then `redrive`.',
  },
  SIDECAR_ALONE: {
    means: 'a sidecar without a picture of the same name',
    again: 'never',
    advice: 'Drop the picture: it takes the sidecar as it is then.',
  },
  SIDECAR_LATE: {
    means: 'a sidecar that came after its picture was posted, on its way, or had failed',
    again: 'never',
    advice: 'Delete the post on X, and drop both again; if it failed, `redrive` it.',
  },
  SIDECAR_USED: {
    means: 'a sidecar that came before its picture, and is part of its post now',
    again: 'never',
    advice: 'Nothing to do.',
  },
  METADATA_INVALID: {
    means: 'metadata of the dropped object hold a value that its field does not take',
    again: 'never',
    advice: 'Drop it again with corrected metadata.',
  },
  CAPTION_TEMPLATE: {
    means: 'the `caption` of the route is no Liquid, or names what does not exist',
    again: 'never',
    advice: 'Correct the config, restart, then `redrive`.',
  },
  MANIFEST_INVALID: {
    means: 'the manifest of an album cannot be read, or has a field that no post has',
    again: 'never',
    advice: 'Correct it: its new version is a drop of its own.',
  },
  ALBUM_INCOMPLETE: {
    means: 'a picture that a manifest names did not arrive within `waitSeconds`',
    again: 'never',
    advice: 'Drop it, then `redrive`.',
  },
  REPLY_MISSING: {
    means: 'the manifest whose post is to be answered was not dropped within `waitSeconds`',
    again: 'never',
    advice: 'Drop it, then `redrive`.',
  },
  REPLY_UNPOSTED: {
    means: 'the post of the manifest that is to be answered failed',
    again: 'never',
    advice: 'Redrive that one, then this one.',
  },
  NO_ROUTE: {
    means: 'a file in the drop bucket that no route takes; told once for each folder at the top',
    again: 'never',
    advice: 'Add a route for it, or leave it.',
  },
  QUIET_HOURS: { means: 'its route is quiet just now', again: 'by itself', advice: 'Nothing to do.' },
  ROUTE_PACE: {
    means: 'its route posted less than `minimumSpacingSeconds` ago',
    again: 'by itself',
    advice: 'Nothing to do.',
  },
  ALBUM_PART: {
    means: 'a file in the folder of a manifest, which decides what becomes of it',
    again: 'never',
    advice: 'Nothing to do.',
  },
  KEY_INVALID: { means: 'a key that is no text', again: 'never', advice: 'Rename the object and drop it again.' },
  EVENT_INVALID: {
    means: 'a message that S3 did not write',
    again: 'never',
    advice: 'Look who else writes to the intake queue.',
  },
  HINT_INVALID: {
    means: 'a hint that names no account, or no post',
    again: 'never',
    advice: 'Look who else writes to the queues of hints.',
  },
  REPEATED: {
    means: 'the same picture or text was posted by this account within `repeatWindowHours`',
    again: 'never',
    advice: 'Change it, or set `repeats` to `allow`.',
  },
  EXPIRED: {
    means: 'later than `maxLatenessHours`',
    again: 'never',
    advice: 'Send it again with `redrive` if it still matters.',
  },
  CANCELLED: { means: 'cancelled by hand', again: 'never', advice: 'Send it as a new post.' },
  THREAD: { means: 'a thread of less than 2 or more than 25 parts', again: 'never', advice: 'Split it otherwise.' },
  THREAD_STOPPED: {
    means: 'an earlier part of its thread was not posted',
    again: 'never',
    advice: 'Redrive that part.',
  },
  THREAD_WAITS: { means: 'the part before it is not posted yet', again: 'by itself', advice: 'Nothing to do.' },
  PACE: {
    means: '`postsPerDay`, spacing or X’s own window asks to wait',
    again: 'by itself',
    advice: 'Nothing to do.',
  },
  MEDIA_PER_DAY: { means: '`mediaPerDay` is reached', again: 'by itself', advice: 'Nothing to do.' },
  BUDGET: {
    means: '`monthlyBudgetUsd` would be passed',
    again: 'after resume',
    advice: 'Raise the budget, or wait for the next month: it goes on by itself then.',
  },
  ACCOUNT_HELD: {
    means: 'a call of the bridge for an account that stands still: it is refused, not kept',
    again: 'never',
    advice: '`info` or `posts` says why the account stands still; `resume` it, and the client may call again.',
  },
  SECRET_NO_CURRENT: {
    means: 'the secret exists, and holds no value yet or only a pending one',
    again: 'after resume',
    advice: 'Store the keys with `auth login`, then `resume`; a webhook’s with `webhook secret`.',
  },
  SECRET_MISSING: { means: 'the account has no keys', again: 'after resume', advice: 'Store its keys, then `resume`.' },
  SECRET_UNREADABLE: {
    means: 'the file, or the store, of the keys cannot be read',
    again: 'after resume',
    advice: 'Mend it, then `resume`.',
  },
  SECRET_MALFORMED: {
    means: 'the keys are incomplete, or hold blanks or a placeholder',
    again: 'after resume',
    advice: 'Store all four values as X shows them, then `resume`.',
  },
  OUTCOME_UNKNOWN: {
    means: 'the call went out and nobody knows whether X took it',
    again: 'after a look',
    advice: 'Pigeonpost looks for it; if it asks you, look on X and `settle`.',
  },
  NOT_POSTED: { means: 'settled by hand: it is not on X', again: 'never', advice: '`redrive` sends it again.' },
  ...commandFailureCodes,
  IDEMPOTENCY_KEY: {
    means: 'the call’s key is missing where it is needed, or of the wrong form',
    again: 'never',
    advice: 'Send `Idempotency-Key` with each call, the same one for a repeat.',
  },
  TEMPLATE: {
    means: 'a template of the webhook cannot be filled from the call’s body',
    again: 'never',
    advice: 'Correct the template in the config, or the body.',
  },
  IDEMPOTENCY_REUSE: {
    means: 'the key of a call was used before with another content',
    again: 'never',
    advice: 'Send the changed post under a new key.',
  },
  TOO_MANY_CALLS: {
    means: 'more calls than the webhook’s `perMinute`',
    again: 'never',
    advice: 'Send it again after `Retry-After`.',
  },
  SIGNATURE_INVALID: {
    means: 'a call is unsigned, wrongly signed, or out of time',
    again: 'never',
    advice: 'Check secret and clock of the sender.',
  },
  TIMESTAMP_OUT_OF_RANGE: {
    means: 'a call was signed more than five minutes before or after now',
    again: 'never',
    advice: 'Set the clock of the sender.',
  },
  UTF8_INVALID: {
    means: 'a body that is no UTF-8, or begins with a BOM',
    again: 'never',
    advice: 'Send UTF-8 without a BOM.',
  },
  JSON_INVALID: {
    means: 'a body that is no JSON, or says something twice',
    again: 'never',
    advice: 'Send strict JSON.',
  },
  FORM_INVALID: {
    means: 'a form that cannot be read, or says something twice',
    again: 'never',
    advice: 'Write it by a library; the answer names the field.',
  },
  ACCOUNT_UNKNOWN: {
    means: 'a webhook may not post to that account',
    again: 'never',
    advice: 'Name one that its config has.',
  },
  LEDGER_UNAVAILABLE: {
    means: 'the log does not answer',
    again: 'by itself',
    advice: 'Send a refused call again; look at the disk, or at DynamoDB.',
  },
  CONFIG: { means: 'the configuration cannot work', again: 'never', advice: 'Correct what the report lists.' },
  INTERNAL: {
    means: 'a fault of Pigeonpost',
    again: 'by itself',
    advice: 'Report it with the lines of the journal; `redrive` sends it again.',
  },
};
