import { ConfigError } from '../../functions/domain/errors.ts';
import { redriveAll, type RedriveFilter } from '../../functions/domain/redrive-all.ts';
import { redrive } from '../../functions/domain/redrive.ts';
import type { Command, CommandResult, Given } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import { onlyArgument } from '../only-argument.ts';
import type { OpenPlace } from '../place.ts';
import { rowAsJson } from '../show-row.ts';

/** Queues again what has failed or expired. */
export const redriveCommand: Command = {
  name: 'redrive',
  summary: 'Send again what has failed or expired: one post, or all.',
  usage: `ID | --all [--account NAME] [--state failed|expired]`,
  options: { all: { type: 'boolean' }, account: { type: 'string' }, state: { type: 'string' } },
  run: async (given, place) => (given.flag('all') ? redriveMany(given, place) : redriveOne(given, place)),
};

async function redriveOne(given: Given, place: OpenPlace): Promise<CommandResult> {
  if (given.text('account') !== undefined || given.text('state') !== undefined) {
    throw new ConfigError('--account and --state go with --all');
  }
  const row = await redrive(onlyArgument(given, 'post, or --all'), place.operate);
  return { json: rowAsJson(row, place), text: `queued again ${row.id}, try ${row.generation}\n`, isQueued: true };
}

async function redriveMany(given: Given, place: OpenPlace): Promise<CommandResult> {
  if (given.positionals.length > 0) throw new ConfigError('name one post, or say --all, not both');
  const json = await redriveAll(filterOf(given, place), place.operate);
  const refused = json.refused.map(({ id, reason }) => `left ${id}: ${reason}\n`);
  return { json, text: `queued again ${json.ids.length}\n${refused.join('')}`, isQueued: json.ids.length > 0 };
}

function filterOf(given: Given, place: OpenPlace): RedriveFilter {
  const account = given.text('account');
  const state = given.text('state');
  if (state !== undefined && state !== 'failed' && state !== 'expired') {
    throw new ConfigError(`--state must be failed or expired, got ${state.slice(0, 50)}`);
  }
  return {
    ...(account === undefined ? {} : { account: knownAccount(account, place) }),
    ...(state === undefined ? {} : { state }),
  };
}
