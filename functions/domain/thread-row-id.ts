import { createHash } from 'node:crypto';

/** The id of a row of a thread: the thread's own for the first, one made from it and the index for the others. */
export function threadRowId(threadId: string, index: number): string {
  if (index === 0) return threadId;
  return createHash('sha256').update(`thread\n${threadId}\n${index}`).digest('hex').slice(0, 32);
}
