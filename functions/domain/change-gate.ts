import { StoreUnavailableError } from './errors.ts';
import type { PublicationLog } from './ports.ts';
import type { AccountGate } from './publication.ts';

/** A publisher writes the account's item with every step; a hundred lost races in a row are a fault. */
const MAX_TRIES = 100;

/**
 * The account's item as `change` makes it from what the log holds, without taking the lease from whoever works the
 * account: he finds it changed at his next write. Undefined from `change` means that there is nothing to write.
 */
export async function changeGate(
  account: string,
  log: PublicationLog,
  change: (gate: AccountGate) => Partial<AccountGate> | undefined,
): Promise<AccountGate> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const gate = await log.gate(account);
    const changes = change(gate);
    if (changes === undefined) return gate;
    const next = { ...gate, ...changes, version: gate.version + 1 };
    if ((await log.transact([next])) === 'done') return next;
  }
  throw new StoreUnavailableError(`the account ${account} is being written without a pause`);
}
