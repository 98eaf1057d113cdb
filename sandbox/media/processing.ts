/** As X words it in `processing_info.error` (v1.1 alone shows it). */
export interface ProcessingFailure {
  readonly code: number;
  readonly name: string;
  readonly message: string;
}

/** Work that X does after FINALIZE; how far it is follows from the clock. */
export interface Processing {
  readonly startedAtEpochMs: number;
  readonly pendingMs: number;
  /** From FINALIZE to the end, `pendingMs` included. */
  readonly totalMs: number;
  readonly checkAfterSeconds: number;
  readonly failure: ProcessingFailure | undefined;
}

export type ProcessingView =
  | { readonly state: 'pending'; readonly checkAfterSeconds: number }
  | { readonly state: 'in_progress'; readonly checkAfterSeconds: number; readonly progressPercent: number }
  | { readonly state: 'succeeded'; readonly progressPercent: 100 }
  | { readonly state: 'failed'; readonly progressPercent: number; readonly failure: ProcessingFailure };

/** A failing film gets this far, as in X's own example. */
const FAILED_AT_PERCENT = 12;
const HIGHEST_UNFINISHED_PERCENT = 99;

/** Where the work stands at that time. `stuck` holds it in progress for good, as X does now and then. */
export function viewProcessing(work: Processing, nowEpochMs: number, stuck: boolean): ProcessingView {
  const { checkAfterSeconds, failure, pendingMs, totalMs } = work;
  const elapsedMs = nowEpochMs - work.startedAtEpochMs;
  if (elapsedMs < pendingMs) return { state: 'pending', checkAfterSeconds };
  if (elapsedMs < totalMs || stuck) {
    return { state: 'in_progress', checkAfterSeconds, progressPercent: percentDone(work, elapsedMs) };
  }
  if (failure !== undefined) return { state: 'failed', progressPercent: FAILED_AT_PERCENT, failure };
  return { state: 'succeeded', progressPercent: 100 };
}

function percentDone({ failure, pendingMs, totalMs }: Processing, elapsedMs: number): number {
  const highest = failure === undefined ? HIGHEST_UNFINISHED_PERCENT : FAILED_AT_PERCENT;
  if (elapsedMs >= totalMs) return highest;
  return Math.min(highest, Math.floor((100 * (elapsedMs - pendingMs)) / (totalMs - pendingMs)));
}
