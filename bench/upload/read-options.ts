import { parseArgs } from 'node:util';

import { STREAMING_NODE_OPTIONS } from '../../functions/config/streaming-node-options.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { type ContenderName, contenderNames } from './contender/names.ts';
import { type Item, items } from './items.ts';

export const USAGE = `Gets an object from a store, uploads it, posts it: Pigeonpost's drivers beside twitter-api-v2, both reading by
@aws-sdk/client-s3, against local targets that count and add latency. Contenders take turns, each turn in a fresh
process.

Usage: npm run bench -- upload [options]

  --items A,B         what to post (default jpeg,png,gif,video200,video512,burst)
                      ${[...items.keys()].join(', ')}
  --latencies A,B     milliseconds added to each request (default 0,40,150)
  --handshakes N      times that latency for each new connection: 0 as the default, 1 as TCP, 2 as with TLS 1.3
  --contenders A,B    who takes part (default tav-v1,tav-v2,ours-v1,ours-v2)
                      ${contenderNames.join(', ')}
  --rounds N          turns of each (default 5 for small items and 3 for videos, less for slow ones)
  --quick             small items, one latency, one round: whether it runs
  --no-proof          leave out the proof on the sandbox that each contender really posts
  --json              print the figures as JSON
  --write             put the tables into docs/performance.md
  --block NAME        which block of that page (default upload)
  --node OPTIONS      for every contender's process (default ${STREAMING_NODE_OPTIONS}, as deployed),
                      as in --node="" or --node="--cpu-prof --cpu-prof-dir=/tmp/profiles"
  --help              show this text
`;

export interface UploadOptions {
  readonly items: readonly Item[];
  readonly latenciesMs: readonly number[];
  readonly handshakes: number;
  readonly contenders: readonly ContenderName[];
  readonly rounds: number | undefined;
  readonly isProved: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly block: string;
  readonly nodeOptions: readonly string[];
}

const DEFINITIONS = {
  items: { type: 'string' },
  latencies: { type: 'string' },
  handshakes: { type: 'string', default: '0' },
  contenders: { type: 'string', default: 'tav-v1,tav-v2,ours-v1,ours-v2' },
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  'no-proof': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  block: { type: 'string', default: 'upload' },
  node: { type: 'string', default: STREAMING_NODE_OPTIONS },
  help: { type: 'boolean', default: false },
} as const;

const whole = { items: 'jpeg,png,gif,video200,video512,burst', latencies: '0,40,150', rounds: undefined };
const quick = { items: 'jpeg,small-gif,small-video', latencies: '10', rounds: '1' };

/**
 * The options of the command line; `help` when it asks for help.
 *
 * @throws ConfigError for an option that does not exist or cannot be meant
 */
export function readUploadOptions(argv: readonly string[]): UploadOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const standard = values.quick ? quick : whole;
  const rounds = values.rounds ?? standard.rounds;
  return {
    items: listOf(values.items ?? standard.items, 'item', (name) => items.get(name)),
    latenciesMs: listOf(values.latencies ?? standard.latencies, 'latency', numberOf),
    handshakes: requireNumber('--handshakes', values.handshakes),
    contenders: listOf(values.contenders, 'contender', (name) => contenderNames.find((known) => known === name)),
    rounds: rounds === undefined ? undefined : Math.max(1, requireNumber('--rounds', rounds)),
    isProved: !values['no-proof'],
    json: values.json,
    write: values.write,
    block: values.block,
    nodeOptions: values.node.split(' ').filter((option) => option !== ''),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: DEFINITIONS, strict: true }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function listOf<T>(text: string, what: string, find: (name: string) => T | undefined): T[] {
  return text.split(',').map((name) => {
    const found = find(name.trim());
    if (found === undefined) throw new ConfigError(`there is no ${what} ${JSON.stringify(name)}; see --help`);
    return found;
  });
}

function numberOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function requireNumber(option: string, text: string): number {
  const value = numberOf(text);
  if (value === undefined) throw new ConfigError(`${option} must be a whole number, not ${JSON.stringify(text)}`);
  return value;
}
