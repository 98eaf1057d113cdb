import type { Traffic } from '../measurement.ts';

/** Where one set of targets listens. */
export interface Addresses {
  readonly storeUrl: string;
  readonly apiUrl: string;
  readonly uploadUrl: string;
}

/** The first message of the targets' process. */
export interface Ready {
  readonly measured: Addresses;
  readonly warmUp: Addresses;
}

/** Asks for the counts so far, sets them to nothing, and what is to be added from now on. */
export interface Ask {
  readonly latencyMs: number;
  readonly handshakes: number;
}

export interface Told {
  readonly traffic: Traffic;
}
