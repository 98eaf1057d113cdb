/**
 * The log's states of one publication and where each may go.
 *
 * ```
 * FETCHING ────────┐
 *                  ▼
 * GATHERING ─▶ RECEIVED ─▶ MEDIA_UPLOADING ─▶ MEDIA_PENDING ─▶ MEDIA_READY ─▶ POSTING ─▶ POSTED
 *                  │  ▲            │                              ▲   │        │
 *                  ▼  │            ▼                              │   ▼        ▼
 *               DEFERRED       REJECTED, EXPIRED, CANCELLED       │ DEFERRED  AMBIGUOUS ─▶ RECONCILING ─▶ POSTED
 *                                                                 └─(absent)──────────────────┴─▶ NEEDS_HUMAN
 * ```
 * FETCHING belongs to `fetch-media`, which takes a row by its version; every other state to whoever holds its account.
 * One rule carries the design: a row found in POSTING by anyone but the call that put it there is AMBIGUOUS,
 * never "try again".
 * A final state may follow itself: a row that ended while a call of it was unclear is looked for once more.
 * POSTED is reachable from every state that is not final: a result may come late, from a publisher that lost the
 * account meanwhile, and is worth more than any plan.
 */
export const transitions = {
  FETCHING: ['FETCHING', 'RECEIVED', 'REJECTED', 'CANCELLED', 'EXPIRED'],
  GATHERING: ['GATHERING', 'RECEIVED', 'REJECTED', 'IGNORED', 'CANCELLED', 'EXPIRED'],
  RECEIVED: [
    'POSTED',
    'MEDIA_UPLOADING',
    'MEDIA_PENDING',
    'MEDIA_READY',
    'POSTING',
    'DEFERRED',
    'REJECTED',
    'EXPIRED',
    'CANCELLED',
  ],
  MEDIA_UPLOADING: [
    'POSTED',
    'MEDIA_UPLOADING',
    'MEDIA_PENDING',
    'MEDIA_READY',
    'POSTING',
    'DEFERRED',
    'REJECTED',
    'EXPIRED',
    'CANCELLED',
  ],
  MEDIA_PENDING: [
    'POSTED',
    'MEDIA_PENDING',
    'MEDIA_UPLOADING',
    'MEDIA_READY',
    'POSTING',
    'DEFERRED',
    'REJECTED',
    'EXPIRED',
    'CANCELLED',
  ],
  MEDIA_READY: [
    'POSTED',
    'MEDIA_UPLOADING',
    'MEDIA_PENDING',
    'POSTING',
    'DEFERRED',
    'REJECTED',
    'EXPIRED',
    'CANCELLED',
  ],
  DEFERRED: [
    'POSTED',
    'MEDIA_UPLOADING',
    'MEDIA_PENDING',
    'MEDIA_READY',
    'POSTING',
    'DEFERRED',
    'REJECTED',
    'EXPIRED',
    'CANCELLED',
  ],
  POSTING: ['POSTED', 'AMBIGUOUS', 'MEDIA_READY', 'REJECTED', 'REJECTED_DUPLICATE', 'RECONCILING'],
  AMBIGUOUS: ['RECONCILING', 'POSTED', 'MEDIA_READY', 'NEEDS_HUMAN', 'REJECTED'],
  RECONCILING: ['RECONCILING', 'POSTED', 'MEDIA_READY', 'NEEDS_HUMAN', 'REJECTED'],
  NEEDS_HUMAN: ['POSTED', 'MEDIA_READY', 'REJECTED'],
  POSTED: ['POSTED'],
  REJECTED: ['REJECTED', 'RECEIVED', 'GATHERING', 'FETCHING'],
  REJECTED_DUPLICATE: ['REJECTED_DUPLICATE', 'RECEIVED'],
  EXPIRED: ['EXPIRED', 'RECEIVED', 'GATHERING', 'FETCHING'],
  IGNORED: [],
  // RECEIVED only where the thread it belongs to was stopped: what a person cancelled stays so.
  CANCELLED: ['CANCELLED', 'RECEIVED'],
} as const satisfies Record<string, readonly string[]>;

export type LogState = keyof typeof transitions;

/** The words people see, on the page, in the commands and in every answer. */
export type PublicState =
  | 'gathering'
  | 'queued'
  | 'uploading'
  | 'posting'
  | 'waiting'
  | 'unknown'
  | 'needs-human'
  | 'posted'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'ignored';

/** The one table from the log's states to people's words. */
export const publicStates: Readonly<Record<LogState, PublicState>> = {
  FETCHING: 'gathering',
  GATHERING: 'gathering',
  RECEIVED: 'queued',
  MEDIA_UPLOADING: 'uploading',
  MEDIA_PENDING: 'uploading',
  MEDIA_READY: 'queued',
  DEFERRED: 'waiting',
  POSTING: 'posting',
  AMBIGUOUS: 'unknown',
  RECONCILING: 'unknown',
  NEEDS_HUMAN: 'needs-human',
  POSTED: 'posted',
  REJECTED: 'failed',
  REJECTED_DUPLICATE: 'failed',
  EXPIRED: 'expired',
  IGNORED: 'ignored',
  CANCELLED: 'cancelled',
};

/** States that no machine leaves by itself. `NEEDS_HUMAN` is parked, not final. */
const finalStates: ReadonlySet<LogState> = new Set<LogState>([
  'POSTED',
  'REJECTED',
  'REJECTED_DUPLICATE',
  'EXPIRED',
  'IGNORED',
  'CANCELLED',
]);

export function isFinal(state: LogState): boolean {
  return finalStates.has(state);
}

/** Throws when the table does not allow the step: a bug of ours, never a user's fault. */
export function assertTransition(from: LogState, to: LogState): void {
  const allowed: readonly LogState[] = transitions[from];
  if (!allowed.includes(to)) throw new Error(`no step leads from ${from} to ${to}`);
}
