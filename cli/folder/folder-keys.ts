import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { ConfigError } from '../../functions/domain/errors.ts';
import { SecretsFile } from '../../local/engine/secrets-file.ts';
import type { KeyStore } from '../place.ts';

/**
 * The secrets file of a data directory, which is made when the first key is stored.
 *
 * @throws ConfigError when the file, or the variable that goes before it, cannot be used
 */
export function folderKeys(path: string): KeyStore {
  const file = new SecretsFile(path, process.env['PIGEONPOST_SECRETS']);
  return {
    read: async (name) => file.read(name),
    find: async (name) => (file.has(name) ? file.read(name) : undefined),
    write: async (name, value) => {
      if (file.isFromEnvironment(name)) {
        throw new ConfigError(`${name} comes from PIGEONPOST_SECRETS, which goes before ${path}: change it there`);
      }
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      await file.write({ [name]: value });
    },
    whereabouts: (name) => (file.isFromEnvironment(name) ? 'PIGEONPOST_SECRETS' : resolve(path)),
  };
}
