import type { buildConnector, Pool } from 'undici';

import type { Clock } from '../../../domain/ports.ts';
import { ConnectionsAhead } from './connections-ahead.ts';

/** Time to reach X at all: name, TCP and TLS. */
const CONNECT_TIMEOUT_MS = 10_000;
/**
 * How long a quiet connection counts as alive. Longer would win little, since a post's calls follow each other closely,
 * and after a Lambda was frozen a connection looks alive that is not.
 */
const ALIVE_MS = 2_000;
/** Lanes of one upload, and a few calls beside them. */
const MAX_CONNECTIONS = 16;

interface Host {
  readonly ahead: ConnectionsAhead;
  pool: Pool | undefined;
  answeredAtEpochMs: number;
}

/** What is taken from undici. */
interface Parts {
  readonly PoolOfUndici: typeof Pool;
  readonly buildConnector: typeof buildConnector;
}

/** One pool a host, opened at the first request. */
export class HostPools {
  readonly #clock: Clock;
  readonly #hosts = new Map<string, Host>();
  #loading: Promise<Parts> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The host's pool. With `alive`, one whose connections cannot be dead: X answered on it a moment ago, or it is new.
   */
  async open(origin: string, alive: boolean): Promise<Pool> {
    const parts = await this.#load();
    const host = this.#host(origin, parts);
    if (host.pool !== undefined && !(alive && this.#isQuiet(host.answeredAtEpochMs))) return host.pool;
    // Its running requests end in peace; only new ones go to the new pool.
    host.pool?.close().catch(() => undefined);
    host.pool = new parts.PoolOfUndici(origin, {
      connections: MAX_CONNECTIONS,
      connect: host.ahead.connect,
      keepAliveTimeout: ALIVE_MS,
      keepAliveMaxTimeout: ALIVE_MS,
      allowH2: false,
    });
    host.answeredAtEpochMs = Number.NEGATIVE_INFINITY;
    return host.pool;
  }

  /**
   * Opens connections now, up to that number with those that are free, so that requests which come soon need not wait
   * for a handshake. Nothing is sent on them. Failures are left to those requests.
   *
   * @param baseUrl as in `https://api.x.com`
   */
  connectAhead(baseUrl: string, count = 1): void {
    const { origin } = new URL(baseUrl);
    this.#load().then(
      (parts) => {
        const host = this.#host(origin, parts);
        const free = this.#isQuiet(host.answeredAtEpochMs) ? 0 : (host.pool?.stats.free ?? 0);
        host.ahead.ensure(count - free);
      },
      () => undefined,
    );
  }

  /** To be told of each whole answer. */
  answered(origin: string): void {
    const known = this.#hosts.get(origin);
    if (known !== undefined) known.answeredAtEpochMs = this.#clock();
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    const hosts = [...this.#hosts.values()];
    this.#hosts.clear();
    for (const { ahead } of hosts) ahead.close();
    await Promise.all(hosts.map(async ({ pool }) => pool?.destroy()));
  }

  #host(origin: string, { buildConnector }: Parts): Host {
    const known = this.#hosts.get(origin);
    if (known !== undefined) return known;
    // HTTP/2 with its default windows costs twice the CPU of HTTP/1.1 and saves nothing for uploads (measured).
    const connector = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });
    const ahead = new ConnectionsAhead({ connector, origin, clock: this.#clock, aliveMs: ALIVE_MS });
    const host = { ahead, pool: undefined, answeredAtEpochMs: Number.NEGATIVE_INFINITY };
    this.#hosts.set(origin, host);
    return host;
  }

  #isQuiet(answeredAtEpochMs: number): boolean {
    const quietMs = this.#clock() - answeredAtEpochMs;
    return quietMs < 0 || quietMs > ALIVE_MS;
  }

  #load(): Promise<Parts> {
    // Late, so that a function that never speaks to X does not pay for it.
    this.#loading ??= load();
    return this.#loading;
  }
}

async function load(): Promise<Parts> {
  const [pool, connect] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/core/connect.js'),
  ]);
  return { PoolOfUndici: pool.default, buildConnector: connect.default };
}
