import type { Reply } from '../http/endpoint.ts';
import { v1Error } from './v1-error.ts';

/** X's answer to a path it does not know: nothing on v2, code 34 elsewhere, code 68 on the first version of the API. */
export function answerUnknownRoute(path: string): Reply {
  if (path.startsWith('/2/')) return { status: 404, body: null };
  if (path.startsWith('/1/')) {
    return v1Error(410, 68, 'The Twitter REST API v1 is no longer active. Please migrate to API v1.1.');
  }
  return v1Error(404, 34, 'Sorry, that page does not exist.');
}
