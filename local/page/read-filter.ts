import type { LogFilter } from '../../functions/domain/ports.ts';
import { publicStates, type PublicState } from '../../functions/domain/publication-state.ts';
import type { TriggerSource } from '../../functions/domain/publication.ts';

/** Rows on one page. */
export const PAGE_ROWS = 50;
const MAX_ROWS = 200;

export const states: readonly PublicState[] = [...new Set(Object.values(publicStates))];
export const sources: readonly TriggerSource[] = ['drop', 'webhook', 'bridge', 'command'];

type Query = Readonly<Record<string, string | undefined>>;

/** The filter that a query asks for; a sentence when it asks for what there is not. Empty values ask for nothing. */
export function readFilter(query: Query, accounts: readonly string[]): LogFilter | string {
  const { state = '', source = '', account = '', after = '', limit = '' } = query;
  if (state !== '' && !isOneOf(states, state)) return unknown('state', state, states);
  if (source !== '' && !isOneOf(sources, source)) return unknown('source', source, sources);
  if (account !== '' && !accounts.includes(account)) return unknown('account', account, accounts);
  if (!/^(?:[1-9]\d{0,2})?$/.test(limit) || Number(limit) > MAX_ROWS) return `limit must be 1 to ${MAX_ROWS}`;
  if (after.length > 200) return 'after must be the id of a publication';
  return {
    ...(state !== '' && { state }),
    ...(source !== '' && { source }),
    ...(account !== '' && { account }),
    ...(after !== '' && { after }),
    limit: limit === '' ? PAGE_ROWS : Number(limit),
  };
}

/** The same as a query, for a link; `after` replaces where the page begins. */
export function filterQuery(filter: LogFilter, after?: string): string {
  const { account, state, source } = filter;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ state, account, source, after })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.toString();
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}

function unknown(field: string, value: string, allowed: readonly string[]): string {
  return `there is no ${field} ${JSON.stringify(value.slice(0, 60))}; there are ${allowed.join(', ')}`;
}
