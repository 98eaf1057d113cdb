import type { Keys } from '../../functions/adapters/x/oauth/keys.ts';
import { secretNameOf } from '../../functions/config/secret-name-of.ts';
import { AccountHeldError, CommandRefusedError } from '../../functions/domain/errors.ts';
import type { CommandResult, Given } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import type { OpenPlace } from '../place.ts';
import { readInput } from '../read-input.ts';
import type { Terminal } from '../terminal.ts';
import { xAddressOf } from '../x-address.ts';
import { logIn } from './log-in.ts';
import { parseKeys } from './parse-keys.ts';
import { type KeyHolder, whoHasKeys } from './who-has-keys.ts';

/** Gets keys for an account, tries them on X, and stores them; none of them is ever shown. */
export async function login(name: string, given: Given, place: OpenPlace, terminal: Terminal): Promise<CommandResult> {
  const account = knownAccount(name, place);
  const xApiUrl = xAddressOf(given, place);
  const from = given.text('keys-from');
  const keys =
    from === undefined
      ? await logIn(account, xApiUrl, terminal)
      : parseKeys((await readInput(from)).toString('utf8'), account);
  const { holder, doubt } = await tryKeys(account, keys, place, xApiUrl);
  refuseReadOnly(holder);
  const secretName = secretNameOf(account, place.config.accounts[account] ?? {});
  await place.keys.write(secretName, keys);
  return answer(account, holder, doubt, place.keys.whereabouts(secretName));
}

interface Tried {
  readonly holder?: KeyHolder;
  /** What keeps the account from posting, though the keys are good. */
  readonly doubt?: AccountHeldError;
}

async function tryKeys(account: string, keys: Keys, place: OpenPlace, xApiUrl: string | undefined): Promise<Tried> {
  try {
    return { holder: await whoHasKeys(account, place, { read: async () => keys }, xApiUrl) };
  } catch (error) {
    // An app without credit or access cannot even ask; that is no fault of its keys.
    const isOurs = error instanceof AccountHeldError && ['credits', 'access', 'locked'].includes(error.reason);
    if (isOurs && error.code !== 'ACCESS_TOKEN_KIND') return { doubt: error };
    throw error;
  }
}

function refuseReadOnly(holder: KeyHolder | undefined): void {
  if (holder?.accessLevel !== 'read') return;
  throw new CommandRefusedError('ACCESS_WRITE', `the keys of @${holder.screenName} may only read; nothing was stored`, {
    advice:
      'Give the app "Read and write" in the X developer console, then log in again: keys keep the rights they were made with.',
  });
}

function answer(account: string, holder: Tried['holder'], doubt: Tried['doubt'], keptIn: string): CommandResult {
  const who = holder === undefined ? 'an account that X does not name' : `@${holder.screenName}`;
  const { code, message, advice = null } = doubt ?? {};
  const warning = doubt === undefined ? '' : `warning: ${message}\n${advice === null ? '' : `${advice}\n`}`;
  return {
    json: {
      account,
      screenName: holder?.screenName ?? null,
      userId: holder?.userId ?? null,
      accessLevel: holder?.accessLevel ?? null,
      tokenFingerprint: holder?.tokenFingerprint ?? null,
      keptIn,
      warning: doubt === undefined ? null : { code, message, advice },
    },
    text: `${account} posts as ${who}; its keys are kept in ${keptIn}\n${warning}if it was held: npm run pigeonpost -- resume ${account}\n`,
  };
}
