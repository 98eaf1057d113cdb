/** What a verifier looks at: the bytes as they came, and the headers with their names in lower case. */
export interface SignedCall {
  readonly rawBody: Uint8Array;
  /** A header given twice stands here joined by a comma, as API Gateway joins it. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A webhook's keys, decoded. `previous` is honoured until it is taken away: that is how keys are changed. */
export interface WebhookKeys {
  readonly current: Uint8Array;
  readonly previous?: Uint8Array;
  /** Bearer token that may read this webhook's posts. */
  readonly apiKey?: string;
}

/** What the signature vouches for, beside the body. */
export interface VerifiedCall {
  /** The call's id, where the scheme signs one. */
  readonly signedId?: string;
  /** An id that nothing vouches for; counts because the webhook's config, or its scheme, says so. */
  readonly unsignedId?: string;
  readonly keyGeneration: 'current' | 'previous';
}
