import { StoreUnavailableError } from './errors.ts';
import { isFinal } from './publication-state.ts';
import type { PostClaim, Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';
import type { CreatedPost } from './x-account.ts';

/** Tries of a store that does not answer, one second apart: the post is out, so the record is worth waiting for. */
const MAX_TRIES = 30;

/**
 * The row as POSTED with this id, and the id claimed for it. Needs no lease: the truth may come late, from a
 * publisher that lost the account meanwhile, and is accepted by its attempt number.
 */
export async function settlePosted(
  row: Publication,
  attemptNumber: number,
  created: CreatedPost,
  ports: PublishPorts,
): Promise<Publication> {
  ports.journal.write('info', 'x-created', { id: row.id, account: row.account, postId: created.postId });
  let current = row;
  for (let tries = 1; ; tries += 1) {
    try {
      const settled = await trySettle(current, attemptNumber, created, ports);
      if (settled !== undefined) return settled;
      current = (await ports.log.publication(row.id)) ?? current;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || tries >= MAX_TRIES) throw error;
      if (tries === 1) ports.journal.write('error', 'posted-unrecorded', { id: row.id, postId: created.postId });
      await ports.pause(1_000);
    }
  }
}

/** The settled row, or undefined when somebody wrote in between: read again. */
async function trySettle(
  row: Publication,
  attemptNumber: number,
  created: CreatedPost,
  ports: PublishPorts,
): Promise<Publication | undefined> {
  if (isFinal(row.state)) return checkSameId(row, created, ports);
  const owner = await ports.log.claimOf(created.postId);
  if (owner !== undefined && owner !== row.id) {
    ports.journal.write('error', 'claim-lost', { id: row.id, postId: created.postId, owner });
  }
  const next = posted(row, attemptNumber, created, ports.clock());
  const claim: PostClaim = { kind: 'claim', id: `claim/${created.postId}`, version: 1, publicationId: row.id };
  const answer = await ports.log.transact(owner === undefined ? [next, claim] : [next]);
  return answer === 'done' ? next : undefined;
}

function posted(row: Publication, attemptNumber: number, created: CreatedPost, nowEpochMs: number): Publication {
  return stepPublication(row, 'POSTED', nowEpochMs, {
    attempts: row.attempts.map((attempt) =>
      attempt.number === attemptNumber ? { ...attempt, outcome: 'posted', endedAtEpochMs: nowEpochMs } : attempt,
    ),
    result: { postId: created.postId, url: created.url, postedAtEpochMs: nowEpochMs },
    reconcile: null,
    failure: null,
  });
}

function checkSameId(row: Publication, created: CreatedPost, ports: PublishPorts): Publication {
  if (row.result?.postId !== created.postId) {
    // Two posts for one trigger: must never be silent, whatever happened.
    ports.journal.write('error', 'double-detected', {
      id: row.id,
      postId: created.postId,
      other: row.result?.postId ?? null,
    });
  }
  return row;
}
