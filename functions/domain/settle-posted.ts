import { areTwins } from './are-twins.ts';
import { StoreUnavailableError } from './errors.ts';
import { isFinal, type LogState } from './publication-state.ts';
import type { LogItem, PostClaim, Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';
import type { CreatedPost, RecentPost } from './x-account.ts';

/** Tries of a store that does not answer, one second apart: the post is out, so the record is worth waiting for. */
const MAX_TRIES = 30;

export type SettlePorts = Pick<PublishPorts, 'log' | 'journal' | 'clock' | 'pause'>;

const unsettled: readonly LogState[] = ['POSTING', 'AMBIGUOUS', 'RECONCILING'];

/** What is known of the post that settles a row. */
interface Outcome extends CreatedPost {
  readonly attemptNumber: number;
  readonly postedAtEpochMs: number;
}

/**
 * The row as POSTED with the post that X made for it, and its id claimed. Needs no lease: the truth may come late,
 * from a publisher that lost the account meanwhile, and is accepted by its attempt number.
 *
 * Undefined when another row that nobody can tell from this one was settled with that post meanwhile: then this row looks
 * for the post of that one's call.
 */
export async function settlePosted(
  row: Publication,
  attemptNumber: number,
  created: CreatedPost,
  ports: SettlePorts,
): Promise<Publication | undefined> {
  const { postId } = created;
  ports.journal.write('info', 'x-created', { id: row.id, account: row.account, postId });
  const outcome = { ...created, attemptNumber, postedAtEpochMs: ports.clock() };
  const settled = await writeUntilDone(row, postId, ports, async (current) => {
    const owner = await ports.log.claimOf(postId);
    if (owner !== undefined && owner !== row.id) {
      ports.journal.write('error', 'claim-lost', { id: row.id, postId, owner });
      const twin = await ports.log.publication(owner);
      if (twin !== undefined && areTwins(row, twin)) return swap(current, twin, ports);
      // X's own answer to this very call counts more than what was guessed for another row.
    }
    return trySettle(current, outcome, ports, owner);
  });
  return settled === 'swapped' ? undefined : settled;
}

/** Sets the row to look for what became of its twin's call; undefined when somebody wrote in between: read again. */
async function swap(row: Publication, twin: Publication, { log, clock }: SettlePorts): Promise<'swapped' | undefined> {
  if (!unsettled.includes(row.state)) return 'swapped';
  const nowEpochMs = clock();
  const detail = 'its post was taken for that of a row with the same words';
  const next = stepPublication(row, 'RECONCILING', nowEpochMs, {
    attempts: row.attempts.map((attempt) =>
      attempt.outcome === 'open' ? { ...attempt, outcome: 'unknown', detail, endedAtEpochMs: nowEpochMs } : attempt,
    ),
    reconcile: {
      sinceEpochMs: Math.max(...twin.attempts.map(({ intentAtEpochMs }) => intentAtEpochMs)),
      absentReads: 0,
    },
    dueAtEpochMs: nowEpochMs,
    failure: {
      code: 'OUTCOME_UNKNOWN',
      message: detail,
      advice: 'Pigeonpost looks for it on X; nothing is sent again.',
    },
  });
  return (await log.transact([next])) === 'done' ? 'swapped' : undefined;
}

/** The row as POSTED with a post that was found on X; undefined when that post settles another row already. */
export async function settleFound(
  row: Publication,
  { postId, createdAtEpochMs }: Pick<RecentPost, 'postId' | 'createdAtEpochMs'>,
  ports: SettlePorts,
): Promise<Publication | undefined> {
  const url = `https://x.com/i/status/${postId}`;
  const outcome = { postId, url, attemptNumber: row.attempts.length, postedAtEpochMs: createdAtEpochMs };
  const settled = await writeUntilDone(row, postId, ports, async (current) => {
    const owner = await ports.log.claimOf(postId);
    if (owner !== undefined && owner !== row.id) return 'foreign';
    return trySettle(current, outcome, ports, owner);
  });
  return settled === 'foreign' ? undefined : settled;
}

/** What `write` gives once it gives something; it gets the row afresh each time somebody wrote in between. */
async function writeUntilDone<Written>(
  row: Publication,
  postId: string,
  ports: SettlePorts,
  write: (current: Publication) => Promise<Written | undefined>,
): Promise<Written> {
  let current = row;
  for (let tries = 1; ; tries += 1) {
    try {
      const written = await write(current);
      if (written !== undefined) return written;
      current = (await ports.log.publication(row.id)) ?? current;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || tries >= MAX_TRIES) throw error;
      if (tries === 1) ports.journal.write('error', 'posted-unrecorded', { id: row.id, postId });
      await ports.pause(1_000);
    }
  }
}

/** The settled row, or undefined when somebody wrote in between: read again. */
async function trySettle(
  row: Publication,
  outcome: Outcome,
  ports: SettlePorts,
  owner: string | undefined,
): Promise<Publication | undefined> {
  if (isFinal(row.state)) return checkSameId(row, outcome, ports);
  const next = posted(row, outcome, ports.clock());
  const claim: PostClaim = { kind: 'claim', id: `claim/${outcome.postId}`, version: 1, publicationId: row.id };
  const writes: readonly LogItem[] = owner === undefined ? [next, claim] : [next];
  return (await ports.log.transact(writes)) === 'done' ? next : undefined;
}

function posted(row: Publication, outcome: Outcome, nowEpochMs: number): Publication {
  const { attemptNumber, postId, url, postedAtEpochMs } = outcome;
  return stepPublication(row, 'POSTED', nowEpochMs, {
    attempts: row.attempts.map((attempt) =>
      attempt.number === attemptNumber ? { ...attempt, outcome: 'posted', endedAtEpochMs: nowEpochMs } : attempt,
    ),
    result: { postId, url, postedAtEpochMs },
    reconcile: null,
    failure: null,
  });
}

function checkSameId(row: Publication, { postId }: Outcome, ports: SettlePorts): Publication {
  if (row.result?.postId !== postId) {
    // Two posts for one trigger: must never be silent, whatever happened.
    ports.journal.write('error', 'double-detected', { id: row.id, postId, other: row.result?.postId ?? null });
  }
  return row;
}
