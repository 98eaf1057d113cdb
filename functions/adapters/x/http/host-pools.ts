import type { Pool } from 'undici';

import type { Clock } from '../../../domain/ports.ts';

/** Time to reach X at all: name, TCP and TLS. */
const CONNECT_TIMEOUT_MS = 10_000;
/**
 * How long a quiet connection counts as alive. Longer would win little, since a post's calls follow each other closely,
 * and after a Lambda was frozen a connection looks alive that is not.
 */
const ALIVE_MS = 2_000;
/** Lanes of one upload, and a few calls beside them. */
const MAX_CONNECTIONS = 16;

/** One pool a host, opened at the first request. */
export class HostPools {
  readonly #clock: Clock;
  readonly #pools = new Map<string, { readonly pool: Pool; answeredAtEpochMs: number }>();
  #loading: Promise<typeof Pool> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The host's pool. With `alive`, one whose connections cannot be dead: X answered on it a moment ago, or it is new.
   */
  async open(origin: string, alive: boolean): Promise<Pool> {
    const PoolOfUndici = await this.#load();
    const known = this.#pools.get(origin);
    if (known !== undefined && !(alive && this.#isQuiet(known.answeredAtEpochMs))) return known.pool;
    // Its running requests end in peace; only new ones go to the new pool.
    known?.pool.close().catch(() => undefined);
    const pool = new PoolOfUndici(origin, {
      connections: MAX_CONNECTIONS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      keepAliveTimeout: ALIVE_MS,
      keepAliveMaxTimeout: ALIVE_MS,
      // HTTP/2 with its default windows costs twice the CPU of HTTP/1.1 and saves nothing for uploads (measured).
      allowH2: false,
    });
    this.#pools.set(origin, { pool, answeredAtEpochMs: Number.NEGATIVE_INFINITY });
    return pool;
  }

  /** To be told of each whole answer. */
  answered(origin: string): void {
    const known = this.#pools.get(origin);
    if (known !== undefined) known.answeredAtEpochMs = this.#clock();
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map(({ pool }) => pool.destroy()));
  }

  #isQuiet(answeredAtEpochMs: number): boolean {
    const quietMs = this.#clock() - answeredAtEpochMs;
    return quietMs < 0 || quietMs > ALIVE_MS;
  }

  #load(): Promise<typeof Pool> {
    // Late, so that a function that never speaks to X does not pay for it.
    this.#loading ??= import('undici/lib/dispatcher/pool.js').then((module) => module.default);
    return this.#loading;
  }
}
