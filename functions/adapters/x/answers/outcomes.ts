import { accountOutcomes } from './account-outcomes.ts';
import { held, type Outcome, refused } from './outcome.ts';
import { postOutcomes } from './post-outcomes.ts';

/** A status without words of its own. */
const statusOutcomes: readonly Outcome[] = [
  {
    statuses: [410],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X has switched this address off: set `driver: 'v2'` for this account.",
  },
  {
    statuses: [404],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X does not know this address: check the X API base URL; for v1.1, set `driver: 'v2'`.",
  },
  {
    statuses: [403],
    verdict: refused('X_FORBIDDEN'),
    advice:
      'X gives no closer reason. Likely ones: the text is too long, the app may not write, or the account may not do this.',
  },
];

/**
 * Every answer of X that has a meaning of its own; the first row that fits counts. Below them stand the rows for a
 * whole status, so no refusal goes without a verdict. 5xx never gets here: it says nothing about what happened.
 *
 * Codes and texts: X's tables of June 2025 and August 2026, and bodies that people published since 2013.
 */
export const outcomes: readonly Outcome[] = [...accountOutcomes, ...postOutcomes, ...statusOutcomes];

/** For a refusal that no row fits. */
export const anyRefusal = {
  verdict: refused('X_REFUSED'),
  advice: 'Read what X said; if it is no fault of the post, report it with the request id.',
} as const satisfies Outcome;
