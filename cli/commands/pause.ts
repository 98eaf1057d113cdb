import { pauseAccount } from '../../functions/domain/pause-account.ts';
import type { Command } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import { onlyArgument } from '../only-argument.ts';

/** Holds an account by hand. */
export const pauseCommand: Command = {
  name: 'pause',
  summary: 'Hold an account: nothing is posted for it until resume; its queue is kept.',
  usage: `ACCOUNT [--why TEXT]`,
  options: { why: { type: 'string' } },
  run: async (given, place) => {
    const account = knownAccount(onlyArgument(given, 'account'), place);
    const { held } = await pauseAccount(account, given.text('why') ?? 'paused by hand', place.operate);
    return { json: { account, held }, text: `${account} is held (${held?.reason}): ${held?.message}\n` };
  },
};
