import type { Attempt, Publication } from '../../functions/domain/publication.ts';

/** What is worth knowing of a run besides whether all went well. */
export interface Figures {
  readonly postsPerSecond: number;
  /** Calls to X that got no clear answer, so that the post was looked for. */
  readonly unclearCalls: number;
  /** Those of them that X had carried out. */
  readonly foundOnX: number;
  readonly medianSeconds: number;
  readonly p99Seconds: number;
}

/** @param seconds from the first trigger to the last end */
export function figuresOf(rows: readonly Publication[], seconds: number): Figures {
  const waits = rows
    .flatMap(({ state, acceptedAtEpochMs, updatedAtEpochMs }) =>
      state === 'POSTED' ? [(updatedAtEpochMs - acceptedAtEpochMs) / 1000] : [],
    )
    .toSorted((a, b) => a - b);
  const unclear = rows.flatMap(({ attempts }) => attempts).filter(wasUnclear);
  return {
    postsPerSecond: round(waits.length / seconds),
    unclearCalls: unclear.length,
    foundOnX: unclear.filter(({ outcome }) => outcome === 'posted').length,
    medianSeconds: round(waits[Math.floor(waits.length / 2)] ?? 0),
    p99Seconds: round(waits[Math.floor(waits.length * 0.99)] ?? 0),
  };
}

/** An attempt keeps what was unclear about it, also when the post was found after all. */
function wasUnclear({ outcome, detail }: Attempt): boolean {
  return detail !== undefined && outcome !== 'refused' && outcome !== 'unsent';
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
