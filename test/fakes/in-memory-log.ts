import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import { laneOf } from '../../functions/domain/lane-of.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { LogFilter, PublicationLog } from '../../functions/domain/ports.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { AccountGate, ContentMark, LogItem, Publication } from '../../functions/domain/publication.ts';

export type LogOperation =
  | 'publication'
  | 'gate'
  | 'claimOf'
  | 'mark'
  | 'transact'
  | 'dueRows'
  | 'dueAccounts'
  | 'list';

interface Fault {
  readonly operation: LogOperation;
  /** `before`: nothing happened. `after`: it happened, and the answer is lost. */
  readonly when: 'before' | 'after';
}

/**
 * The publication log in a map, with the conditions of the real ones.
 *
 * Every method gives way once before it acts, so that concurrent callers really interleave, and hands out copies,
 * so that nobody changes a row by holding it.
 */
export class InMemoryLog implements PublicationLog {
  readonly #items = new Map<string, LogItem>();
  readonly #faults: Fault[] = [];
  /** While true every call fails before it does anything. */
  isDown = false;
  /** All transactions that were done, in order. */
  readonly transactions: (readonly LogItem[])[] = [];

  /** The next call of this operation fails, once; several faults wait in line. */
  failNext(operation: LogOperation, when: Fault['when'] = 'before'): void {
    this.#faults.push({ operation, when });
  }

  /** As the store does in time with a row that has ended. */
  forget(id: string): void {
    this.#items.delete(`publication ${id}`);
  }

  /** All rows, in the order of intake. */
  get rows(): readonly Publication[] {
    return structuredClone([...this.#items.values()].filter((item) => item.kind === 'publication'));
  }

  publication(id: string): Promise<Publication | undefined> {
    return this.#run('publication', () => this.#find('publication', id));
  }

  gate(account: string): Promise<AccountGate> {
    const open = openGate(account);
    return this.#run('gate', () => this.#find('account', open.id) ?? open);
  }

  claimOf(postId: string): Promise<string | undefined> {
    return this.#run('claimOf', () => this.#find('claim', `claim/${postId}`)?.publicationId);
  }

  mark(id: string): Promise<ContentMark | undefined> {
    return this.#run('mark', () => this.#find('mark', id));
  }

  transact(writes: readonly LogItem[]): Promise<'done' | 'conflict'> {
    return this.#run('transact', () => {
      const holds = writes.every((item) => (this.#items.get(nameOf(item))?.version ?? 0) === item.version - 1);
      if (!holds) return 'conflict';
      const copies = structuredClone(writes);
      for (const item of copies) this.#items.set(nameOf(item), item);
      this.transactions.push(copies);
      return 'done';
    });
  }

  dueRows(lane: string, nowEpochMs: number, limit: number): Promise<readonly Publication[]> {
    return this.#run('dueRows', () =>
      this.#due(nowEpochMs)
        .filter((row) => laneOf(row) === lane)
        .sort((a, b) => a.acceptedAtEpochMs - b.acceptedAtEpochMs)
        .slice(0, limit),
    );
  }

  dueAccounts(nowEpochMs: number): Promise<readonly string[]> {
    return this.#run('dueAccounts', () => [...new Set(this.#due(nowEpochMs).map(laneOf))]);
  }

  list(filter: LogFilter): Promise<readonly Publication[]> {
    return this.#run('list', () => {
      const rows = this.#publications()
        .sort((a, b) => a.acceptedAtEpochMs - b.acceptedAtEpochMs)
        .toReversed()
        .filter((row) => fits(row, filter));
      return rows.slice(rows.findIndex((row) => row.id === filter.after) + 1).slice(0, filter.limit);
    });
  }

  async #run<Answer>(operation: LogOperation, act: () => Answer): Promise<Answer> {
    await Promise.resolve();
    const fault = this.#takeFault(operation);
    if (this.isDown || fault?.when === 'before') throw new StoreUnavailableError('the log does not answer');
    const answer = structuredClone(act());
    if (fault !== undefined) throw new StoreUnavailableError('the answer of the log got lost');
    return answer;
  }

  #takeFault(operation: LogOperation): Fault | undefined {
    const index = this.#faults.findIndex((fault) => fault.operation === operation);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0];
  }

  #find<Kind extends LogItem['kind']>(kind: Kind, id: string): Extract<LogItem, { kind: Kind }> | undefined {
    return this.#items.get(`${kind} ${id}`) as Extract<LogItem, { kind: Kind }> | undefined;
  }

  #publications(): Publication[] {
    return [...this.#items.values()].filter((item) => item.kind === 'publication');
  }

  #due(nowEpochMs: number): Publication[] {
    return this.#publications().filter((row) => row.dueAtEpochMs !== null && row.dueAtEpochMs <= nowEpochMs);
  }
}

function nameOf(item: LogItem): string {
  return `${item.kind} ${item.id}`;
}

function fits(row: Publication, filter: LogFilter): boolean {
  return (
    (filter.account === undefined || row.account === filter.account) &&
    (filter.source === undefined || row.source === filter.source) &&
    (filter.state === undefined || publicStates[row.state] === filter.state)
  );
}
