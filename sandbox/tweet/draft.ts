import type { Tweet } from '../state/tweet.ts';

/** A Tweet that somebody wants to post: everything but what posting gives it. */
export interface Draft extends Omit<Tweet, 'id' | 'userId' | 'createdAtEpochMs' | 'consumerKey'> {
  /** Characters that media take from the text, as `update_with_media` counts them. */
  readonly reservedLength: number;
  /** Pictures that came with this very call, which count for the daily media limit. */
  readonly newMedia: number;
}

export const EMPTY_DRAFT: Omit<Draft, 'text' | 'via'> = {
  prefix: '',
  mediaIds: [],
  sensitive: false,
  replyTo: undefined,
  quotedId: undefined,
  point: undefined,
  placeId: undefined,
  extras: undefined,
  reservedLength: 0,
  newMedia: 0,
};
