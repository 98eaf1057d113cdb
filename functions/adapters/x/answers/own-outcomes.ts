import type { Retry } from '../../../domain/errors.ts';

/** One fault that we see ourselves, without an answer of X or before one. */
export interface OwnOutcome {
  readonly error: string;
  readonly retry: Retry;
  readonly means: string;
  readonly advice: string;
}

/** Every code of this adapter that no row of X's answers gives; `docs/errors.md` is made from both. */
export const ownOutcomes = {
  X_UNREACHABLE: {
    error: 'XUnreachableError',
    retry: 'later',
    means: 'X could not be reached; not a byte was sent.',
    advice: 'Check the network and the X API base URL; the post waits and is tried again.',
  },
  X_UNAVAILABLE: {
    error: 'XUnavailableError',
    retry: 'later',
    means:
      'A read or a step of an upload failed on the side of X after four tries; or X refused the time of a request, and the offset is corrected now.',
    advice: 'Nothing to do: it is tried again.',
  },
  OUTCOME_UNKNOWN: {
    error: 'OutcomeUnknownError',
    retry: 'check-first',
    means:
      'The call that creates the post went out and no clear answer came back: a timeout, a cut connection, 5xx, or a success without an id.',
    advice: 'Nothing to do: the own recent posts are searched for it, and nothing is sent again before that.',
  },
  CLOCK_OR_KEYS: {
    error: 'AccountHeldError',
    retry: 'later',
    means: 'X refuses the signature although the clock was corrected, or tells no time to correct it by.',
    advice: 'Set the clock of this machine (NTP); if it is right, store the four keys again. Then `resume`.',
  },
  SECRET_MALFORMED: {
    error: 'AccountHeldError',
    retry: 'later',
    means: 'The secret of the account is no JSON object with four clean values. The message names the field.',
    advice: 'Store the four keys again, for instance with `auth login`.',
  },
  READ_ONLY: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'A dry run asked for something that is no read.',
    advice: 'Run it again without the dry run to post.',
  },
  TEXT_INVALID: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'The text holds half a character (a lone surrogate).',
    advice: 'Send the text as UTF-8, and do not cut it inside a character.',
  },
  TEXT_EMPTY: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'There is neither text nor media, or a picture without a text for `update_with_media`.',
    advice: 'Give the post a text.',
  },
  TOO_MANY_MEDIA: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'The post has more than four media.',
    advice: 'Split it into several posts: X takes 4 photos, 1 GIF or 1 video.',
  },
  UNSUPPORTED_FIELD: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'The driver of the account has no place for a field of the post.',
    advice: 'The message names the field, the driver and the way out.',
  },
  ATTACHMENT_URL: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'The attached link is neither a post nor a direct message link.',
    advice: 'Give the permalink of a post, as in https://x.com/name/status/1.',
  },
  REPLY_MENTION: {
    error: 'XRefusedError',
    retry: 'never',
    means: 'A reply through `update_with_media` does not mention the author it answers; X would post it as no reply.',
    advice: "Write their @name into the text, or take `endpoint` out of the account's config.",
  },
  MEDIA_TYPE: {
    error: 'MediaRejectedError',
    retry: 'never',
    means: 'X does not take this type there.',
    advice: 'Convert it: JPEG, PNG, WEBP or GIF for a picture, MP4 or MOV for a video.',
  },
  MEDIA_EMPTY: {
    error: 'MediaRejectedError',
    retry: 'never',
    means: 'The file holds no bytes.',
    advice: 'Drop the file again once it is complete.',
  },
  MEDIA_TOO_LARGE: {
    error: 'MediaRejectedError',
    retry: 'never',
    means: 'The file is larger than X takes.',
    advice: 'Make it smaller: 5 MB for a photo (3 MB with `update_with_media`), 15 MB for a GIF, 512 MB for a video.',
  },
  MEDIA_PROCESSING_FAILED: {
    error: 'MediaRejectedError',
    retry: 'never',
    means: 'X took the file and gave up on it; the message has its reason.',
    advice: 'Re-encode it: MP4 with H.264 and AAC, 0.5 to 140 seconds, at most 1280 x 1024 and 60 frames a second.',
  },
  SOURCE_CHANGED: {
    error: 'MediaRejectedError',
    retry: 'never',
    means: 'The store gave more or fewer bytes than it said.',
    advice: 'Drop the file again once it is complete.',
  },
} as const satisfies Record<string, OwnOutcome>;

export type OwnCode = keyof typeof ownOutcomes;

/** What a person does about it. */
export function adviceOf(code: OwnCode): string {
  return ownOutcomes[code].advice;
}
