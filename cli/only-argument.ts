import { ConfigError } from '../functions/domain/errors.ts';
import type { Given } from './command.ts';

/**
 * The one thing the command is about.
 *
 * @throws ConfigError when there is none, or more than one
 */
export function onlyArgument({ positionals }: Given, what: string): string {
  const [only] = positionals;
  if (only === undefined || positionals.length > 1) {
    throw new ConfigError(`name one ${what}, got ${positionals.length}`);
  }
  return only;
}
