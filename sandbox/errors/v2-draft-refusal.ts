import type { Reply } from '../http/endpoint.ts';
import type { DraftFault } from '../tweet/judge-draft.ts';
import { plainProblem } from './v2-problem.ts';

/** v2's answer to a post that it does not take. There is no code: clients read `detail`. */
export function v2DraftRefusal(fault: DraftFault): Reply {
  switch (fault) {
    case 'duplicate':
      return plainProblem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
    case 'too-long':
    case 'invalid-text':
      return plainProblem(403, 'Forbidden', 'You are not permitted to perform this action.');
    case 'over-status-limit':
    case 'over-media-limit':
      return plainProblem(429, 'Too Many Requests');
  }
}
