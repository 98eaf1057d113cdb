import type { Traffic } from '../measurement.ts';

/** What one set of targets adds and saw. */
export interface Tally {
  /** Added to each answer, as a distance would. */
  latencyMs: number;
  /** Times that latency which a new connection costs before its first byte is read: 1 for TCP, 2 with TLS 1.3. */
  handshakes: number;
  traffic: { -readonly [Key in keyof Traffic]: number };
}

export function newTally(): Tally {
  return { latencyMs: 0, handshakes: 0, traffic: noTraffic() };
}

export function noTraffic(): Tally['traffic'] {
  return { storeRequests: 0, storeConnections: 0, xRequests: 0, xConnections: 0, storeBytes: 0, xBytes: 0 };
}
