import { AccountLease, isOpen, LeaseLostError, RowChangedError } from './account-lease.ts';
import { correlate } from './correlate.ts';
import { StoreUnavailableError, type HoldReason } from './errors.ts';
import { liftBudgetHold } from './hold-account.ts';
import { liftPace } from './lift-pace.ts';
import { isFinal, type LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { workRow } from './work-row.ts';
import { WorkedRow } from './worked-row.ts';

/** A function that has less than this left does not begin a post: the call alone may take 30 s. */
const MIN_LEFT_MS = 60_000;
/** Due rows looked at together; rows that must wait step aside within them. */
const PAGE = 50;

export interface PublishOptions {
  /** Unique to this run. */
  readonly owner: string;
  /** When this run must be over; `Infinity` on a machine of one's own. */
  readonly deadlineEpochMs: number;
  /** Ends the run after the row in hand. */
  readonly signal?: AbortSignal;
}

/**
 * Works the due rows of the account one by one, in the order of their acceptance, until nothing is due, the account
 * is shut, or time runs out. `busy` while another run holds the account: it will find the rows.
 */
export async function publishAccount(
  account: string,
  ports: PublishPorts,
  options: PublishOptions,
): Promise<'done' | 'busy'> {
  const lease = await AccountLease.claim(account, options.owner, ports);
  if (lease === undefined) return 'busy';
  try {
    await liftBudgetHold(lease, ports);
    await liftPace(lease, ports);
    await workDueRows(lease, ports, options);
  } catch (error) {
    if (error instanceof LeaseLostError) {
      ports.journal.write('warn', 'lease-lost', { account });
      return 'busy';
    }
    // Without this the next run would find the account taken until the lease ends; the error itself counts more.
    await lease.release().catch(() => undefined);
    throw error;
  }
  await lease.release();
  return 'done';
}

async function workDueRows(lease: AccountLease, ports: PublishPorts, options: PublishOptions): Promise<void> {
  const seen = new Set<string>();
  while (mayGoOn(ports, options)) {
    const due = await ports.log.dueRows(lease.gate.account, ports.clock(), PAGE);
    const row = due.find((candidate) => !seen.has(versionOf(candidate)) && mayWork(candidate, lease, ports));
    if (row === undefined) return;
    // A step that changed nothing must not be taken again in this run.
    seen.add(versionOf(row));
    await workOneRow(new WorkedRow(row, lease, ports), options);
  }
}

/** A row that cannot even be settled stays where it is, and must not keep the others of its account waiting. */
async function workOneRow(work: WorkedRow, options: PublishOptions): Promise<void> {
  try {
    await correlate(work.row, async () => workRow(work, options.signal));
  } catch (error) {
    if (error instanceof LeaseLostError || error instanceof StoreUnavailableError) throw error;
    if (error instanceof RowChangedError) return;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    work.ports.journal.write('error', 'unexpected-error', { id: work.row.id, stack: stack.slice(0, 2_000) });
  }
}

function mayGoOn(ports: PublishPorts, options: PublishOptions): boolean {
  return options.signal?.aborted !== true && options.deadlineEpochMs - ports.clock() >= MIN_LEFT_MS;
}

/** These forbid posts; X may be read all the same. */
const readable: readonly HoldReason[] = ['budget', 'operator', 'access'];

/** What needs no word from X may be done while the account is shut; looking for an unknown post too, where X lets it. */
function mayWork(row: Publication, lease: AccountLease, ports: PublishPorts): boolean {
  const { gate } = lease;
  if (isOpen(gate, ports.clock())) return true;
  if (row.isUnshown === true && isFinal(row.state)) return true;
  const local: readonly LogState[] = ['GATHERING', 'POSTING'];
  const reads: readonly LogState[] = ['AMBIGUOUS', 'RECONCILING'];
  const mayRead = gate.held === null || readable.includes(gate.held.reason);
  return local.includes(row.state) || (mayRead && (isFinal(row.state) || reads.includes(row.state)));
}

function versionOf(row: Publication): string {
  return `${row.id}/${row.version}`;
}
