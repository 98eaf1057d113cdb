import type { Explanation } from '../oauth/signature-check.ts';
import type { Account } from '../state/account.ts';
import type { Endpoint, Signed } from './endpoint.ts';

/** What is found out about one request while it is worked on; the log and the answer's headers are made of it. */
export interface Exchange {
  readonly endpoint: Endpoint | undefined;
  /** Name of the call for faults, limits and the log; '' for a path that X does not know. */
  name: string;
  caller: Account | undefined;
  signed: Signed | undefined;
  signature: Explanation;
  /** Headers that every answer to this request carries, refusals too. */
  readonly headers: Record<string, string>;
  readonly notes: string[];
}

export function openExchange(endpoint: Endpoint | undefined): Exchange {
  return {
    endpoint,
    name: endpoint?.name ?? '',
    caller: undefined,
    signed: undefined,
    signature: { verdict: 'not-asked', why: 'this path asks for no signature' },
    headers: {},
    notes: [],
  };
}
