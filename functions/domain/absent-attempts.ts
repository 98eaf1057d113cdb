import { giveBackAttempts, type GiveBack } from './give-back-attempts.ts';
import type { Attempt, Publication } from './publication.ts';

export interface Absence {
  readonly attempts: readonly Attempt[];
  readonly gate: GiveBack;
}

/** What looking in vain makes of the attempts without answer: X has no such post, so nothing was charged. */
export function absentAttempts({ attempts }: Publication): Absence {
  const isUnknown = ({ outcome }: Attempt): boolean => outcome === 'unknown';
  return {
    attempts: attempts.map((attempt) => (isUnknown(attempt) ? { ...attempt, outcome: 'absent' } : attempt)),
    gate: giveBackAttempts(attempts.filter(isUnknown)),
  };
}
