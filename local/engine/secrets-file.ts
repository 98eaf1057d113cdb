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

  /**
   * @param environment the value of `PIGEONPOST_SECRETS`; empty counts as absent
   * @throws ConfigError when the file, or the variable, cannot be used
   */
  constructor(path: string, environment: string | undefined) {
    this.path = path;
    this.#fromEnvironment = environment === undefined || environment === '' ? {} : parse(environment, VARIABLE);
    this.#values();
  }

  /** @throws AccountHeldError reason `secret`; also while somebody edits the file and it cannot be used */
  async read(name: string): Promise<unknown> {
    const value = this.#find(name);
    if (value !== undefined) return value;
    throw held(
      'SECRET_MISSING',
      `there is no secret ${name} in ${this.path}`,
      'Store it with `auth login` or `webhook secret`, then resume the account.',
    );
  }

  /** @throws ConfigError when the file cannot be used */
  has(name: string): boolean {
    return Object.hasOwn(this.#values(), name);
  }

  /** What is written under that name has no effect. */
  isFromEnvironment(name: string): boolean {
    return Object.hasOwn(this.#fromEnvironment, name);
  }

  /**
   * Adds or replaces these; the others stay.
   *
   * @throws ConfigError when the file cannot be used
   */
  async write(values: SecretValues): Promise<void> {
    const all = { ...this.#fromFile(), ...values };
    await writeDurably(this.path, `${JSON.stringify(all, null, 2)}\n`, 0o600);
  }

  #find(name: string): unknown {
    try {
      const values = this.#values();
      return Object.hasOwn(values, name) ? values[name] : undefined;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw held('SECRET_UNREADABLE', error.message, 'Repair the file, then resume the account.');
    }
  }

  #values(): SecretValues {
    return { ...this.#fromFile(), ...this.#fromEnvironment };
  }

  #fromFile(): SecretValues {
    if (!existsSync(this.path)) return {};
    // Windows has no such bits: there the folder of the user's own account has to do.
    // eslint-disable-next-line no-bitwise -- permission bits
    if (process.platform !== 'win32' && (statSync(this.path).mode & 0o077) !== 0) {
      throw new ConfigError(`others can read ${this.path}: run chmod 600 on it`);
    }
    return parse(readText(this.path), this.path);
  }
}

const VARIABLE = 'PIGEONPOST_SECRETS';

function held(code: string, message: string, advice: string): AccountHeldError {
  return new AccountHeldError('secret', code, message, { advice });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`${path} cannot be read (${code})`, { cause });
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
