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
/** About ten days between one account and the next. */
const ID_STEP = 3_600_000_000_000n;

/**
 * An account with keys derived from its name: the same at each start, so that what is configured once keeps working.
 * They open nothing but a sandbox.
 */
export function makeAccount(wish: AccountWish, index: number): Account {
  const userId = wish.userId ?? String(FIRST_USER_ID + BigInt(index) * ID_STEP);
  const token = deriveToken(userId, wish.screenName.toLowerCase());
  return {
    userId,
    screenName: wish.screenName,
    consumerKey: wish.consumerKey ?? deriveSecret('consumer key', 25),
    consumerSecret: wish.consumerSecret ?? deriveSecret(`consumer secret ${wish.consumerKey ?? ''}`, 50),
    accessToken: wish.accessToken ?? token.accessToken,
    accessTokenSecret: wish.accessTokenSecret ?? token.accessTokenSecret,
    geoEnabled: wish.geoEnabled ?? true,
    protected: wish.protected ?? false,
    access: wish.access ?? 'read-write-directmessages',
  };
}

/** An access token and its secret; `purpose` makes them differ from others of the same user. */
export function deriveToken(userId: string, purpose: string): Pick<Account, 'accessToken' | 'accessTokenSecret'> {
  return {
    accessToken: `${userId}-${deriveSecret(`access token ${purpose}`, 30)}`,
    accessTokenSecret: deriveSecret(`access token secret ${purpose}`, 45),
  };
}

/** Letters and digits that depend on the purpose alone. */
function deriveSecret(purpose: string, length: number): string {
  const bytes = createHmac('sha512', 'pigeonpost sandbox').update(purpose).digest();
  return bytes
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
}
