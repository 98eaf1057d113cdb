import type { Clock } from '../../functions/domain/ports.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock {
  readonly clock: Clock;
  readonly advance: (milliseconds: number) => void;
  readonly set: (epochMs: number) => void;
}

/** Thursday 1 October 2026, 12:00 UTC, unless told otherwise. */
export function manualClock(startEpochMs = Date.UTC(2026, 9, 1, 12)): ManualClock {
  let nowEpochMs = startEpochMs;
  return {
    clock: () => nowEpochMs,
    advance(milliseconds) {
      nowEpochMs += milliseconds;
    },
    set(epochMs) {
      nowEpochMs = epochMs;
    },
  };
}
