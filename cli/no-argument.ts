import { ConfigError } from '../functions/domain/errors.ts';
import type { Given } from './command.ts';

/** @throws ConfigError for a word that the command has no use for */
export function refuseArguments({ positionals }: Given): void {
  const [first] = positionals;
  if (first !== undefined)
    throw new ConfigError(`${first.slice(0, 50)} is no option, and the command takes nothing else`);
}
