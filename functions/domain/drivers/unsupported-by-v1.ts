import type { Post } from '../post.ts';
import type { FieldFault } from '../x-account.ts';
import { type FieldRule, listFieldFaults } from './list-field-faults.ts';
import { mentions } from './mentions.ts';

const useV2 = "drop it, or set `driver: 'v2'` for this account";
const useUpload = "drop it, or take `endpoint` out of the account's config";

/** Fields that came with v2. */
const newFields: readonly FieldRule[] = [
  {
    path: 'replySettings',
    isUsed: ({ replySettings }) => replySettings !== undefined,
    reason: 'cannot limit who replies',
    wayOut: useV2,
  },
  { path: 'madeWithAi', isUsed: ({ madeWithAi }) => madeWithAi === true, reason: 'has no mark for it', wayOut: useV2 },
  {
    path: 'paidPartnership',
    isUsed: ({ paidPartnership }) => paidPartnership === true,
    reason: 'has no mark for it',
    wayOut: useV2,
  },
];

/** What goes lost when the picture travels inside the call: there is no media id before the post. */
const inlineFields: readonly FieldRule[] = [
  { path: 'media[1]', isUsed: ({ media }) => media.length > 1, reason: 'takes one picture', wayOut: useUpload },
  {
    path: 'media[0].altText',
    isUsed: ({ media }) => media[0]?.altText !== undefined,
    reason: 'cannot describe a picture',
    wayOut: useUpload,
  },
  {
    path: 'additionalOwners',
    isUsed: ({ additionalOwners }) => additionalOwners !== undefined,
    reason: 'gives the picture to nobody else',
    wayOut: useUpload,
  },
  {
    path: 'text',
    isUsed: ({ text }) => text === '',
    reason: 'takes no picture without a text',
    wayOut: 'give the post a text',
  },
  {
    path: 'replyTo',
    isUsed: ({ text, replyTo }) => replyTo !== undefined && mentions(text).length === 0,
    reason: 'makes a reply only of a text that mentions the author it answers',
    wayOut: 'write their @name into the text',
  },
];

/** What `statuses/update` cannot express. */
export function unsupportedByV1(post: Post): readonly FieldFault[] {
  return listFieldFaults('v1', newFields, post);
}

/** What an account with `endpoint: 'update_with_media'` cannot express. */
export function unsupportedByUpdateWithMedia(post: Post): readonly FieldFault[] {
  const ridesAlong = post.media[0]?.from === 'stored';
  return ridesAlong
    ? listFieldFaults('v1 (update_with_media)', [...newFields, ...inlineFields], post)
    : unsupportedByV1(post);
}
