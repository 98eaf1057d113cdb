import { SNOWFLAKE_EPOCH_MS } from '../../functions/domain/x-limits.ts';

const WORKER_AND_SEQUENCE_BITS = 22n;

/** Makes ids as X does: time in the upper bits, so that a later id is a larger one, even if the clock is moved back. */
export function createIdSource(nowMs: () => number, last = 0n): () => string {
  let previous = last;
  return () => {
    const fromClock = BigInt(Math.max(0, Math.floor(nowMs()) - SNOWFLAKE_EPOCH_MS)) << WORKER_AND_SEQUENCE_BITS;
    previous = fromClock > previous ? fromClock : previous + 1n;
    return previous.toString();
  };
}

/** Unix time in milliseconds that is written into a snowflake id. */
export function snowflakeEpochMs(id: string): number {
  return Number(BigInt(id) >> WORKER_AND_SEQUENCE_BITS) + SNOWFLAKE_EPOCH_MS;
}
