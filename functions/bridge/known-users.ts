import type { BridgeAccounts, BridgeUser } from './bridge-account.ts';

/** More than any client answers; a name is a few bytes. */
const MOST = 1_000;

/** Users that X told of, by what they were asked for; the oldest are forgotten first. */
class KnownUsers {
  readonly #users = new Map<string, BridgeUser>();

  get(key: string): BridgeUser | undefined {
    return this.#users.get(key);
  }

  keep(key: string, user: BridgeUser): void {
    this.#users.delete(key);
    this.#users.set(key, user);
    const [oldest] = this.#users.size > MOST ? this.#users.keys() : [];
    if (oldest !== undefined) this.#users.delete(oldest);
  }
}

const known = new WeakMap<BridgeAccounts, KnownUsers>();

/** What is known of users through these accounts, as long as they live. */
export function knownUsers(accounts: BridgeAccounts): KnownUsers {
  const users = known.get(accounts) ?? new KnownUsers();
  known.set(accounts, users);
  return users;
}
