import { resumeAccount } from '../../functions/domain/resume-account.ts';
import type { Command } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import { onlyArgument } from '../only-argument.ts';

/** Lets a held account go on. */
export const resumeCommand: Command = {
  name: 'resume',
  summary: 'Let a held account go on with its queue.',
  usage: 'ACCOUNT',
  options: {},
  run: async (given, place) => {
    const account = knownAccount(onlyArgument(given, 'account'), place);
    const ended = await resumeAccount(account, place.operate);
    const text = ended === null ? `${account} was not held\n` : `${account} goes on; it was held (${ended.reason})\n`;
    return { json: { account, wasHeld: ended }, text, isQueued: ended !== null };
  },
};
