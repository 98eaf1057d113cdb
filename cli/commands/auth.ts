import { ConfigError } from '../../functions/domain/errors.ts';
import { login } from '../auth/login.ts';
import { status } from '../auth/status.ts';
import type { Command } from '../command.ts';
import { xApiUsage } from '../x-address.ts';

/** Keys of accounts: where they come from, and whose they are. */
export const authCommand: Command = {
  name: 'auth',
  summary: 'Log an account in on X and store its keys, or say whose keys each account has.',
  usage: `login ACCOUNT [--keys-from FILE]
       npm run pigeonpost -- auth status [ACCOUNT]

  login              asks for the app's keys and for the PIN that X shows, tries the keys, stores them
  --keys-from FILE   all four keys from a file instead, or - for standard input: JSON, or lines such as API Key: …
  status             asks X whose keys they are and what they may do
  ${xApiUsage}

PIGEONPOST_CONSUMER_KEY and PIGEONPOST_CONSUMER_SECRET spare the questions for the app's keys.`,
  options: { 'keys-from': { type: 'string' }, 'x-api': { type: 'string' } },
  run: async (given, place, terminal) => {
    const [action, account, ...others] = given.positionals;
    if (action === 'login' && account !== undefined && others.length === 0) {
      return login(account, given, place, terminal);
    }
    if (action === 'status' && others.length === 0) return status(account, given, place);
    throw new ConfigError('say auth login ACCOUNT, or auth status');
  },
};
