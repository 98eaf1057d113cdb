import { XRefusedError } from '../../domain/errors.ts';
import type { PostRequest } from '../../domain/x-account.ts';
import { MAX_PHOTOS } from '../../domain/x-limits.ts';
import { adviceOf, type OwnCode } from './answers/own-outcomes.ts';

/**
 * Last look before the call: what cannot become a post is refused while nothing was sent.
 *
 * @throws XRefusedError
 */
export function checkRequest({ text, mediaIds, inlineMedia }: PostRequest, takesInlineMedia = false): void {
  if (!text.isWellFormed()) {
    throw unsent('TEXT_INVALID', 'the text holds half a character (a lone surrogate)');
  }
  if (text === '' && mediaIds.length === 0 && inlineMedia === undefined) {
    throw unsent('TEXT_EMPTY', 'the post has neither text nor media');
  }
  if (mediaIds.length > MAX_PHOTOS) {
    const message = `the post has ${mediaIds.length} media; X takes ${MAX_PHOTOS} photos, 1 GIF or 1 video`;
    throw unsent('TOO_MANY_MEDIA', message);
  }
  if (inlineMedia !== undefined && !takesInlineMedia) {
    throw unsent('UNSUPPORTED_FIELD', 'this account takes no picture inside the call');
  }
}

/** A refusal of our own, before the call. */
export function unsent(code: OwnCode, message: string): XRefusedError {
  return new XRefusedError(code, `${message}; nothing was sent`, { advice: adviceOf(code) });
}
