import type { LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';

const unsettled: readonly LogState[] = ['POSTING', 'AMBIGUOUS', 'RECONCILING'];

/** Sets the row to look for what became of its twin's call; undefined when somebody wrote in between: read again. */
export async function swapWithTwin(
  row: Publication,
  twin: Publication,
  { log, clock }: Pick<PublishPorts, 'log' | 'clock'>,
): Promise<'swapped' | undefined> {
  if (!unsettled.includes(row.state)) return 'swapped';
  const nowEpochMs = clock();
  const detail = 'its post was taken for that of a row with the same words';
  const next = stepPublication(row, 'RECONCILING', nowEpochMs, {
    attempts: row.attempts.map((attempt) =>
      attempt.outcome === 'open' ? { ...attempt, outcome: 'unknown', detail, endedAtEpochMs: nowEpochMs } : attempt,
    ),
    reconcile: {
      sinceEpochMs: Math.max(...twin.attempts.map(({ intentAtEpochMs }) => intentAtEpochMs)),
      absentReads: 0,
    },
    dueAtEpochMs: nowEpochMs,
    failure: {
      code: 'OUTCOME_UNKNOWN',
      message: detail,
      advice: 'Pigeonpost looks for it on X; nothing is sent again.',
    },
  });
  return (await log.transact([next])) === 'done' ? 'swapped' : undefined;
}
