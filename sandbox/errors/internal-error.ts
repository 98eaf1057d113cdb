import type { Reply } from '../http/endpoint.ts';
import { v1Error } from './v1-error.ts';
import { plainProblem } from './v2-problem.ts';

/** X's answer when something broke on its side; tells nothing of what it was. */
export function internalError(path: string): Reply {
  return path.startsWith('/2/') ? plainProblem(500, 'Internal Server Error') : v1Error(500, 131, 'Internal error.');
}
