import type { AccountLease } from './account-lease.ts';
import { publicStates, type LogState } from './publication-state.ts';
import type { AccountGate, Failure, MediaRecord, Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';

type RowChanges = Parameters<typeof stepPublication>[3];
type GateChanges = Partial<Pick<AccountGate, 'closedUntilEpochMs' | 'held'>>;

interface SaveOptions {
  readonly gate?: GateChanges;
  /** For the intent to post: refuse when the account was shut meanwhile. */
  readonly onlyWhenOpen?: boolean;
}

/** One row in the hands of the lease holder; `row` is what the log holds. */
export class WorkedRow {
  readonly lease: AccountLease;
  readonly ports: PublishPorts;
  #row: Publication;

  constructor(row: Publication, lease: AccountLease, ports: PublishPorts) {
    this.#row = row;
    this.lease = lease;
    this.ports = ports;
  }

  get row(): Publication {
    return this.#row;
  }

  /** Takes over what was written without the lease: a result. */
  adopt(row: Publication): void {
    this.#row = row;
  }

  /** Writes the next step, one line in the journal with it. */
  async save(to: LogState, changes: RowChanges = {}, options: SaveOptions = {}): Promise<void> {
    const { row, ports } = this;
    const next = stepPublication(row, to, ports.clock(), changes);
    await this.lease.commit([next], options.gate ?? {}, { onlyWhenOpen: options.onlyWhenOpen ?? false });
    this.#row = next;
    ports.journal.write(to === 'REJECTED' || to === 'NEEDS_HUMAN' ? 'warn' : 'info', 'step', {
      id: row.id,
      account: row.account,
      from: row.state,
      to,
      code: next.failure?.code ?? null,
      dueInMs: next.dueAtEpochMs === null ? null : next.dueAtEpochMs - ports.clock(),
    });
  }

  /** Ends the row where the user can see why. */
  async fail(failure: Failure): Promise<void> {
    await this.save('REJECTED', { failure });
    await this.announce();
  }

  /** Puts the row aside until `dueAtEpochMs`; what it is waiting to do then stays as it is. */
  async defer(dueAtEpochMs: number, failure: Failure, gate: GateChanges = {}): Promise<void> {
    const { state, stumbles } = this.#row;
    await this.save(waitingState(state), { dueAtEpochMs, failure, stumbles: stumbles + 1 }, { gate });
  }

  /** Shows the end where the trigger came from; the log is the truth, so a failure here is only told. */
  async announce(): Promise<void> {
    const { id, label, account, state, result, failure, acceptedAtEpochMs } = this.#row;
    const common = { id, label, account, sinceTriggerMs: this.ports.clock() - acceptedAtEpochMs };
    if (result !== null)
      this.ports.journal.write('info', 'posted', { ...common, postId: result.postId, url: result.url });
    else
      this.ports.journal.write('warn', 'ended', {
        ...common,
        state: publicStates[state],
        reason: failure?.message ?? '',
      });
    try {
      await this.ports.announce(this.#row);
    } catch (error) {
      this.ports.journal.write('warn', 'announce-failed', { id: this.#row.id, reason: String(error).slice(0, 300) });
    }
  }
}

function waitingState(state: LogState): LogState {
  if (state === 'GATHERING') return state;
  return state === 'AMBIGUOUS' || state === 'RECONCILING' ? 'RECONCILING' : 'DEFERRED';
}

/** The records with the one at `index` replaced. */
export function withMedia(media: readonly MediaRecord[], index: number, record: MediaRecord): readonly MediaRecord[] {
  return media.map((old, i) => (i === index ? record : old));
}
