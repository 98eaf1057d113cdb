import { ConfigError } from '../functions/domain/errors.ts';
import type { OpenPlace } from './place.ts';

/**
 * The name, which the config has.
 *
 * @throws ConfigError otherwise, naming those it has
 */
export function knownAccount(name: string, { config }: OpenPlace): string {
  const known = Object.keys(config.accounts);
  if (known.includes(name)) return name;
  throw new ConfigError(`there is no account ${name.slice(0, 63)} in the config; it has ${known.join(', ')}`);
}
