import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { ConfigError } from '../functions/domain/errors.ts';

/**
 * The bytes of a file, or of standard input for `-`.
 *
 * @throws ConfigError when it cannot be read
 */
export async function readInput(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  return readFile(resolve(callersFolder(), file)).catch((cause: unknown) => {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`${file.slice(0, 200)} cannot be read (${code})`, { cause });
  });
}

/** `npm run` begins in the project's folder, wherever it was called; what is meant lies where it was called. */
function callersFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: from } = process.env;
  return script === 'pigeonpost' && from !== undefined ? from : process.cwd();
}
