import { absentAttempts } from './absent-attempts.ts';
import { announceEnd } from './announce-end.ts';
import { changeRow } from './change-row.ts';
import { CommandRefusedError } from './errors.ts';
import { maySettle } from './may-be-asked.ts';
import type { OperatePorts } from './operate-ports.ts';
import { publicStates } from './publication-state.ts';
import type { AccountGate, Failure, Publication } from './publication.ts';
import { sendHint } from './send-hint.ts';
import { settleFound, type SettlePorts } from './settle-posted.ts';
import { stepPublication } from './step-publication.ts';
import { timeOfPost } from './time-of-post.ts';

/** What a person saw on X. */
export type Verdict =
  | { readonly outcome: 'posted'; readonly postId: string }
  /** `sendAgain`: queued again at once; else it ends as failed, and `redrive` may send it later. */
  | { readonly outcome: 'not-posted'; readonly sendAgain: boolean };

/**
 * The row as a person settles it whose outcome no machine could tell.
 *
 * @throws CommandRefusedError `WRONG_STATE` when its outcome is not unknown, `POST_CLAIMED` when that post on X is the
 * result of another row, `POST_UNKNOWN`, `TOO_EARLY` for "not posted" while the last call may still make its post
 */
export async function settleByHand(
  id: string,
  verdict: Verdict,
  ports: OperatePorts & SettlePorts,
): Promise<Publication> {
  const row = await (verdict.outcome === 'posted'
    ? settleAsPosted(id, verdict.postId, ports)
    : settleAsAbsent(id, verdict.sendAgain, ports));
  ports.journal.write('info', 'settled-by-hand', { id, account: row.account, outcome: verdict.outcome });
  if (row.state !== 'MEDIA_READY') await announceEnd(row, ports);
  // Its thread may go on, or itself.
  await sendHint(row.account, null, ports);
  return row;
}

async function settleAsPosted(id: string, postId: string, ports: OperatePorts & SettlePorts): Promise<Publication> {
  if (!/^[0-9]{1,19}$/.test(postId)) {
    throw new CommandRefusedError('SCHEMA', 'the id of a post has 1 to 19 digits and nothing else');
  }
  const row = await changeRow(id, ports.log, (row) => ({ next: refuseUnlessUnsettled(row) }));
  const createdAtEpochMs = timeOfPost(postId, row, ports.clock());
  const settled = await settleFound(row, { postId, createdAtEpochMs }, ports);
  if (settled !== undefined) return settled;
  const owner = await ports.log.claimOf(postId);
  throw new CommandRefusedError('POST_CLAIMED', `the post ${postId} on X is the result of ${owner ?? 'another row'}`, {
    advice: 'Look again which of the two it is; settle this one as not posted if there is no other.',
  });
}

/** A call whose answer was lost may still make its post: X takes a minute at most, and the call some time before. */
const APPEARS_WITHIN_MS = 120_000;

const notPosted: Failure = {
  code: 'NOT_POSTED',
  message: 'settled by hand: it is not on X',
  advice: 'Send it again with redrive if it still matters.',
};

async function settleAsAbsent(id: string, sendAgain: boolean, ports: OperatePorts): Promise<Publication> {
  return changeRow(id, ports.log, async (row) => {
    const nowEpochMs = ports.clock();
    refuseTooEarly(refuseUnlessUnsettled(row), nowEpochMs);
    const { attempts, gate: giveBack } = absentAttempts(row);
    const gate = await ports.log.gate(row.account);
    const given: AccountGate = { ...gate, ...giveBack(gate), version: gate.version + 1 };
    const changes = { attempts, reconcile: null };
    const next = sendAgain
      ? stepPublication(row, 'MEDIA_READY', nowEpochMs, { ...changes, failure: null, dueAtEpochMs: nowEpochMs })
      : stepPublication(row, 'REJECTED', nowEpochMs, { ...changes, failure: notPosted });
    return { next, also: [given] };
  });
}

function refuseUnlessUnsettled(row: Publication): Publication {
  if (maySettle(row)) return row;
  throw new CommandRefusedError('WRONG_STATE', `the post ${row.id} is ${publicStates[row.state]}: nothing to settle`, {
    advice: 'Only what is unknown or needs a person can be settled by hand.',
  });
}

/** Who looks too early sees nothing, and sends again what appears a moment later. */
function refuseTooEarly({ id, attempts }: Publication, nowEpochMs: number): void {
  const lastEpochMs = Math.max(0, ...attempts.map(({ intentAtEpochMs }) => intentAtEpochMs));
  const leftMs = lastEpochMs + APPEARS_WITHIN_MS - nowEpochMs;
  if (leftMs <= 0) return;
  throw new CommandRefusedError('TOO_EARLY', `the last call for ${id} is so recent that X may still make its post`, {
    advice: `Look on X once more in ${Math.ceil(leftMs / 1000)} s, then settle it.`,
  });
}
