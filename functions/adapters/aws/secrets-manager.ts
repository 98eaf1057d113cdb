import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { StoreUnavailableError } from '../../domain/errors.ts';
import type { Clock, Journal, Secrets } from '../../domain/ports.ts';
import { clientSettings } from './client-settings.ts';
import { secretMalformed, secretRefusal, secretUnknown } from './secret-refusals.ts';

/** A rotated secret is in use after this long at the latest, and at once where X refuses the old one. */
const FRESH_MS = 300_000;
/** While Secrets Manager does not answer, the last value serves on: X tells soon enough if it is the wrong one. */
const SERVES_STALE_MS = 900_000;
/** X refuses keys as often as they are tried; they are looked up again no more often than this. */
const BYPASS_EVERY_MS = 60_000;

export interface SecretsManagerOptions {
  readonly client: SecretsManagerClient;
  /** ARN, or name in Secrets Manager, by the name that the config uses. */
  readonly ids: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly journal: Journal;
}

interface Known {
  readonly value: unknown;
  readonly readAtEpochMs: number;
}

/** AWS Secrets Manager, asked every five minutes at most. */
export class SecretsManager implements Secrets {
  readonly #options: SecretsManagerOptions;
  readonly #known = new Map<string, Known>();
  readonly #bypassedAtEpochMs = new Map<string, number>();
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor(options: SecretsManagerOptions) {
    this.#options = options;
  }

  /**
   * The value as of five minutes ago at most; with `fresh` as of now, unless that was asked for within the last minute.
   *
   * @throws AccountHeldError `SECRET_NO_CURRENT`, `SECRET_MISSING`, `SECRET_UNREADABLE`, `SECRET_MALFORMED`
   * @throws StoreUnavailableError when Secrets Manager does not answer and no value of late is known
   */
  async read(name: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<unknown> {
    const known = this.#known.get(name);
    if (known === undefined) return this.#askOnce(name);
    const ageMs = this.#options.clock() - known.readAtEpochMs;
    const mustAsk = ageMs >= FRESH_MS || (fresh && this.#mayBypass(name));
    return mustAsk ? this.#askOrServe(name, known, ageMs) : known.value;
  }

  #mayBypass(name: string): boolean {
    const nowEpochMs = this.#options.clock();
    const isDue = nowEpochMs - (this.#bypassedAtEpochMs.get(name) ?? -Infinity) >= BYPASS_EVERY_MS;
    if (isDue) this.#bypassedAtEpochMs.set(name, nowEpochMs);
    return isDue;
  }

  async #askOrServe(name: string, known: Known, ageMs: number): Promise<unknown> {
    try {
      return await this.#askOnce(name);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || ageMs >= FRESH_MS + SERVES_STALE_MS) throw error;
      this.#options.journal.write('warn', 'secret-stale', { secret: name, ageMs, reason: error.message });
      return known.value;
    }
  }

  /** Readers that come while a call is out share its answer. */
  #askOnce(name: string): Promise<unknown> {
    const asking =
      this.#asking.get(name) ??
      this.#ask(name).finally(() => {
        this.#asking.delete(name);
      });
    this.#asking.set(name, asking);
    return asking;
  }

  async #ask(name: string): Promise<unknown> {
    const { client, ids, clock } = this.#options;
    const id = Object.hasOwn(ids, name) ? ids[name] : undefined;
    if (id === undefined) throw secretUnknown(name);
    const answer = await client.send(new GetSecretValueCommand({ SecretId: id })).catch((error: unknown) => {
      throw secretRefusal(name, error);
    });
    const value = parse(name, answer.SecretString);
    this.#known.set(name, { value, readAtEpochMs: clock() });
    return value;
  }
}

/** Nothing is mended: a mark or a line too much is the sign of a bad rotation. */
function parse(name: string, text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw secretMalformed(name);
  }
}

/** The secrets of this account and region. */
export function openSecretsManager(options: Omit<SecretsManagerOptions, 'client'>): SecretsManager {
  return new SecretsManager({ client: new SecretsManagerClient(clientSettings.secretsManager), ...options });
}
