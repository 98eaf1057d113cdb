import type { Tag } from '@aws-sdk/client-s3';

/** All tags of ours begin so, and no others. */
const OWN_PREFIX = 'pigeonpost:';
/** S3 keeps no more on one object. */
const MAX_TAGS = 10;

/** Our tags with those that others put on the object; where there is no room for all, ours give way, the last first. */
export function mergeTags(found: readonly Tag[], own: Readonly<Record<string, string>>): Tag[] {
  const foreign = found.filter(({ Key = '' }) => !Key.startsWith(OWN_PREFIX));
  const ours = Object.entries(own).map(([Key, Value]) => ({ Key, Value }));
  return [...foreign, ...ours].slice(0, MAX_TAGS);
}
