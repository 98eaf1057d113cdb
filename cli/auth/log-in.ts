import { beginLogin, type LoginBegun } from '../../functions/adapters/x/login/pin-flow.ts';
import type { AppKeys } from '../../functions/adapters/x/login/sign-login.ts';
import { type Keys, readKeys } from '../../functions/adapters/x/oauth/keys.ts';
import { AccountHeldError, ConfigError, PigeonpostError } from '../../functions/domain/errors.ts';
import type { Terminal } from '../terminal.ts';

type Ask = NonNullable<Terminal['ask']>;

/**
 * Keys of whatever account somebody lets the app into: X's PIN flow, played at the terminal.
 *
 * @throws ConfigError where nobody is there to ask, or X takes neither app nor PIN
 */
export async function logIn(account: string, xApiUrl: string | undefined, terminal: Terminal): Promise<Keys> {
  const { ask } = terminal;
  if (ask === undefined) {
    throw new ConfigError('nobody is there to ask for the PIN', {
      advice: 'Call it at a terminal, or give all four keys with --keys-from FILE (- for standard input).',
    });
  }
  const app = await appKeys(ask, terminal);
  const login = await begin(app, xApiUrl);
  terminal.err(`Open this address, log in as the account that is to post, and let the app in:\n\n`);
  terminal.err(`  ${login.authorizeUrl}\n\n`);
  const keys = await redeem(login, await ask('The PIN that X shows: '));
  return readKeys(keys, account);
}

/** From the environment, or asked for; never from the command line, which other users of a machine can read. */
async function appKeys(ask: Ask, terminal: Terminal): Promise<AppKeys> {
  const { PIGEONPOST_CONSUMER_KEY: key, PIGEONPOST_CONSUMER_SECRET: secret } = process.env;
  if (!key || !secret) terminal.err("The app's keys, from X's developer console (what is typed does not show):\n");
  const consumerKey = key || (await ask('  API key (consumer key): ', { isHidden: true }));
  const consumerSecret = secret || (await ask('  API key secret (consumer secret): ', { isHidden: true }));
  const app = { consumerKey: consumerKey.trim(), consumerSecret: consumerSecret.trim() };
  if (app.consumerKey !== '' && app.consumerSecret !== '') return app;
  throw new ConfigError('both keys of the app are needed; nothing was stored');
}

async function begin(app: AppKeys, xApiUrl: string | undefined): Promise<LoginBegun> {
  try {
    return await beginLogin({ app, clock: Date.now, ...(xApiUrl === undefined ? {} : { apiUrl: xApiUrl }) });
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    if (error instanceof AccountHeldError && error.reason === 'auth') {
      throw refused(error, 'X does not know this app', 'Copy API key and secret whole from the developer console.');
    }
    if (error.x?.code === 415 || error.x?.status === 403) {
      const advice = "Set a callback URL under the app's authentication settings: X asks for one, even for a PIN.";
      throw refused(error, 'X does not let this app ask for a login', advice);
    }
    throw error;
  }
}

async function redeem(login: LoginBegun, pin: string): Promise<Keys> {
  try {
    return (await login.redeem(pin.trim())).keys;
  } catch (error) {
    if (!(error instanceof AccountHeldError)) throw error;
    throw refused(error, 'X does not take this PIN', 'It is good for one try: run auth login again for a new one.');
  }
}

function refused(cause: PigeonpostError, what: string, advice: string): ConfigError {
  return new ConfigError(`${what}; nothing was stored (${cause.message})`, { advice, cause });
}
