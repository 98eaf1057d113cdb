import type { AccountLease, GateChange } from './account-lease.ts';
import { announceEnd } from './announce-end.ts';
import type { LogState } from './publication-state.ts';
import type { Failure, LogItem, MediaRecord, Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';

type RowChanges = Parameters<typeof stepPublication>[3];

interface SaveOptions {
  readonly gate?: GateChange;
  /** Items to be written with it, all or none. */
  readonly also?: readonly LogItem[];
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
    const { gate = {}, also = [], onlyWhenOpen = false } = options;
    await this.lease.commit([next, ...also], gate, { onlyWhenOpen });
    this.#row = next;
    ports.journal.write(to === 'REJECTED' || to === 'NEEDS_HUMAN' ? 'warn' : 'info', 'step', {
      id: row.id,
      account: row.account,
      from: row.state,
      to,
      code: next.failure?.code ?? null,
      dueInMs: next.dueAtEpochMs === null ? null : next.dueAtEpochMs - ports.clock(),
      ...(to === 'POSTING' ? { monthMicroUsd: this.lease.gate.ledger.costMicroUsd } : {}),
    });
  }

  /** Ends the row where the user can see why. */
  async fail(failure: Failure): Promise<void> {
    await this.save('REJECTED', { failure });
    await this.announce();
  }

  /** Puts the row aside until `dueAtEpochMs`; what it is waiting to do then stays as it is. */
  async wait(dueAtEpochMs: number, failure: Failure, gate: GateChange = {}): Promise<void> {
    await this.save(waitingState(this.#row.state), { dueAtEpochMs, failure }, { gate });
  }

  /** The same after something went wrong, which must not happen for ever. */
  async defer(dueAtEpochMs: number, failure: Failure): Promise<void> {
    const { state, stumbles } = this.#row;
    await this.save(waitingState(state), { dueAtEpochMs, failure, stumbles: stumbles + 1 });
  }

  async announce(): Promise<void> {
    await announceEnd(this.#row, this.ports);
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
