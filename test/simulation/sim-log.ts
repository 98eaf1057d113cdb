import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import { laneOf } from '../../functions/domain/lane-of.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { LogFilter, PublicationLog } from '../../functions/domain/ports.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { AccountGate, ContentMark, LogItem, Publication } from '../../functions/domain/publication.ts';
import type { SimWorker } from './sim-worker.ts';
import type { Stage } from './stage.ts';

export interface Transaction {
  readonly worker: string;
  readonly writes: readonly LogItem[];
  /** What stood there before, index by index as in `writes`. */
  readonly replaced: readonly (LogItem | undefined)[];
}

interface Version {
  readonly atEpochMs: number;
  readonly row: Publication;
}

/** The truth: all items of the log, with the conditions of the real ones. Everything in it is frozen. */
export class LogStore {
  readonly #stage: Stage;
  readonly #items = new Map<string, LogItem>();
  readonly #history = new Map<string, Version[]>();
  readonly #onTransaction: (transaction: Transaction) => void;
  /** What each worker last saw as due, and at which moment it asked. */
  readonly lastDue = new Map<string, { readonly nowEpochMs: number; readonly rows: readonly Publication[] }>();

  constructor(stage: Stage, onTransaction: (transaction: Transaction) => void) {
    this.#stage = stage;
    this.#onTransaction = onTransaction;
  }

  get rows(): readonly Publication[] {
    return [...this.#items.values()].filter((item) => item.kind === 'publication');
  }

  get gates(): readonly AccountGate[] {
    return [...this.#items.values()].filter((item) => item.kind === 'account');
  }

  publication(id: string): Publication | undefined {
    const item = this.#items.get(`publication ${id}`);
    return item?.kind === 'publication' ? item : undefined;
  }

  gate(account: string): AccountGate {
    const item = this.#items.get(`account account/${account}`);
    return item?.kind === 'account' ? item : openGate(account);
  }

  claimOf(postId: string): string | undefined {
    const item = this.#items.get(`claim claim/${postId}`);
    return item?.kind === 'claim' ? item.publicationId : undefined;
  }

  mark(id: string): ContentMark | undefined {
    const item = this.#items.get(`mark ${id}`);
    return item?.kind === 'mark' ? item : undefined;
  }

  transact(worker: string, writes: readonly LogItem[]): 'done' | 'conflict' {
    const replaced = writes.map((item) => this.#items.get(nameOf(item)));
    const holds = writes.every((item, i) => (replaced[i]?.version ?? 0) === item.version - 1);
    if (!holds) return 'conflict';
    for (const item of writes) this.#put(deepFreeze(item));
    this.#onTransaction({ worker, writes, replaced });
    return 'done';
  }

  dueRows(lane: string, nowEpochMs: number, limit: number, asOfEpochMs = Infinity): readonly Publication[] {
    return this.#rowsAt(asOfEpochMs)
      .filter((row) => laneOf(row) === lane && isDue(row, nowEpochMs))
      .sort((a, b) => a.acceptedAtEpochMs - b.acceptedAtEpochMs)
      .slice(0, limit);
  }

  dueAccounts(nowEpochMs: number): readonly string[] {
    return [...new Set(this.rows.filter((row) => isDue(row, nowEpochMs)).map(laneOf))];
  }

  list(filter: LogFilter): readonly Publication[] {
    const rows = [...this.rows]
      .sort((a, b) => a.acceptedAtEpochMs - b.acceptedAtEpochMs)
      .toReversed()
      .filter((row) => fits(row, filter));
    return rows.slice(rows.findIndex((row) => row.id === filter.after) + 1).slice(0, filter.limit);
  }

  #put(item: LogItem): void {
    this.#items.set(nameOf(item), item);
    if (item.kind !== 'publication') return;
    const versions = this.#history.get(item.id) ?? [];
    versions.push({ atEpochMs: this.#stage.time.nowEpochMs, row: item });
    this.#history.set(item.id, versions);
  }

  #rowsAt(asOfEpochMs: number): Publication[] {
    if (asOfEpochMs === Infinity) return [...this.rows];
    return [...this.#history.values()].flatMap(
      (versions) => versions.findLast(({ atEpochMs }) => atEpochMs <= asOfEpochMs)?.row ?? [],
    );
  }
}

const TAKES_MS = [2, 40] as const;
const INDEX_LAG_MS = 5_000;

/** The log as one worker reaches it. */
export function logOf(worker: SimWorker, store: LogStore, stage: Stage): PublicationLog {
  const call = async <Answer>(what: string, act: () => Answer, isDelicate = false): Promise<Answer> => {
    const { storeRefuses: refuses, storeAnswerLost: answerLost } = stage.rates;
    const trouble = { refuses, answerLost, error: () => new StoreUnavailableError('the log does not answer') };
    return worker.call({ what: `log.${what}`, takesMs: TAKES_MS, act, trouble, isDelicate });
  };
  return {
    publication: (id) => call(`publication ${id}`, () => store.publication(id)),
    gate: (account) => call(`gate ${account}`, () => store.gate(account)),
    claimOf: (postId) => call(`claimOf ${postId}`, () => store.claimOf(postId)),
    mark: (id) => call(`mark ${id}`, () => store.mark(id)),
    transact: (writes) =>
      call(`transact ${tell(writes)}`, () => store.transact(worker.name, writes), writes.some(isIntent)),
    dueRows: (account, nowEpochMs, limit) =>
      call(`dueRows ${account}`, () => {
        const { random, rates, time } = stage;
        const lagMs = random.chance(rates.staleIndex) ? random.between(0, INDEX_LAG_MS) : undefined;
        const asOf = lagMs === undefined ? Infinity : time.nowEpochMs - lagMs;
        const rows = store.dueRows(account, nowEpochMs, limit, asOf);
        store.lastDue.set(worker.name, { nowEpochMs, rows });
        return rows;
      }),
    dueAccounts: (nowEpochMs) => call('dueAccounts', () => store.dueAccounts(nowEpochMs)),
    list: (filter) => call('list', () => store.list(filter)),
  };
}

function tell(writes: readonly LogItem[]): string {
  return writes.map((item) => (item.kind === 'publication' ? `${item.id}→${item.state}` : item.id)).join(' ');
}

function isIntent(item: LogItem): boolean {
  return item.kind === 'publication' && item.state === 'POSTING';
}

function nameOf(item: LogItem): string {
  return `${item.kind} ${item.id}`;
}

function isDue(row: Publication, nowEpochMs: number): boolean {
  return row.dueAtEpochMs !== null && row.dueAtEpochMs <= nowEpochMs;
}

function fits(row: Publication, filter: LogFilter): boolean {
  return (
    (filter.account === undefined || row.account === filter.account) &&
    (filter.source === undefined || row.source === filter.source) &&
    (filter.state === undefined || publicStates[row.state] === filter.state)
  );
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
