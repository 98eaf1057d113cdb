import { type Account, type AccountWish, deriveToken, makeAccount } from './account.ts';
import type { Journal } from './journal.ts';

const ACCOUNTS = 'accounts';
const GRANTS = 'grants';
const APP_NAME = 'Pigeonpost Sandbox';
const APP_URL = 'https://example.com/pigeonpost';
/** Screen names that exist at the start; the ready line shows the first. */
const FIRST_ACCOUNTS = ['pigeonpost', 'carrierpigeon'];

/** Keys that the PIN flow gave to another app, or with other rights, than the account was made with. */
export type Grant = Pick<Account, 'userId' | 'consumerKey' | 'accessToken' | 'accessTokenSecret' | 'access'>;

/** Who may call: accounts by id, name and token, and the secrets of their apps. */
export class AccountBook {
  readonly #journal: Journal;
  readonly #byId = new Map<string, Account>();
  /** The account as a token sees it: with that token's rights. */
  readonly #byToken = new Map<string, Account>();
  readonly #byName = new Map<string, Account>();
  readonly #consumerSecrets = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { value } of journal.load(ACCOUNTS)) this.#keep(value as Account);
    for (const { value } of journal.load(GRANTS)) this.#keepGrant(value as Grant);
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

  /** `source` of a v1.1 Tweet: a link to the app that posted it. */
  appAnchor(consumerKey: string): string {
    return `<a href="${APP_URL}" rel="nofollow">${this.appName(consumerKey)}</a>`;
  }

  appName(consumerKey: string): string {
    return this.#consumerSecrets.has(consumerKey) ? APP_NAME : 'Removed app';
  }

  /** The account of that screen name, made when there is none; what else is wished for is set. */
  add(wish: AccountWish): Account {
    const existing = this.byName(wish.screenName);
    const account =
      existing === undefined ? makeAccount(wish, this.#byId.size) : { ...existing, ...given(wish, existing) };
    if (existing !== undefined && existing.accessToken !== account.accessToken)
      this.#byToken.delete(existing.accessToken);
    this.#keep(account);
    this.#journal.put(ACCOUNTS, account.userId, account);
    return account;
  }

  /** Why these keys cannot be given, in one sentence; undefined when they can. */
  takenBy(wish: AccountWish): string | undefined {
    const owner = wish.accessToken === undefined ? undefined : this.byToken(wish.accessToken);
    const namesake = wish.userId === undefined ? undefined : this.byId(wish.userId);
    const other = [owner, namesake].find((account) => account !== undefined && !isNamed(account, wish.screenName));
    return other === undefined ? undefined : `@${other.screenName} has this access token or user id already`;
  }

  /** Gives an app its own keys for an account; those it has already when the rights are the same, as X does. */
  grant(account: Account, consumerKey: string, access: Account['access']): Account {
    const known = [...this.#byToken.values()].find(
      (other) => other.userId === account.userId && other.consumerKey === consumerKey && other.access === access,
    );
    if (known !== undefined) return known;
    const keys = deriveToken(account.userId, `${account.userId} ${consumerKey} ${access} ${this.#byToken.size}`);
    const grant: Grant = { userId: account.userId, consumerKey, access, ...keys };
    this.#journal.put(GRANTS, grant.accessToken, grant);
    return this.#keepGrant(grant) ?? account;
  }

  /** Makes a token void; an account whose own token it is gets a new one, which nobody knows yet. */
  revoke(accessToken: string): void {
    const owner = this.#byToken.get(accessToken);
    this.#byToken.delete(accessToken);
    this.#journal.delete(GRANTS, accessToken);
    const account = owner === undefined ? undefined : this.#byId.get(owner.userId);
    if (account?.accessToken !== accessToken) return;
    const renewed = { ...account, ...deriveToken(account.userId, `after ${accessToken}`) };
    this.#keep(renewed);
    this.#journal.put(ACCOUNTS, renewed.userId, renewed);
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

  #keepGrant(grant: Grant): Account | undefined {
    const account = this.#byId.get(grant.userId);
    const consumerSecret = this.#consumerSecrets.get(grant.consumerKey);
    if (account === undefined || consumerSecret === undefined) return undefined;
    const granted = { ...account, ...grant, consumerSecret };
    this.#byToken.set(grant.accessToken, granted);
    return granted;
  }
}

function isNamed(account: Account, screenName: string): boolean {
  return account.screenName.toLowerCase() === screenName.toLowerCase();
}

/** What was wished for; name and id of an account stay. */
function given(wish: AccountWish, { screenName, userId }: Account): Partial<Account> {
  const values = Object.entries({ ...wish, screenName, userId }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(values);
}
