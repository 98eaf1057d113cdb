import type { XAccounts } from '../../domain/x-account.ts';
import type { OpenDriver } from './driver.ts';
import { openSessions, type OpenXAccountsOptions, type XAccountSettings } from './open-sessions.ts';
import { accountV1, accountWithInlineMedia } from './v1/account-v1.ts';
import { accountV2 } from './v2/account-v2.ts';

export type { OpenXAccountsOptions, XAccountSettings } from './open-sessions.ts';

export interface OpenXAccounts extends XAccounts {
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * The accounts of the config, each through its driver; no connection is made before the first call.
 *
 * @throws ConfigError for a base URL that would carry keys in the clear
 */
export function openXAccounts(options: OpenXAccountsOptions): OpenXAccounts {
  return openSessions(options, (account, session, driver) => openDriver(account)(session, driver));
}

function openDriver({ driver, endpoint }: XAccountSettings): OpenDriver {
  if (driver === 'v2') return accountV2;
  return endpoint === 'update_with_media' ? accountWithInlineMedia : accountV1;
}
