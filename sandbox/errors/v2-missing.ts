import type { Reply } from '../http/endpoint.ts';
import { problemType } from './v2-problem.ts';

/** v2's answer for one thing that is not there: 200, with a problem in `errors` and no `data`. */
export function missing(resource: 'tweet' | 'user', id: string): Reply {
  const error = {
    value: id,
    detail: `Could not find ${resource} with id: [${id}].`,
    title: 'Not Found Error',
    resource_type: resource,
    parameter: 'id',
    resource_id: id,
    type: problemType('resource-not-found'),
  };
  return { status: 200, body: { errors: [error] } };
}
