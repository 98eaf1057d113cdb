import type { Reply } from '../http/endpoint.ts';
import type { AuthFault } from '../oauth/signature-check.ts';
import { v1Error } from './v1-error.ts';
import { plainProblem, typedProblem } from './v2-problem.ts';

const V1: Readonly<Record<AuthFault, Reply>> = {
  'no-credentials': v1Error(400, 215, 'Bad Authentication data.'),
  'no-token': v1Error(400, 215, 'Bad Authentication data.'),
  'bearer-only': v1Error(403, 220, 'Your credentials do not allow access to this resource.'),
  'unknown-scheme': v1Error(400, 215, 'Bad Authentication data.'),
  malformed: v1Error(401, 32, 'Could not authenticate you.'),
  signature: v1Error(401, 32, 'Could not authenticate you.'),
  'unknown-app': v1Error(401, 32, 'Could not authenticate you.'),
  nonce: v1Error(401, 32, 'Could not authenticate you.'),
  timestamp: v1Error(401, 135, 'Timestamp out of bounds.'),
  'unknown-token': v1Error(401, 89, 'Invalid or expired token.'),
};

const USER_CONTEXTS = 'Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].';

/** X's answer to credentials it does not take, in the shape of that part of the API. */
export function authRefusal(fault: AuthFault, path: string): Reply {
  if (!path.startsWith('/2/')) return V1[fault];
  if (fault === 'bearer-only') return unsupported('OAuth 2.0 Application-Only');
  if (fault === 'unknown-scheme') return unsupported('Unknown');
  return plainProblem(401, 'Unauthorized');
}

function unsupported(kind: string): Reply {
  // Two spaces after the full stop, as X writes it.
  const detail = `Authenticating with ${kind} is forbidden for this endpoint.  ${USER_CONTEXTS}`;
  return typedProblem(403, 'Unsupported Authentication', detail, 'unsupported-authentication');
}
