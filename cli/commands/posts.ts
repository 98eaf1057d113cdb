import { CommandRefusedError, ConfigError } from '../../functions/domain/errors.ts';
import { publicStates, type PublicState } from '../../functions/domain/publication-state.ts';
import type { TriggerSource } from '../../functions/domain/publication.ts';
import type { Command, Given } from '../command.ts';
import { rowAsJson, rowAsText, rowsAsText } from '../show-row.ts';

const states: ReadonlySet<string> = new Set(Object.values(publicStates));
const sources: ReadonlySet<string> = new Set(['drop', 'webhook', 'bridge', 'command'] satisfies TriggerSource[]);

/** Lists the log, or shows one row with all that happened to it. */
export const postsCommand: Command = {
  name: 'posts',
  summary: 'List what was triggered and what became of it, or show one post with its history.',
  usage: `[ID] [options]

  --state STATE      only these: ${[...states].join(', ')}
  --account NAME     only this account's
  --source SOURCE    only these: ${[...sources].join(', ')}
  --limit N          at most so many, newest first (default 50)
  --after ID         those older than this one`,
  options: {
    state: { type: 'string' },
    account: { type: 'string' },
    source: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
  },
  run: async (given, { operate }) => {
    const [id] = given.positionals;
    if (id !== undefined) {
      const row = await operate.log.publication(id);
      if (row === undefined) throw new CommandRefusedError('POST_UNKNOWN', `there is no post ${id} in the log`);
      return { json: rowAsJson(row), text: rowAsText(row) };
    }
    const rows = await operate.log.list(filterOf(given));
    return { json: rows.map(rowAsJson), text: rowsAsText(rows) };
  },
};

function filterOf(given: Given) {
  const account = given.text('account');
  const after = given.text('after');
  const state = oneOf('--state', given.text('state'), states) as PublicState | undefined;
  const source = oneOf('--source', given.text('source'), sources) as TriggerSource | undefined;
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

function oneOf(option: string, value: string | undefined, allowed: ReadonlySet<string>): string | undefined {
  if (value === undefined || allowed.has(value)) return value;
  throw new ConfigError(`${option} must be one of ${[...allowed].join(', ')}; got ${value.slice(0, 50)}`);
}
