import type { Reply } from '../http/endpoint.ts';
import { typedProblem } from './v2-problem.ts';

/** 402 as X has answered since August 2026. */
export function creditsDepleted(): Reply {
  return typedProblem(402, 'Payment Required', 'credits depleted', 'credits-depleted');
}
