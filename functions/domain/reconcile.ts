import { absentAttempts, type Absence } from './absent-attempts.ts';
import { askPerson } from './ask-person.ts';
import { findPost } from './find-post.ts';
import { mayBeAnothers } from './may-be-anothers.ts';
import type { Failure, Publication, Reconcile } from './publication.ts';
import { readOwnPosts } from './read-own-posts.ts';
import { settleFound } from './settle-posted.ts';
import type { WorkedRow } from './worked-row.ts';
import type { RecentPost } from './x-account.ts';

/** Calls that may have created the post; after these a person decides. */
const MAX_ATTEMPTS = 3;
/** Even where X names a moment that has passed: a loop must not read without end. */
const SHORTEST_PAUSE_MS = 1_000;

/**
 * Looks for a post whose outcome is unknown among the account's own: found settles the row; absent in all the reads
 * that the rules ask for allows one more attempt; what cannot be told goes to a person.
 *
 * @throws AccountHeldError reason `auth` or `secret`, for the caller to try fresh keys
 */
export async function reconcile(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  const read = await readOwnPosts(work, signal);
  if (read.outcome === 'later') return readLater(work, read.atEpochMs);
  if (read.outcome === 'unreadable') return decideBlindly(work);
  const match = findPost(work.row, read.posts);
  if (match.outcome === 'absent') return settleAbsent(work);
  if (match.outcome === 'found') {
    if (await mayBeAnothers(work)) return askPerson(work, 'several pictures went out with the same words');
    return takeAsOurs(work, match.post);
  }
  work.ports.journal.write('error', 'double-detected', { id: work.row.id, count: match.posts.length });
  const [oldest] = match.posts;
  return match.isCertain && oldest !== undefined
    ? takeAsOurs(work, oldest)
    : askPerson(work, `${match.posts.length} posts on X say the same`);
}

async function readLater(work: WorkedRow, atEpochMs: number): Promise<void> {
  const dueAtEpochMs = Math.max(atEpochMs, work.ports.clock() + SHORTEST_PAUSE_MS);
  await work.save('RECONCILING', { dueAtEpochMs });
}

async function takeAsOurs(work: WorkedRow, post: RecentPost): Promise<void> {
  const { row, ports } = work;
  const settled = await settleFound(row, post, ports);
  // The late answer of another row claimed it while we looked: then it was never ours.
  if (settled === undefined) return settleAbsent(work);
  work.adopt(settled);
  ports.journal.write('info', 'reconciled', { id: row.id, outcome: 'found', postId: post.postId });
  await work.announce();
}

async function settleAbsent(work: WorkedRow): Promise<void> {
  const { row, ports } = work;
  const before: Reconcile = row.reconcile ?? { sinceEpochMs: ports.clock(), absentReads: 0 };
  const absentReads = before.absentReads + 1;
  const nextReadAfterSeconds = ports.rules(row.account).reconcileAfterSeconds[absentReads];
  if (nextReadAfterSeconds !== undefined) {
    const dueAtEpochMs = Math.max(ports.clock() + SHORTEST_PAUSE_MS, before.sinceEpochMs + nextReadAfterSeconds * 1000);
    return work.save('RECONCILING', { reconcile: { ...before, absentReads }, dueAtEpochMs });
  }
  ports.journal.write('info', 'reconciled', { id: row.id, outcome: 'absent', reads: absentReads });
  if (before.refusal !== undefined) return believeRefusal(work, before.refusal);
  if (!hasTriesLeft(row)) return askPerson(work, `${MAX_ATTEMPTS} attempts without an answer`);
  return tryOnceMore(work, absentAttempts(row));
}

/** X's refusal of a later attempt holds now; but a "duplicate" means that something like it is there after all. */
async function believeRefusal(work: WorkedRow, refusal: Failure): Promise<void> {
  if (refusal.code === 'DUPLICATE') return askPerson(work, 'X calls it a duplicate, but shows no such post');
  const { attempts, gate } = absentAttempts(work.row);
  await work.save('REJECTED', { failure: refusal, attempts }, { gate });
  await work.announce();
}

/** The same media ids again: should both attempts appear after all, both show the same media and are found. */
async function tryOnceMore(work: WorkedRow, { attempts, gate }: Partial<Absence> = {}): Promise<void> {
  const known = attempts === undefined ? {} : { attempts };
  await work.save('MEDIA_READY', { ...known, reconcile: null, dueAtEpochMs: work.ports.clock() }, { gate: gate ?? {} });
}

async function decideBlindly(work: WorkedRow): Promise<void> {
  const { row, ports } = work;
  const failure: Failure = { code: 'OUTCOME_UNKNOWN', message: 'X does not let this app read its own posts' };
  switch (ports.rules(row.account).whenUnknown) {
    case 'ask':
      return askPerson(work, failure.message);
    case 'repost': {
      // A refusal after an attempt without an answer may mean that the post is there.
      const mayRepeat = row.reconcile?.refusal === undefined && hasTriesLeft(row);
      return mayRepeat ? tryOnceMore(work) : askPerson(work, failure.message);
    }
    case 'drop':
      await work.save('REJECTED', { failure });
      return work.announce();
  }
}

/** Attempts that X refused, or that never reached it, tell us enough. */
function hasTriesLeft({ attempts }: Publication): boolean {
  const unclear = attempts.filter(({ outcome }) => outcome === 'unknown' || outcome === 'absent');
  return unclear.length < MAX_ATTEMPTS;
}
