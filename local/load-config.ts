import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { parseConfig } from '../functions/config/parse-config.ts';
import { ConfigError } from '../functions/domain/errors.ts';

/**
 * The configuration in that file, checked.
 *
 * @throws ConfigError when there is none, it does not run, or it has faults: all of them in one report
 */
export async function loadConfig(file: string): Promise<PigeonpostConfig> {
  const path = resolve(file);
  if (!existsSync(path)) throw new ConfigError(`there is no ${file}; --config names another file`);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`${file} does not run: ${reason}`, { cause });
  }
  return parseConfig(module.default);
}
