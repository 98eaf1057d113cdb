import type { Post } from '../post.ts';
import type { FieldFault } from '../x-account.ts';
import { type FieldRule, listFieldFaults } from './list-field-faults.ts';
import { readAttachmentUrl } from './read-attachment-url.ts';

const useV1 = "drop it, or set `driver: 'v1'` for this account";

/** Fields without a place in POST /2/tweets (OpenAPI 2.167, August 2026). */
const rules: readonly FieldRule[] = [
  {
    path: 'geo.lat',
    isUsed: ({ geo }) => geo?.lat !== undefined,
    reason: 'takes a place, no coordinates',
    wayOut: 'give geo.placeId instead',
  },
  {
    path: 'geo.long',
    isUsed: ({ geo }) => geo?.long !== undefined,
    reason: 'takes a place, no coordinates',
    wayOut: 'give geo.placeId instead',
  },
  {
    path: 'geo.displayCoordinates',
    isUsed: ({ geo }) => geo?.displayCoordinates !== undefined,
    reason: 'takes a place, no coordinates',
    wayOut: 'drop it',
  },
  {
    path: 'sensitive',
    isUsed: ({ sensitive, media }) => sensitive === true && media.length === 0,
    reason: 'marks pictures and videos, not a text alone',
    wayOut: useV1,
  },
  {
    path: 'attachmentUrl',
    isUsed: ({ attachmentUrl }) => attachmentUrl !== undefined && readAttachmentUrl(attachmentUrl) === undefined,
    reason: 'takes the permalink of a post or a direct message link',
    wayOut: 'give one, as in https://x.com/name/status/1',
  },
];

/** What POST /2/tweets cannot express. */
export function unsupportedByV2(post: Post): readonly FieldFault[] {
  return listFieldFaults('v2', rules, post);
}
