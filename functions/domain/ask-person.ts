import type { WorkedRow } from './worked-row.ts';

/** Parks a row whose outcome no machine can tell, and says so where people look. */
export async function askPerson(work: WorkedRow, reason: string): Promise<void> {
  work.ports.journal.write('error', 'needs-human', { id: work.row.id, reason });
  const advice = 'Look on X, then settle it by hand: posted with its id, or not posted.';
  await work.save('NEEDS_HUMAN', { failure: { code: 'OUTCOME_UNKNOWN', message: reason, advice } });
  await work.announce();
}
