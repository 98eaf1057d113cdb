import { type Account, type AccountWish, makeAccount } from './account.ts';
import type { Journal } from './journal.ts';

const TABLE = 'accounts';
/** Screen names that exist at the start; the ready line shows the first. */
const FIRST_ACCOUNTS = ['pigeonpost', 'carrierpigeon'];

/** Who may call: accounts by id, name and token, and the secrets of their apps. */
export class AccountBook {
  readonly #journal: Journal;
  readonly #byId = new Map<string, Account>();
  readonly #byToken = new Map<string, Account>();
  readonly #byName = new Map<string, Account>();
  readonly #consumerSecrets = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { value } of journal.load(TABLE)) this.#keep(value as Account);
    if (this.#byId.size === 0) this.addFirst();
  }

  get all(): readonly Account[] {
    return [...this.#byId.values()];
  }

  byId(userId: string): Account | undefined {
    return this.#byId.get(userId);
  }

  byToken(accessToken: string): Account | undefined {
    return this.#byToken.get(accessToken);
  }

  byName(screenName: string): Account | undefined {
    return this.#byName.get(screenName.toLowerCase());
  }

  consumerSecret(consumerKey: string): string | undefined {
    return this.#consumerSecrets.get(consumerKey);
  }

  /** The account of that screen name, made when there is none. */
  add(wish: AccountWish): Account {
    const existing = this.byName(wish.screenName);
    if (existing !== undefined) return existing;
    const account = makeAccount(wish, this.#byId.size);
    this.replace(account);
    return account;
  }

  /** Keeps a changed account; its former token is void. */
  replace(account: Account): void {
    const before = this.#byId.get(account.userId);
    if (before !== undefined) this.#byToken.delete(before.accessToken);
    this.#keep(account);
    this.#journal.put(TABLE, account.userId, account);
  }

  addFirst(): void {
    for (const screenName of FIRST_ACCOUNTS) this.add({ screenName });
  }

  clear(): void {
    for (const map of [this.#byId, this.#byToken, this.#byName, this.#consumerSecrets]) map.clear();
  }

  #keep(account: Account): void {
    this.#byId.set(account.userId, account);
    this.#byName.set(account.screenName.toLowerCase(), account);
    this.#byToken.set(account.accessToken, account);
    this.#consumerSecrets.set(account.consumerKey, account.consumerSecret);
  }
}
