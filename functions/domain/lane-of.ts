import type { Publication } from './publication.ts';

/** The lane of the rows that wait for what their URLs show. No account can be called so. */
export const FETCH_LANE = '+fetch';

/**
 * Under which name a row waits for its time: its account's, whose publisher works it, or `FETCH_LANE`, which no publisher
 * looks at. However many rows wait for a server that is down, they keep nothing of their account from being seen.
 */
export function laneOf({ state, account }: Pick<Publication, 'state' | 'account'>): string {
  return state === 'FETCHING' ? FETCH_LANE : account;
}
