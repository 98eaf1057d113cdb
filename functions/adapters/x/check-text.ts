import { XRefusedError } from '../../domain/errors.ts';
import type { PostRequest } from '../../domain/x-account.ts';
import { MAX_PHOTOS } from '../../domain/x-limits.ts';

/**
 * Last look before the call: what cannot become a post is refused while nothing was sent.
 *
 * @throws XRefusedError
 */
export function checkText({ text, mediaIds, inlineMedia }: PostRequest): void {
  if (!text.isWellFormed()) {
    throw new XRefusedError('TEXT_INVALID', 'the text holds half a character (a lone surrogate); nothing was sent', {
      advice: 'Send the text as UTF-8 without cutting it inside a character.',
    });
  }
  if (text === '' && mediaIds.length === 0 && inlineMedia === undefined) {
    throw new XRefusedError('TEXT_EMPTY', 'the post has neither text nor media; nothing was sent', {
      advice: 'Give the post a text or a picture.',
    });
  }
  if (mediaIds.length > MAX_PHOTOS) {
    const message = `the post has ${mediaIds.length} media; X takes ${MAX_PHOTOS} photos, 1 GIF or 1 video`;
    throw new XRefusedError('MEDIA_MIX', `${message}; nothing was sent`, { advice: 'Split it into several posts.' });
  }
}
