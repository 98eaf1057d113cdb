/** Why an upload call was refused; each version of the API words it in its own shape. */
export type MediaRefusal =
  | { readonly kind: 'missing-parameter'; readonly parameter: string }
  | { readonly kind: 'invalid-parameter'; readonly parameter: string; readonly value: string }
  /** No such id, another account's, expired, or not yet finalized: X does not tell them apart. */
  | { readonly kind: 'unknown-media'; readonly mediaId: string }
  /** A sentence about the media itself. */
  | { readonly kind: 'bad-media'; readonly message: string }
  /** STATUS of media that was ready at once. */
  | { readonly kind: 'nothing-to-process'; readonly mediaId: string }
  /** Larger than the servers in front of the API let through. */
  | { readonly kind: 'too-large' };

export class MediaRefusedError extends Error {
  override readonly name = 'MediaRefusedError';
  readonly refusal: MediaRefusal;

  constructor(refusal: MediaRefusal) {
    super(`media refused: ${refusal.kind}`);
    this.refusal = refusal;
  }
}

export function missingParameter(parameter: string): MediaRefusedError {
  return new MediaRefusedError({ kind: 'missing-parameter', parameter });
}

export function invalidParameter(parameter: string, value: string): MediaRefusedError {
  return new MediaRefusedError({ kind: 'invalid-parameter', parameter, value });
}

export function unknownMedia(mediaId: string): MediaRefusedError {
  return new MediaRefusedError({ kind: 'unknown-media', mediaId });
}

export function badMedia(message: string): MediaRefusedError {
  return new MediaRefusedError({ kind: 'bad-media', message });
}

/** X's sentence for bytes that are none of the media it takes (tweepy issue 1998; x-ruby issue 54). */
export function unrecognizedMedia(): MediaRefusedError {
  return badMedia('media type unrecognized.');
}
