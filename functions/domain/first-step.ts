import type { Post } from './post.ts';

interface FirstStep {
  readonly state: 'FETCHING' | 'RECEIVED';
  readonly dueAtEpochMs: number;
}

/**
 * Where the row of a post begins: fetched at once where it shows what lies behind a URL, however late it is scheduled,
 * since nobody knows how long that will be there; else queued for its time.
 */
export function firstStep(post: Post, nowEpochMs: number): FirstStep {
  if (post.media.some(({ from }) => from === 'url')) return { state: 'FETCHING', dueAtEpochMs: nowEpochMs };
  return { state: 'RECEIVED', dueAtEpochMs: Math.max(nowEpochMs, post.scheduleAtEpochMs ?? nowEpochMs) };
}
