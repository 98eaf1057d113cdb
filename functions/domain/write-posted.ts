import { takeAgain } from './account-ledger.ts';
import { evidenceKeptUntil } from './keep-evidence.ts';
import { isFinal } from './publication-state.ts';
import type { AccountGate, LogItem, PostClaim, Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';
import type { CreatedPost } from './x-account.ts';

type WritePorts = Pick<PublishPorts, 'log' | 'journal' | 'clock'>;

/** What is known of the post that settles a row. */
interface Outcome extends CreatedPost {
  readonly attemptNumber: number;
  readonly postedAtEpochMs: number;
}

/**
 * The row as POSTED, and its post claimed, in one write; undefined when somebody wrote in between: read again. A row that
 * has ended stays as it is.
 *
 * @param owner of the claim, as it was read
 */
export async function writePosted(
  row: Publication,
  outcome: Outcome,
  ports: WritePorts,
  owner: string | undefined,
): Promise<Publication | undefined> {
  if (isFinal(row.state)) return checkSameId(row, outcome, ports);
  const nowEpochMs = ports.clock();
  const next = posted(row, outcome, nowEpochMs);
  const claims: readonly LogItem[] = owner === undefined ? [claimFor(row, outcome, nowEpochMs)] : [];
  const charges = await chargeAgain(row, outcome, ports);
  return (await ports.log.transact([next, ...claims, ...charges])) === 'done' ? next : undefined;
}

function claimFor(row: Publication, { postId }: Outcome, nowEpochMs: number): PostClaim {
  const expiresAtEpochSeconds = evidenceKeptUntil(nowEpochMs);
  return { kind: 'claim', id: `claim/${postId}`, version: 1, publicationId: row.id, expiresAtEpochSeconds };
}

/** The account's item, where it was given back what this post costs since the attempt was believed to have made none. */
async function chargeAgain(
  { account, attempts }: Publication,
  { attemptNumber }: Outcome,
  { log }: WritePorts,
): Promise<readonly AccountGate[]> {
  const attempt = attempts.find(({ number }) => number === attemptNumber);
  if (attempt?.charged === undefined || attempt.outcome === 'open' || attempt.outcome === 'unknown') return [];
  const { charged, intentAtEpochMs } = attempt;
  const gate = await log.gate(account);
  const ledger = takeAgain(gate.ledger, { ...charged, intentAtEpochMs });
  return [{ ...gate, ledger, version: gate.version + 1 }];
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

function checkSameId(row: Publication, { postId }: Outcome, ports: WritePorts): Publication {
  if (row.result?.postId !== postId) {
    // Two posts for one trigger: must never be silent, whatever happened.
    ports.journal.write('error', 'double-detected', { id: row.id, postId, other: row.result?.postId ?? null });
  }
  return row;
}
