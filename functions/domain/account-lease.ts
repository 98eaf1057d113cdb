import type { AccountLedger } from './account-ledger.ts';
import type { Clock, PublicationLog } from './ports.ts';
import type { AccountGate, LogItem } from './publication.ts';

/** Longer than any function runs (120 s), shorter than a hint stays invisible (720 s). */
export const LEASE_MS = 150_000;

/** Somebody else works this account now: stop at once, he will find what we left. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** The row was changed by somebody else, an operator for instance, since it was read: look at it afresh. */
export class RowChangedError extends Error {
  override readonly name = 'RowChangedError';
}

/** The account may not post just now: it was closed or held after the work on a row began. */
export class GateShutError extends Error {
  override readonly name = 'GateShutError';
}

/** Whether a post may go out at that moment. */
export function isOpen(gate: AccountGate, nowEpochMs: number): boolean {
  return gate.held === null && (gate.closedUntilEpochMs ?? 0) <= nowEpochMs;
}

interface LeasePorts {
  readonly log: PublicationLog;
  readonly clock: Clock;
}

type GateChanges = Partial<Pick<AccountGate, 'closedUntilEpochMs' | 'closedByPace' | 'held' | 'ledger' | 'lease'>>;

/**
 * What is to change in the account's item. A function is asked afresh each time the item turns out to have changed, and
 * may refuse by throwing: nothing is written then.
 */
export type GateChange = GateChanges | ((gate: AccountGate, nowEpochMs: number) => GateChanges);
type LedgerChange = (ledger: AccountLedger) => AccountLedger;

/**
 * The right to work one account, alone. Every write under it carries the account's item, so that whoever lost the
 * lease without noticing cannot write any more.
 */
export class AccountLease {
  readonly owner: string;
  readonly #ports: LeasePorts;
  #gate: AccountGate;
  #learned: readonly LedgerChange[] = [];

  private constructor(gate: AccountGate, owner: string, ports: LeasePorts) {
    this.#gate = gate;
    this.owner = owner;
    this.#ports = ports;
  }

  /** The lease, or undefined while somebody else holds it. */
  static async claim(account: string, owner: string, ports: LeasePorts): Promise<AccountLease | undefined> {
    const gate = await ports.log.gate(account);
    const nowEpochMs = ports.clock();
    if (gate.lease !== null && gate.lease.owner !== owner && gate.lease.untilEpochMs > nowEpochMs) return undefined;
    const claimed = { ...gate, version: gate.version + 1, lease: { owner, untilEpochMs: nowEpochMs + LEASE_MS } };
    const answer = await ports.log.transact([claimed]);
    return answer === 'done' ? new AccountLease(claimed, owner, ports) : undefined;
  }

  /** The account's item as this run knows it. */
  get gate(): AccountGate {
    return { ...this.#gate, ledger: this.#learned.reduce((ledger, change) => change(ledger), this.#gate.ledger) };
  }

  /** Keeps in mind what is worth no write of its own; it goes with the next one. */
  learn(change: LedgerChange): void {
    this.#learned = [...this.#learned, change];
  }

  /**
   * Writes the items with the account's item, all or none, and renews the lease.
   *
   * @param options.onlyWhenOpen refuse when the account was shut meanwhile: for the intent to post
   * @throws LeaseLostError, RowChangedError, GateShutError, and what `change` throws; nothing was written then
   */
  async commit(
    items: readonly LogItem[],
    change: GateChange = {},
    options: { readonly onlyWhenOpen?: boolean } = {},
  ): Promise<void> {
    for (;;) {
      const { gate } = this;
      const nowEpochMs = this.#ports.clock();
      if (options.onlyWhenOpen === true && !isOpen(gate, nowEpochMs)) throw new GateShutError(gate.account);
      const lease = { owner: this.owner, untilEpochMs: nowEpochMs + LEASE_MS };
      const changes = typeof change === 'function' ? change(gate, nowEpochMs) : change;
      const next: AccountGate = { ...gate, lease, ...changes, version: gate.version + 1 };
      if ((await this.#ports.log.transact([...items, next])) === 'done') {
        this.#gate = next;
        this.#learned = [];
        return;
      }
      await this.#learnWhatChanged();
    }
  }

  /** Gives the account back; harmless when the lease is lost already. */
  async release(): Promise<void> {
    try {
      await this.commit([], { lease: null });
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
    }
  }

  async #learnWhatChanged(): Promise<void> {
    const current = await this.#ports.log.gate(this.#gate.account);
    if (current.lease?.owner !== this.owner) throw new LeaseLostError(this.#gate.account);
    if (current.version === this.#gate.version) throw new RowChangedError(this.#gate.account);
    this.#gate = current;
  }
}
