import { parseArgs } from 'node:util';

import { ConfigError } from '../../functions/domain/errors.ts';

export const USAGE = `Pictures and webhook calls by the thousand against an engine that is killed again and again, with a faulty X.

Usage: npm run soak -- [options]

  --drops N               pictures dropped (default 2000)
  --calls N               webhook calls (default 2000)
  --kill-every-seconds S  mean time between two SIGKILLs of the engine; 0 never kills (default 5)
  --faults F              share of calls to X that meet a fault (default 0.05)
  --within-minutes M      all must have ended by then (default 10)
  --seed N                begins the draw of faults (default 1)
  --keep                  keep the data directory, and say where it is
  --json                  the result as one JSON line
  --help                  show this text
`;

export interface SoakOptions {
  readonly drops: number;
  readonly calls: number;
  readonly killEverySeconds: number;
  readonly faults: number;
  readonly withinMinutes: number;
  readonly seed: number;
  readonly keep: boolean;
  readonly json: boolean;
}

const DEFINITIONS = {
  drops: { type: 'string', default: '2000' },
  calls: { type: 'string', default: '2000' },
  'kill-every-seconds': { type: 'string', default: '5' },
  faults: { type: 'string', default: '0.05' },
  'within-minutes': { type: 'string', default: '10' },
  seed: { type: 'string', default: '1' },
  keep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * The options of the command line; `help` when it asks for help.
 *
 * @throws ConfigError for an option that does not exist or cannot be meant
 */
export function readOptions(argv: readonly string[]): SoakOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  return {
    drops: numberOf('--drops', values.drops, 0, 100_000),
    calls: numberOf('--calls', values.calls, 0, 100_000),
    killEverySeconds: numberOf('--kill-every-seconds', values['kill-every-seconds'], 0, 3600),
    faults: numberOf('--faults', values.faults, 0, 1),
    withinMinutes: numberOf('--within-minutes', values['within-minutes'], 0, 1440),
    seed: numberOf('--seed', values.seed, 0, 2 ** 31),
    keep: values.keep,
    json: values.json,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: DEFINITIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const [what = ''] = (cause as Error).message.split('\n');
    throw new ConfigError(`${what}; --help lists the options`, { cause });
  }
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ConfigError(`${name} must be ${least} to ${most}, got ${text.slice(0, 50)}`);
}
