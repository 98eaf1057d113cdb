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
 * @throws ConfigError for an option that does not exist
 */
export function readArguments(command: Command, argv: readonly string[]): ReadArguments | 'help' {
  const { values, positionals } = parse(command, argv);
  if (values['help'] === true) return 'help';
  const given: Given = {
    positionals,
    text: (name) => lastText(values[name]),
    texts: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    flag: (name) => values[name] === true,
  };
  return { folder: folderOf(given), asJson: given.flag('json'), given };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function parse(command: Command, argv: readonly string[]): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...argv],
      options: { ...COMMON, ...command.options },
      strict: true,
      allowPositionals: true,
    });
  } catch (cause) {
    const [what = ''] = (cause as Error).message.split('\n');
    throw new ConfigError(`${what}; ${command.name} --help lists the options`, { cause });
  }
}

function lastText(value: Values[string]): string | undefined {
  const last = [value ?? []].flat().at(-1);
  return typeof last === 'string' ? last : undefined;
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
