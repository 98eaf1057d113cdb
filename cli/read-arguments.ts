import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigError } from '../functions/domain/errors.ts';
import type { Command, Given } from './command.ts';
import type { FolderOptions } from './open-folder.ts';

const COMMON = {
  live: { type: 'boolean' },
  data: { type: 'string' },
  drop: { type: 'string' },
  config: { type: 'string' },
  stage: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface ReadArguments {
  readonly folder: FolderOptions;
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
  if (given.text('stage') !== undefined) {
    throw new ConfigError('there are no deployments yet: leave --stage out to speak to the folder on this machine');
  }
  for (const name of ['data', 'drop', 'config']) {
    if (given.text(name) === '') throw new ConfigError(`--${name} must not be empty`);
  }
  return { folder: folderOf(given), asJson: given.flag('json'), given };
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
    const [what = ''] = (cause as Error).message.split('\n');
    throw new ConfigError(`${what}; ${command.name} --help lists the options`, { cause });
  }
}

/** The same defaults as `npm start` has. */
function folderOf(given: Given): FolderOptions {
  const data = given.text('data');
  return {
    dataDir: data ?? join('.pigeonpost', given.flag('live') ? 'live' : 'sandbox'),
    dropFolder: given.text('drop') ?? (data === undefined ? 'drop' : join(data, 'drop')),
    configFile: given.text('config') ?? 'pigeonpost.config.ts',
  };
}
