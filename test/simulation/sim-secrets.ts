import { AccountHeldError } from '../../functions/domain/errors.ts';
import type { SimWorker } from './sim-worker.ts';
import type { Stage } from './stage.ts';

const TAKES_MS = [5, 60] as const;

/** The store of keys, by version, and the cache in front of it that all workers of a world share. */
export class SimSecrets {
  readonly #stage: Stage;
  readonly #stored = new Map<string, number>();
  readonly #cached = new Map<string, number>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  store(account: string, version: number): void {
    this.#stored.set(account, version);
    this.#stage.trace(() => `key ${version} of ${account} is stored`);
  }

  versionOf(account: string): number {
    return this.#stored.get(account) ?? 1;
  }

  async read(worker: SimWorker, account: string, fresh: boolean): Promise<number> {
    const known = this.#cached.get(account);
    if (known !== undefined && !fresh) return known;
    const { storeRefuses: refuses, storeAnswerLost: answerLost } = this.#stage.rates;
    const error = (): Error => new AccountHeldError('secret', 'SECRET_UNREADABLE', 'the secret cannot be read');
    const act = (): number => {
      const version = this.versionOf(account);
      this.#cached.set(account, version);
      return version;
    };
    // A store of secrets that fails once is asked again by its client; what is left is rare.
    const trouble = { refuses: refuses / 4, answerLost: answerLost / 4, error };
    return worker.call({ what: `secrets.read ${account}`, takesMs: TAKES_MS, act, trouble });
  }
}
