import { secretNameOf } from '../../functions/config/secret-name-of.ts';
import { PigeonpostError } from '../../functions/domain/errors.ts';
import { plainTable } from '../../local/plain-table.ts';
import type { CommandResult, Given } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import type { OpenPlace } from '../place.ts';
import { xAddressOf } from '../x-address.ts';
import { whoHasKeys } from './who-has-keys.ts';

/** Whose keys each account has; a no when one of them has none that X takes. */
export async function status(name: string | undefined, given: Given, place: OpenPlace): Promise<CommandResult> {
  const names = name === undefined ? Object.keys(place.config.accounts) : [knownAccount(name, place)];
  const xApiUrl = xAddressOf(given, place);
  const found = await Promise.all(names.map(async (account) => lookAt(account, place, xApiUrl)));
  return {
    json: { accounts: found },
    text: plainTable([
      ['account', 'is', 'rights', 'token', 'keys in'],
      ...found.map(({ account, screenName, accessLevel, tokenFingerprint, keptIn, error }) => [
        account,
        error === null ? `@${screenName}` : `unusable: ${error.message}`,
        accessLevel ?? '',
        tokenFingerprint ?? '',
        keptIn,
      ]),
    ]),
    exitCode: found.every(({ error }) => error === null) ? 0 : 1,
  };
}

async function lookAt(account: string, place: OpenPlace, xApiUrl: string | undefined) {
  const settings = place.config.accounts[account] ?? {};
  const keptIn = place.keys.whereabouts(secretNameOf(account, settings));
  const unknown = { screenName: null, userId: null, accessLevel: null, tokenFingerprint: null };
  try {
    const { accessLevel = null, ...holder } = await whoHasKeys(account, place, place.keys, xApiUrl);
    return { account, keptIn, ...unknown, ...holder, accessLevel, error: null };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    const { code, message, advice = null } = error;
    return { account, keptIn, ...unknown, error: { code, message, advice } };
  }
}
