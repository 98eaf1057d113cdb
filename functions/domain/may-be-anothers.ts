import type { Publication } from './publication.ts';
import { sayTheSame } from './say-the-same.ts';
import type { WorkedRow } from './worked-row.ts';

/** Rows looked through, newest first: what is older has no call that is still unclear. */
const PAGE = 100;

/**
 * Whether a post that was found by its words may belong to another row of the account. Asked where a picture travelled
 * inside the call: no id of ours tells it from another one under the same words. Of words alone it does not matter, since
 * then the one post is as good as the other.
 */
export async function mayBeAnothers({ row, ports }: WorkedRow): Promise<boolean> {
  if (row.post === null || row.post.media.length === 0 || hasMediaId(row)) return false;
  const rows = await ports.log.list({ account: row.account, limit: PAGE });
  return rows.some((other) => other.id !== row.id && mayHavePost(other) && sayTheSame(row, other));
}

function hasMediaId({ media }: Publication): boolean {
  return media.some(({ mediaId }) => mediaId !== undefined);
}

function mayHavePost({ result, attempts }: Publication): boolean {
  return result === null && attempts.some(({ outcome }) => ['open', 'unknown', 'absent'].includes(outcome));
}
