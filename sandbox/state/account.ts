import { createHmac } from 'node:crypto';

/** What the app may do, as X reports it in `x-access-level`. */
export type Access = 'read' | 'read-write' | 'read-write-directmessages';

/** One X account of the sandbox with its keys; made at the start or by the control plane. */
export interface Account {
  readonly userId: string;
  readonly screenName: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
  readonly geoEnabled: boolean;
  readonly protected: boolean;
  readonly access: Access;
}

/** What somebody asks for when he makes an account; keys that are not given are derived. */
export type AccountWish = { readonly screenName: string } & {
  readonly [Name in keyof Omit<Account, 'screenName'>]?: Account[Name] | undefined;
};

/** The first user id; X gives 19 digits today, which a client must not read as a number. */
const FIRST_USER_ID = 1_072_250_532_645_998_596n;

/**
 * An account with keys derived from its name: the same at each start, so that what is configured once keeps working.
 * They open nothing but a sandbox.
 */
export function makeAccount(wish: AccountWish, index: number): Account {
  const userId = wish.userId ?? String(FIRST_USER_ID + BigInt(index) * 7_919_000n);
  const name = wish.screenName.toLowerCase();
  return {
    userId,
    screenName: wish.screenName,
    consumerKey: wish.consumerKey ?? derive('consumer key', 25),
    consumerSecret: wish.consumerSecret ?? derive('consumer secret', 50),
    accessToken: wish.accessToken ?? `${userId}-${derive(`access token of ${name}`, 30)}`,
    accessTokenSecret: wish.accessTokenSecret ?? derive(`access token secret of ${name}`, 45),
    geoEnabled: wish.geoEnabled ?? true,
    protected: wish.protected ?? false,
    access: wish.access ?? 'read-write-directmessages',
  };
}

/** Letters and digits that depend on the purpose alone. */
function derive(purpose: string, length: number): string {
  const bytes = createHmac('sha512', 'pigeonpost sandbox').update(purpose).digest();
  return bytes
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
}
