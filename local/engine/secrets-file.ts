import { existsSync, readFileSync, statSync } from 'node:fs';

import { AccountHeldError, ConfigError } from '../../functions/domain/errors.ts';
import type { Secrets } from '../../functions/domain/ports.ts';
import { writeDurably } from './durable-file.ts';

/** Secrets by name, as in `account/main` and `webhook/cms`. */
type SecretValues = Record<string, unknown>;

/** Keys on this machine: one JSON file that only its owner can read. `PIGEONPOST_SECRETS`, JSON too, goes before it. */
export class SecretsFile implements Secrets {
  readonly path: string;
  readonly #fromEnvironment: SecretValues;

  /** @throws ConfigError when the file, or the variable, cannot be used */
  constructor(path: string, environment: string | undefined) {
    this.path = path;
    this.#fromEnvironment = environment === undefined ? {} : parse(environment, 'PIGEONPOST_SECRETS');
    this.#values();
  }

  read(name: string): Promise<unknown> {
    const value = this.#values()[name];
    if (value !== undefined) return Promise.resolve(value);
    const message = `there is no secret ${name} in ${this.path}`;
    return Promise.reject(
      new AccountHeldError('secret', 'SECRET_MISSING', message, { advice: 'Add it, then resume the account.' }),
    );
  }

  has(name: string): boolean {
    return this.#values()[name] !== undefined;
  }

  /** Adds or replaces these; the others stay. */
  async write(values: SecretValues): Promise<void> {
    const all = { ...this.#fromFile(), ...values };
    await writeDurably(this.path, `${JSON.stringify(all, null, 2)}\n`, 0o600);
  }

  #values(): SecretValues {
    return { ...this.#fromFile(), ...this.#fromEnvironment };
  }

  #fromFile(): SecretValues {
    if (!existsSync(this.path)) return {};
    // eslint-disable-next-line no-bitwise -- permission bits
    if ((statSync(this.path).mode & 0o077) !== 0) {
      throw new ConfigError(`others can read ${this.path}: run chmod 600 on it`);
    }
    return parse(readFileSync(this.path, 'utf8'), this.path);
  }
}

function parse(text: string, where: string): SecretValues {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the text.
    throw new ConfigError(`${where} is no JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`${where} must hold one JSON object: {"account/main": {…}}`);
  }
  return value as SecretValues;
}
