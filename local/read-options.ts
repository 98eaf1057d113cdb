import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigError } from '../functions/domain/errors.ts';
import { readTimesOf, refuseHastyReads } from './read-times.ts';

export const USAGE = `Pigeonpost on this machine: watches a folder, takes webhooks, posts on X.

Usage: npm start -- [options]

  --port P          port for webhooks and the page (default 8787; 0 takes any free one)
  --host HOST       address to listen on (default 127.0.0.1)
  --data DIR        where log, queues and keys are kept (default .pigeonpost/sandbox, or .pigeonpost/live)
  --drop DIR        the drop folder (default drop, or DIR/drop with --data DIR)
  --config FILE     the configuration (default pigeonpost.config.ts)
  --live            post on X itself; without it everything goes to a sandbox on this machine
  --x-api URL       post to what answers there as X does, a sandbox for instance
  --backfill        post what lay in the folder before the first start, after a preview
  --yes             with --backfill: do not ask
  --read-times S,S,S when to look for a post of unknown outcome, seconds after the call (default 30,120,600)
  --sandbox-port P  port for the sandbox (default: any free one)
  --json            print one JSON line when ready
  --verbose         tell every step, not only warnings
  --help            show this text
`;

export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly dropFolder: string;
  readonly configFile: string;
  readonly isLive: boolean;
  readonly xApiUrl: string | undefined;
  readonly backfill: boolean;
  readonly yes: boolean;
  readonly sandboxPort: number;
  /** When to look for a post of unknown outcome; the standard times when undefined. */
  readonly readTimesSeconds: readonly number[] | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
}

const DEFINITIONS = {
  port: { type: 'string', default: '8787' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string' },
  drop: { type: 'string' },
  config: { type: 'string', default: 'pigeonpost.config.ts' },
  live: { type: 'boolean', default: false },
  'x-api': { type: 'string' },
  backfill: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'sandbox-port': { type: 'string' },
  'read-times': { type: 'string' },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * The options of the command line; `help` when it asks for help.
 *
 * @throws ConfigError for an option that does not exist or cannot be meant
 */
export function readOptions(argv: readonly string[]): StartOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  refuseContradictions(values);
  const { data, 'read-times': readTimes } = values;
  const readTimesSeconds = readTimes === undefined ? undefined : readTimesOf(readTimes);
  if (values.live && readTimesSeconds !== undefined) refuseHastyReads(readTimesSeconds);
  return {
    port: portOf('--port', values.port),
    host: values.host,
    dataDir: data ?? join('.pigeonpost', values.live ? 'live' : 'sandbox'),
    dropFolder: values.drop ?? (data === undefined ? 'drop' : join(data, 'drop')),
    configFile: values.config,
    isLive: values.live,
    xApiUrl: values['x-api'] === undefined ? undefined : originOf(values['x-api']),
    backfill: values.backfill,
    yes: values.yes,
    sandboxPort: portOf('--sandbox-port', values['sandbox-port'] ?? '0'),
    readTimesSeconds,
    json: values.json,
    verbose: values.verbose,
  };
}

type Values = ReturnType<typeof parse>;

function refuseContradictions(values: Values): void {
  const isElsewhere = values.live || values['x-api'] !== undefined;
  if (values.live && values['x-api'] !== undefined) throw new ConfigError('--live and --x-api exclude each other');
  if (values['sandbox-port'] !== undefined && isElsewhere) {
    throw new ConfigError('--sandbox-port is for the sandbox that --live and --x-api do without');
  }
  if (values.yes && !values.backfill) throw new ConfigError('--yes answers the question of --backfill: give both');
  for (const name of ['host', 'data', 'drop', 'config'] as const) {
    if (values[name] === '') throw new ConfigError(`--${name} must not be empty`);
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: DEFINITIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const [what = ''] = (cause as Error).message.split('\n');
    throw new ConfigError(`${what}; --help lists the options`, { cause });
  }
}

function portOf(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new ConfigError(`${name} must be 0 to 65535, got ${text}`);
  return Number(text);
}

/** Host and port only: the paths are X's own, and a name or password in an address would end up in logs. */
function originOf(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url !== null && url.href === `${url.origin}/`;
  if (!isOrigin || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigError('--x-api must be an address such as http://127.0.0.1:8080, with nothing after the port');
  }
  return url.origin;
}
