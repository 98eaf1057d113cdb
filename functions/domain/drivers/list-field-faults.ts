import type { Post } from '../post.ts';
import type { FieldFault } from '../x-account.ts';

/** One thing a driver cannot send. */
export interface FieldRule {
  /** As in `geo.lat`. */
  readonly path: string;
  readonly isUsed: (post: Post) => boolean;
  /** Continues "driver v2 …". */
  readonly reason: string;
  readonly wayOut: string;
}

/** Rules that hold for every driver: X's attachments exclude each other (code 386; OpenAPI 2.166). */
const always: readonly FieldRule[] = [
  {
    path: 'attachmentUrl',
    isUsed: ({ attachmentUrl, media }) => attachmentUrl !== undefined && media.length > 0,
    reason: 'takes either media or an attached link, not both',
    wayOut: 'put the link into the text',
  },
];

/** A fault for each rule that the post breaks. */
export function listFieldFaults(driver: string, rules: readonly FieldRule[], post: Post): readonly FieldFault[] {
  return [...rules, ...always]
    .filter(({ isUsed }) => isUsed(post))
    .map(({ path, reason, wayOut }) => ({
      path,
      code: 'UNSUPPORTED_FIELD',
      message: `driver ${driver} ${reason}; ${wayOut}`,
    }));
}
