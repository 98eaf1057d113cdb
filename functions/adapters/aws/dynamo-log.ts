import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { openGate } from '../../domain/open-gate.ts';
import type { LogFilter, PublicationLog } from '../../domain/ports.ts';
import { publicStates } from '../../domain/publication-state.ts';
import type { AccountGate, ContentMark, LogItem, Publication } from '../../domain/publication.ts';
import { clientSettings } from './client-settings.ts';
import { queryDueAccounts, queryDueIds } from './query-due.ts';
import { queryNewestIds } from './query-newest.ts';
import { readItem, readRows } from './read-items.ts';
import { answering } from './store-unavailable.ts';
import { writeItems, type WriteItemsPorts } from './write-items.ts';

/** More are asked for than wanted, since an index lags: some may turn out to be done. */
const SPARE = 10;

/**
 * The publication log in one DynamoDB table, laid out as `logTable` says.
 *
 * The indexes only tell where to look: every row that is given back was read from the table itself, consistently, and
 * every write is judged by the version in the table.
 */
export class DynamoLog implements PublicationLog {
  readonly #ports: WriteItemsPorts;

  constructor(ports: Pick<WriteItemsPorts, 'client' | 'table'> & Partial<WriteItemsPorts>) {
    this.#ports = {
      newWriteId: randomUUID,
      random: Math.random,
      pause: async (milliseconds) => pause(milliseconds),
      ...ports,
    };
  }

  publication(id: string): Promise<Publication | undefined> {
    return this.#answer(async () => readItem('publication', id, this.#ports));
  }

  gate(account: string): Promise<AccountGate> {
    const open = openGate(account);
    // Spread over what an item of an earlier version does not know.
    return this.#answer(async () => ({ ...open, ...(await readItem('account', open.id, this.#ports)) }));
  }

  claimOf(postId: string): Promise<string | undefined> {
    return this.#answer(async () => (await readItem('claim', `claim/${postId}`, this.#ports))?.publicationId);
  }

  mark(id: string): Promise<ContentMark | undefined> {
    return this.#answer(async () => readItem('mark', id, this.#ports));
  }

  transact(writes: readonly LogItem[]): Promise<'done' | 'conflict'> {
    return this.#answer(async () => writeItems(writes, this.#ports));
  }

  dueRows(account: string, nowEpochMs: number, limit: number): Promise<readonly Publication[]> {
    return this.#answer(async () => {
      const ids = await queryDueIds(account, nowEpochMs, this.#ports);
      return firstRows(ids, limit, this.#ports, ({ dueAtEpochMs }) => (dueAtEpochMs ?? Infinity) <= nowEpochMs);
    });
  }

  dueAccounts(nowEpochMs: number): Promise<readonly string[]> {
    return this.#answer(async () => queryDueAccounts(nowEpochMs, this.#ports));
  }

  list(filter: LogFilter): Promise<readonly Publication[]> {
    return this.#answer(async () => {
      const after = filter.after === undefined ? undefined : await readItem('publication', filter.after, this.#ports);
      if (filter.after !== undefined && after === undefined) return [];
      const rows = await readRows(await queryNewestIds(filter, after, this.#ports), this.#ports);
      // The state may have changed since the index heard of it.
      return rows.filter(({ state }) => filter.state === undefined || publicStates[state] === filter.state);
    });
  }

  #answer<Value>(work: () => Promise<Value>): Promise<Value> {
    return answering('the publication log', work);
  }
}

/** The first `limit` of these rows that still fit. */
async function firstRows(
  ids: readonly string[],
  limit: number,
  ports: WriteItemsPorts,
  fits: (row: Publication) => boolean,
): Promise<readonly Publication[]> {
  const rows: Publication[] = [];
  for (let start = 0; start < ids.length && rows.length < limit; start += limit + SPARE) {
    const found = await readRows(ids.slice(start, start + limit + SPARE), ports);
    rows.push(...found.filter(fits));
  }
  return rows.slice(0, limit);
}

/** The log in that table of this account and region. */
export function openDynamoLog(table: string): DynamoLog {
  return new DynamoLog({ client: new DynamoDBClient(clientSettings.dynamodb), table });
}
