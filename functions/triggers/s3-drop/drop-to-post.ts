import type { MediaRef, Post } from '../../domain/post.ts';
import { nativeToPost } from '../parse-native-post.ts';
import type { Sidecar } from './parse-sidecar.ts';

export interface DroppedPicture {
  readonly account: string;
  readonly ref: MediaRef;
  /** What was written about it; empty for a bare picture. */
  readonly about: Sidecar;
}

/** The post that one dropped picture becomes: its text is empty where nothing was written about it. */
export function dropToPost({ account, ref, about: { altText, ...native } }: DroppedPicture): Post {
  const described = altText === undefined ? {} : { altText };
  return nativeToPost(native, account, [{ from: 'stored', ref, ...described }]);
}
