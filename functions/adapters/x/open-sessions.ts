import { ConfigError } from '../../domain/errors.ts';
import type { Clock, Journal, Random, Secrets } from '../../domain/ports.ts';
import { redactKeys } from './answers/redact.ts';
import { type CallDeadlines, standardDeadlines } from './call/retry-rules.ts';
import type { Session } from './call/session.ts';
import type { DriverSettings } from './driver.ts';
import { checkBaseUrl } from './http/check-base-url.ts';
import { HostPools } from './http/host-pools.ts';
import { type AccountClock, openAccountClock } from './oauth/account-clock.ts';
import { fingerprint, type Keys, readKeys } from './oauth/keys.ts';
import { pause } from './pause.ts';

/** How one account talks to X. */
export interface XAccountSettings {
  readonly driver: 'v1' | 'v2';
  /** The deprecated endpoint that takes a picture with the post; v1 only. */
  readonly endpoint?: 'update_with_media';
  /** Name of its secret; `account/<account>` when absent. */
  readonly secretName?: string;
  /** Hosts of its own, as in `https://api.x.com`; `apiUrl` of the options goes before them. */
  readonly apiBaseUrl?: string;
  readonly uploadBaseUrl?: string;
  /** APPENDs in flight; 4 when absent, and 8 where there are more than 8 of them. */
  readonly lanes?: number;
}

export interface OpenXAccountsOptions {
  readonly secrets: Secrets;
  readonly accounts: Readonly<Record<string, XAccountSettings>>;
  /** Replaces all hosts, as for the sandbox. */
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  /** Refuses everything but GET. */
  readonly readOnly?: boolean;
  /** How long each kind of call may take; those of `retry-rules.ts` when absent. */
  readonly deadlines?: CallDeadlines;
  /** Resolves after that long or when the signal ends it; real time when absent. */
  readonly pause?: Session['pause'];
}

/** Accounts by the name the config gives them, seen as `Account`. */
export interface OpenSessions<Account> {
  open(name: string, options?: { readonly freshKeys?: boolean }): Promise<Account>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** What an account is to its user: made of its session, anew when its keys change. */
export type OpenAccount<Account> = (account: XAccountSettings, session: Session, driver: DriverSettings) => Account;

/**
 * The accounts of the config, each with a session of its own; no connection is made before the first call.
 *
 * @throws ConfigError for a base URL that would carry keys in the clear
 */
export function openSessions<Account>(
  options: OpenXAccountsOptions,
  openAccount: OpenAccount<Account>,
): OpenSessions<Account> {
  const pools = new HostPools(options.clock);
  const settings = new Map(
    Object.entries(options.accounts).map(([name, account]) => [name, driverSettings(name, account, options.apiUrl)]),
  );
  const opened = new Map<string, { keys: Keys; clock: AccountClock; account: Account }>();
  return {
    async open(name, { freshKeys = false } = {}) {
      const account = options.accounts[name];
      const driver = settings.get(name);
      if (account === undefined || driver === undefined) throw new ConfigError(`there is no account ${name}`);
      const keys = readKeys(
        await options.secrets.read(account.secretName ?? `account/${name}`, { fresh: freshKeys }),
        name,
      );
      const known = opened.get(name);
      if (known !== undefined && areEqual(known.keys, keys)) return known.account;
      // What was learned about the clock holds whatever the keys are.
      const clock = known?.clock ?? openAccountClock(options.clock);
      const session = openSession(name, keys, clock, pools, options);
      const fresh = openAccount(account, session, driver);
      opened.set(name, { keys, clock, account: fresh });
      return fresh;
    },
    close: () => pools.close(),
  };
}

/** Hosts as the documents of each version name them. */
const hosts = {
  v1: { apiUrl: 'https://api.twitter.com', uploadUrl: 'https://upload.twitter.com' },
  v2: { apiUrl: 'https://api.x.com', uploadUrl: 'https://api.x.com' },
} as const;

function driverSettings(name: string, account: XAccountSettings, apiUrl: string | undefined): DriverSettings {
  const { driver, endpoint, apiBaseUrl, uploadBaseUrl, lanes } = account;
  if (driver === 'v2' && endpoint !== undefined) {
    throw new ConfigError(`account ${name}: endpoint ${endpoint} exists on v1.1 only; set driver: 'v1' or drop it`);
  }
  const standard = hosts[driver];
  return {
    apiUrl: checkBaseUrl(apiUrl ?? apiBaseUrl ?? standard.apiUrl, `account ${name}, apiBaseUrl`),
    uploadUrl: checkBaseUrl(apiUrl ?? uploadBaseUrl ?? standard.uploadUrl, `account ${name}, uploadBaseUrl`),
    ...(lanes === undefined ? {} : { lanes }),
  };
}

function openSession(
  account: string,
  keys: Keys,
  accountClock: AccountClock,
  pools: HostPools,
  options: OpenXAccountsOptions,
): Session {
  const { clock, random, journal } = options;
  return {
    account,
    keys,
    tokenFingerprint: fingerprint(keys.accessToken),
    accountClock,
    redact: redactKeys(keys),
    pools,
    clock,
    random,
    journal,
    deadlines: options.deadlines ?? standardDeadlines,
    readOnly: options.readOnly ?? false,
    pause: options.pause ?? pause,
  };
}

function areEqual(a: Keys, b: Keys): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
