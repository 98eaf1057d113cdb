import type { Ruled } from '../control/control-route.ts';
import { authRefusal } from '../errors/auth-refusal.ts';
import { internalError } from '../errors/internal-error.ts';
import { answerUnknownRoute } from '../errors/unknown-route.ts';
import { authenticate } from '../oauth/authenticate.ts';
import { decodeRequest } from './decode-request.ts';
import type { Endpoint, Reply, SandboxRequest } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import type { RawCall } from './raw-call.ts';
import { Refusal } from './refusal.ts';

/** X's answer to a call. Never throws: a fault of ours becomes X's own answer to such a thing. */
export async function answerCall(
  call: RawCall,
  route: SandboxRequest['route'],
  exchange: Exchange,
  ruled: Ruled,
): Promise<Reply> {
  const { endpoint } = exchange;
  if (endpoint === undefined) return answerUnknownRoute(call.path);
  try {
    const refusal = identify(call, endpoint, exchange, ruled);
    if (refusal !== undefined) return refusal;
    return await endpoint.handle(await decodeRequest(call, route), ruled.world, exchange.caller);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    ruled.reportBug(error);
    exchange.notes.push('a fault of the sandbox itself; standard error has it');
    return internalError(call.path);
  }
}

/** Finds out who calls; the refusal when the endpoint asks for more than the credentials give. */
function identify(call: RawCall, endpoint: Endpoint, exchange: Exchange, { world }: Ruled): Reply | undefined {
  if (endpoint.auth === 'none') return undefined;
  const check = authenticate(call, world.auth());
  exchange.signature = check.explanation;
  if (check.fault !== undefined) return authRefusal(check.fault, call.path);
  exchange.caller = check.account;
  if (check.account === undefined && endpoint.auth === 'user') {
    exchange.signature = {
      verdict: 'refused',
      why: 'this endpoint acts for a user, and the request has no oauth_token',
    };
    return authRefusal('no-token', call.path);
  }
  if (check.account !== undefined) exchange.headers['x-access-level'] = check.account.access;
  return undefined;
}
