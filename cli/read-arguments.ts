import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigError } from '../functions/domain/errors.ts';
import type { Command, Given } from './command.ts';
import type { PlaceOptions } from './open-place.ts';

const COMMON = {
  live: { type: 'boolean' },
  data: { type: 'string' },
  drop: { type: 'string' },
  config: { type: 'string' },
  stage: { type: 'string' },
  region: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface ReadArguments {
  readonly place: PlaceOptions;
  readonly asJson: boolean;
  readonly given: Given;
}

/**
 * What a command was given; `help` when it asks for help.
 *
 * @throws ConfigError for an option that does not exist or cannot be meant
 */
export function readArguments(command: Command, argv: readonly string[]): ReadArguments | 'help' {
  const given = parse(command, argv);
  if (given.flag('help')) return 'help';
  for (const name of ['data', 'drop', 'config', 'stage', 'region']) {
    if (given.text(name) === '') throw new ConfigError(`--${name} must not be empty`);
  }
  return { place: placeOf(given), asJson: given.flag('json'), given };
}

function parse(command: Command, argv: readonly string[]): Given {
  try {
    const { positionals, tokens } = parseArgs({
      args: [...argv],
      options: { ...COMMON, ...command.options },
      strict: true,
      allowPositionals: true,
      tokens: true,
    });
    const options = tokens.filter((token) => token.kind === 'option');
    const inOrder = options.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
    return {
      positionals,
      inOrder,
      text: (name) => inOrder.findLast((option) => option.name === name)?.value,
      flag: (name) => options.some((option) => option.name === name),
    };
  } catch (cause) {
    // What Node says after that is about options in general.
    const [said = ''] = (cause as Error).message.split(/\.?\n|\. /);
    const what = said.replace('argument is ambiguous', 'needs a value, after = if it begins with a dash');
    throw new ConfigError(`${what}; ${command.name} --help lists the options`, { cause });
  }
}

function placeOf(given: Given): PlaceOptions {
  const configFile = given.text('config') ?? 'pigeonpost.config.ts';
  const stage = given.text('stage');
  const region = given.text('region');
  if (stage === undefined) {
    if (region !== undefined) throw new ConfigError('--region says where a deployment is: name it with --stage');
    return { folder: { ...folderOf(given), configFile } };
  }
  const ofFolder = ['live', 'data', 'drop'].filter((name) => given.flag(name));
  if (ofFolder.length > 0) {
    throw new ConfigError(`--stage names a deployment, and --${ofFolder.join(' and --')} a folder: say one of them`);
  }
  return { stage: { stage, configFile, ...(region === undefined ? {} : { region }) } };
}

/** The same defaults as `npm start` has. */
function folderOf(given: Given) {
  const data = given.text('data');
  const isLive = given.flag('live');
  return {
    dataDir: data ?? join('.pigeonpost', isLive ? 'live' : 'sandbox'),
    dropFolder: given.text('drop') ?? (data === undefined ? 'drop' : join(data, 'drop')),
    isLive,
  };
}
