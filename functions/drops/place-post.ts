import type { DropConfig } from '../config/config-schema.ts';
import type { Post } from '../domain/post.ts';
import type { MediaSource } from '../domain/x-account.ts';
import { parsePlace } from '../triggers/s3-drop/parse-place.ts';
import type { GatherPorts } from './check-drop.ts';
import { readHead } from './describe-picture.ts';

export interface PlacedPost {
  readonly post: Post;
  readonly warnings: readonly string[];
}

/** The post with the place where its first picture was taken, where its route shows places and nothing else was written. */
export async function placePost(
  post: Post,
  first: Pick<MediaSource, 'read' | 'kind' | 'totalBytes'> | undefined,
  route: DropConfig | undefined,
  { config }: Pick<GatherPorts, 'config'>,
): Promise<PlacedPost> {
  if (route?.location !== true || post.geo !== undefined || first?.kind !== 'photo') return { post, warnings: [] };
  const place = await parsePlace(await readHead(first));
  if (place === null) return { post, warnings: [] };
  // X's v2 takes the id of a place, and no coordinates (POST /2/tweets, August 2026).
  const isV1 = config.accounts[post.account]?.driver === 'v1';
  if (!isV1) return { post, warnings: ['geo cannot be said by driver "v2": posted without the place in the picture'] };
  return { post: { ...post, geo: place }, warnings: [] };
}
