import type { Socket } from 'node:net';

import type { buildConnector } from 'undici';

import type { Clock } from '../../../domain/ports.ts';

type Connector = buildConnector.connector;

export interface ConnectionsAheadOptions {
  readonly connector: Connector;
  readonly origin: string;
  readonly clock: Clock;
  /** How long a connection that nobody took counts as alive. */
  readonly aliveMs: number;
}

/**
 * Connections to one host that are opened before a request wants them: three messages to and fro (name, TCP, TLS) go by
 * while something else is waited for. One that fails, or that nobody takes in time, is as if it had never been.
 */
export class ConnectionsAhead {
  readonly #connector: Connector;
  readonly #address: Parameters<Connector>[0];
  readonly #clock: Clock;
  readonly #aliveMs: number;
  readonly #spare = new Set<SpareConnection>();

  constructor({ connector, origin, clock, aliveMs }: ConnectionsAheadOptions) {
    const { protocol, host, hostname, port } = new URL(origin);
    this.#connector = connector;
    // IPv6 stands in brackets in a URL alone.
    this.#address = { protocol, host, hostname: hostname.replaceAll(/[[\]]/g, ''), port };
    this.#clock = clock;
    this.#aliveMs = aliveMs;
  }

  /** Opens what is missing to that number. */
  ensure(count: number): void {
    this.#dropOld();
    for (let missing = count - this.#spare.size; missing > 0; missing -= 1) this.#open();
  }

  /** For a pool: the one that was opened first, or else a new one. */
  readonly connect: Connector = (options, callback) => {
    this.#dropOld();
    const [first] = this.#spare;
    if (first === undefined) {
      this.#connector(options, callback);
      return;
    }
    this.#spare.delete(first);
    first.handOver(callback);
  };

  close(): void {
    for (const spare of this.#spare) spare.drop();
    this.#spare.clear();
  }

  #open(): void {
    const spare = new SpareConnection(this.#clock, this.#aliveMs, () => this.#spare.delete(spare));
    this.#spare.add(spare);
    this.#connector(this.#address, spare.settle);
  }

  #dropOld(): void {
    for (const spare of this.#spare) {
      if (spare.isOld()) spare.drop();
    }
  }
}

/** One connection until somebody takes it. */
class SpareConnection {
  readonly #clock: Clock;
  readonly #aliveMs: number;
  readonly #forget: () => void;
  #socket: Socket | undefined;
  #readyAtEpochMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #taker: buildConnector.Callback | undefined;
  #isDropped = false;

  constructor(clock: Clock, aliveMs: number, forget: () => void) {
    this.#clock = clock;
    this.#aliveMs = aliveMs;
    this.#forget = forget;
  }

  /** By the clock: while a Lambda is frozen, no timer runs. */
  isOld(): boolean {
    return this.#socket !== undefined && Math.abs(this.#clock() - this.#readyAtEpochMs) > this.#aliveMs;
  }

  /** To be told how connecting went. */
  readonly settle: buildConnector.Callback = (...outcome) => {
    const [error, socket] = outcome;
    if (this.#taker !== undefined) {
      this.#taker(...outcome);
    } else if (error !== null || this.#isDropped) {
      socket?.destroy();
      this.drop();
    } else {
      this.#hold(socket);
    }
  };

  handOver(taker: buildConnector.Callback): void {
    const socket = this.#socket;
    if (socket === undefined) {
      this.#taker = taker;
      return;
    }
    clearTimeout(this.#timer);
    socket.off('readable', this.#drop).off('error', this.#drop).off('close', this.#drop);
    socket.ref();
    // A connector never answers before it has returned.
    queueMicrotask(() => taker(null, socket));
  }

  drop(): void {
    this.#isDropped = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
    this.#forget();
  }

  readonly #drop = (): void => this.drop();

  #hold(socket: Socket): void {
    this.#socket = socket;
    this.#readyAtEpochMs = this.#clock();
    this.#timer = setTimeout(this.#drop, this.#aliveMs).unref();
    // A server has nothing to say before it is asked, but that it hangs up.
    socket.on('readable', this.#drop).on('error', this.#drop).on('close', this.#drop);
    socket.unref();
  }
}
