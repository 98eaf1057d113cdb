import type { Post } from '../../../domain/post.ts';
import type { FieldFault } from '../../../domain/x-account.ts';
import { type FieldRule, listFieldFaults } from '../list-field-faults.ts';

const useV2 = "drop it, or set `driver: 'v2'` for this account";

/** Fields that came with v2. */
export const newFields: readonly FieldRule[] = [
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

export function unsupportedFields(post: Post): readonly FieldFault[] {
  return listFieldFaults('v1', newFields, post);
}
