import type { MediaRef, Post } from '../../domain/post.ts';

export interface DroppedPicture {
  readonly account: string;
  readonly ref: MediaRef;
}

/** The post that one dropped picture becomes: the picture alone, its text empty. */
export function dropToPost({ account, ref }: DroppedPicture): Post {
  return { account, text: '', media: [{ from: 'stored', ref }] };
}
