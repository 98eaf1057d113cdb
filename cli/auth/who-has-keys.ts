import { jsonJournal } from '../../functions/adapters/journal/json-journal.ts';
import { openXAccounts } from '../../functions/adapters/x/open-accounts.ts';
import type { Secrets } from '../../functions/domain/ports.ts';
import type { XAccount, XUser } from '../../functions/domain/x-account.ts';
import { xAccountOptions } from '../../functions/wiring-x.ts';
import type { OpenPlace } from '../place.ts';

export interface KeyHolder extends XUser {
  /** First 6 hex digits of the token's SHA-256. */
  readonly tokenFingerprint: string;
}

/**
 * Whose keys those of the account are, as X says. Nothing can be posted by this.
 *
 * @param secrets where they are read; what is not stored yet can be tried too
 * @param xApiUrl in the place of X
 * @throws PigeonpostError when there are no usable keys, or X does not take them
 */
export async function whoHasKeys(
  account: string,
  { config }: Pick<OpenPlace, 'config'>,
  secrets: Secrets,
  xApiUrl: string | undefined,
): Promise<KeyHolder> {
  return askAs(account, { config }, { secrets, xApiUrl }, async (opened) => ({
    ...(await opened.whoAmI()),
    tokenFingerprint: opened.tokenFingerprint,
  }));
}

/**
 * What X answers on behalf of the account; whatever is asked, nothing but GET is sent.
 *
 * @throws PigeonpostError when there are no usable keys, or X refuses
 */
export async function askAs<Answer>(
  account: string,
  { config }: Pick<OpenPlace, 'config'>,
  { secrets, xApiUrl }: { readonly secrets: Secrets; readonly xApiUrl: string | undefined },
  ask: (opened: XAccount) => Promise<Answer>,
): Promise<Answer> {
  const journal = jsonJournal(Date.now, 'error', (line) => process.stderr.write(line));
  const engine = { config, secrets, journal, clock: Date.now, random: Math.random };
  const options = xAccountOptions(xApiUrl === undefined ? engine : { ...engine, xApiUrl });
  const accounts = openXAccounts({ ...options, readOnly: true });
  try {
    return await ask(await accounts.open(account));
  } finally {
    await accounts.close();
  }
}
