import { v1Error } from '../errors/v1-error.ts';
import { typedProblem } from '../errors/v2-problem.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import type { Endpoint, Reply } from './endpoint.ts';

const SUBSET =
  'You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only. ' +
  'If you need access to this endpoint, you may need a different access level. You can learn more here: https://developer.x.com/en/portal/product';

/** What self-serve callers are no longer given, by the beginning of the name. */
const CLOSED_IN_MODERN = ['v1.statuses.', 'v1.media.', 'v1.geo.'];

/** The refusal when this endpoint is not open to this app: by the era, or since the app may only read. */
export function judgeAccess(endpoint: Endpoint, caller: Account | undefined, { settings }: World): Reply | undefined {
  const modern = settings.era === 'modern';
  if (modern && endpoint.name === 'v1.help.configuration') {
    return v1Error(410, 251, 'This endpoint has been retired and should not be used.');
  }
  if (modern && CLOSED_IN_MODERN.some((start) => endpoint.name.startsWith(start))) return v1Error(403, 453, SUBSET);
  const writes = endpoint.method !== 'GET' && endpoint.readOnly !== true;
  return writes && caller?.access === 'read' ? cannotWrite(endpoint.name, modern) : undefined;
}

function cannotWrite(name: string, modern: boolean): Reply {
  if (name.startsWith('v1.'))
    return v1Error(403, 261, `${modern ? 'Your App' : 'Application'} cannot perform write actions.`);
  const detail = 'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.';
  return typedProblem(403, 'Forbidden', detail, 'oauth1-permissions');
}
