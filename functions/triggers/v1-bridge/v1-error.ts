/** The codes of v1.1 that the bridge answers with, with X's own words for them (error codes of 2013 to 2023). */
export const v1Errors = {
  couldNotAuthenticate: { status: 401, code: 32, message: 'Could not authenticate you.' },
  pageMissing: { status: 404, code: 34, message: 'Sorry, that page does not exist.' },
  parameterMissing: { status: 400, code: 38, message: 'media parameter is missing.' },
  parameterInvalid: { status: 400, code: 44, message: 'media_ids parameter is invalid.' },
  accountSuspended: {
    status: 403,
    code: 64,
    message: 'Your account is suspended and is not permitted to access this feature.',
  },
  apiRetired: {
    status: 410,
    code: 68,
    message: 'The Twitter REST API v1 is no longer active. Please migrate to API v1.1.',
  },
  methodNotAllowed: { status: 405, code: 86, message: 'This method requires another HTTP method.' },
  rateLimited: { status: 429, code: 88, message: 'Rate limit exceeded' },
  tokenUnknown: { status: 401, code: 89, message: 'Invalid or expired token.' },
  overCapacity: { status: 503, code: 130, message: 'Over capacity.' },
  internal: { status: 500, code: 131, message: 'Internal error.' },
  timestampOutOfBounds: { status: 401, code: 135, message: 'Timestamp out of bounds.' },
  statusMissing: { status: 404, code: 144, message: 'No status found with that ID.' },
  notSentAsMessage: {
    status: 403,
    code: 151,
    message: 'There was an error sending your message: direct messages are not sent from here.',
  },
  textMissing: { status: 403, code: 170, message: 'Missing required parameter: status.' },
  notYours: { status: 403, code: 183, message: "You may not delete another user's status." },
  statusLimit: { status: 403, code: 185, message: 'User is over daily status update limit.' },
  tooLong: { status: 403, code: 186, message: 'Tweet needs to be a bit shorter.' },
  duplicate: { status: 403, code: 187, message: 'Status is a duplicate.' },
  mediaTooLarge: { status: 400, code: 193, message: 'One or more of the uploaded media is too large.' },
  mediaMissing: { status: 403, code: 195, message: 'Missing or invalid url parameter.' },
  mediaLimit: { status: 403, code: 191, message: 'User is over daily photo limit' },
  badAuthentication: { status: 400, code: 215, message: 'Bad Authentication data.' },
  notForApps: { status: 403, code: 220, message: 'Your credentials do not allow access to this resource.' },
  mixedMedia: { status: 400, code: 323, message: 'Animated GIFs are not allowed when uploading multiple images.' },
  mediaInvalid: { status: 400, code: 324, message: 'The validation of media ids failed.' },
  mediaUnknown: { status: 400, code: 325, message: 'A media id was not found.' },
  accountLocked: {
    status: 403,
    code: 326,
    message: 'To protect our users from spam and other malicious activity, this account is temporarily locked.',
  },
  replyTargetGone: {
    status: 403,
    code: 385,
    message: 'You attempted to reply to a Tweet that is deleted or not visible to you.',
  },
  tooManyAttachments: { status: 403, code: 386, message: 'The Tweet exceeds the number of allowed attachment types.' },
  replyRestricted: {
    status: 403,
    code: 433,
    message: 'The original Tweet author restricted who can reply to this Tweet.',
  },
} as const;

export interface V1ErrorFacts {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** What a caller of the bridge is refused with: a status, and a code of v1.1 with its words. */
export class V1Error extends Error {
  override readonly name = 'V1Error';
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param facts of `v1Errors`
   * @param message instead of X's own words, where more is known
   */
  constructor(facts: V1ErrorFacts, message?: string, headers: Readonly<Record<string, string>> = {}) {
    super(message ?? facts.message);
    this.status = facts.status;
    this.code = facts.code;
    this.headers = headers;
  }
}

/** A refusal of `media/upload`, which has a shape of its own: `{"request","error"}` and no code. */
export class V1MediaError extends Error {
  override readonly name = 'V1MediaError';
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
