import type { Account } from './account.ts';

/** Everything the sandbox knows; one for each server. */
export interface World {
  /** Milliseconds since 1970 by the sandbox's own clock, which the control plane can move. */
  now(): number;
  readonly accounts: readonly Account[];
}
