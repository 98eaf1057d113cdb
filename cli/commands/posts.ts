import { CommandRefusedError, ConfigError } from '../../functions/domain/errors.ts';
import type { LogFilter, PublicationLog } from '../../functions/domain/ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { sources, states } from '../../local/page/read-filter.ts';
import { readLogPage } from '../../local/page/read-page.ts';
import { printable } from '../../local/plain-table.ts';
import type { Command, CommandResult, Given } from '../command.ts';
import { onlyArgument } from '../only-argument.ts';
import type { OpenPlace } from '../place.ts';
import { rowAsJson, rowAsText, rowInListAsJson, rowsAsText } from '../show-row.ts';

/** Lists the log, or shows one row with all that happened to it. */
export const postsCommand: Command = {
  name: 'posts',
  summary: 'List what was triggered and what became of it, or show one post with its history.',
  usage: `[ID] [options]

  --state STATE      only these: ${states.join(', ')}
  --account NAME     only this account's
  --source SOURCE    only these: ${sources.join(', ')}
  --limit N          at most so many, newest first (default 50)
  --after ID         those older than this one`,
  options: {
    state: { type: 'string' },
    account: { type: 'string' },
    source: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
  },
  run: async (given, place) =>
    given.positionals.length > 0 ? showOne(onlyArgument(given, 'post'), place) : listMany(filterOf(given), place),
};

async function showOne(id: string, place: OpenPlace): Promise<CommandResult> {
  const row = await find(id, place.operate.log);
  return { json: rowAsJson(row, place), text: rowAsText(row, place) };
}

async function listMany(filter: LogFilter, place: OpenPlace): Promise<CommandResult> {
  const { log } = place.operate;
  // Else an id that is mistyped would look like the end of the list.
  if (filter.after !== undefined) await find(filter.after, log);
  const { rows, next } = await readLogPage(log, filter);
  const more = next === undefined ? '' : `there are older ones: --after ${next}\n`;
  const held = await heldLines(place);
  return {
    json: { posts: rows.map((row) => rowInListAsJson(row, place)), next: next ?? null },
    text: `${rowsAsText(rows, place)}${more}${held}`,
  };
}

/** Rows of an account that stands still look as if they would go on at once. */
async function heldLines({ config, operate }: OpenPlace): Promise<string> {
  const gates = await Promise.all(Object.keys(config.accounts).map(async (account) => operate.log.gate(account)));
  const lines = gates.flatMap(({ account, held }) =>
    held === null ? [] : `${account} is held (${held.reason}): ${printable(held.message)}\n`,
  );
  return lines.join('');
}

async function find(id: string, log: PublicationLog): Promise<Publication> {
  const row = await log.publication(id);
  if (row === undefined)
    throw new CommandRefusedError('POST_UNKNOWN', `there is no post ${id.slice(0, 50)} in the log`);
  return row;
}

function filterOf(given: Given): LogFilter {
  const account = given.text('account');
  const after = given.text('after');
  const state = oneOf('--state', given.text('state'), states);
  const source = oneOf('--source', given.text('source'), sources);
  return {
    limit: limitOf(given.text('limit') ?? '50'),
    ...(account === undefined ? {} : { account }),
    ...(after === undefined ? {} : { after }),
    ...(state === undefined ? {} : { state }),
    ...(source === undefined ? {} : { source }),
  };
}

function limitOf(text: string): number {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) throw new ConfigError(`--limit must be 1 to 99999, got ${text.slice(0, 50)}`);
  return Number(text);
}

function oneOf<Value extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new ConfigError(`${option} must be one of ${allowed.join(', ')}; got ${value.slice(0, 50)}`);
}
