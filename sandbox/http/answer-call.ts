import type { Ruled } from '../control/control-route.ts';
import { authRefusal } from '../errors/auth-refusal.ts';
import { internalError } from '../errors/internal-error.ts';
import { answerUnknownRoute } from '../errors/unknown-route.ts';
import { type Outcome, playFault } from '../faults/play-fault.ts';
import { applyLimits } from '../limits/apply-limits.ts';
import { charge, requireCredits } from '../limits/charge.ts';
import { authenticate } from '../oauth/authenticate.ts';
import { decodeRequest } from './decode-request.ts';
import type { Endpoint, Reply, SandboxRequest } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import { judgeAccess } from './judge-access.ts';
import type { RawCall } from './raw-call.ts';
import { Refusal } from './refusal.ts';

/** X's answer to a call, with the fault that acts on it. What it promises is on disk. */
export async function answerCall(
  call: RawCall,
  route: SandboxRequest['route'],
  exchange: Exchange,
  ruled: Ruled,
): Promise<Outcome> {
  const { endpoint } = exchange;
  if (endpoint === undefined) return whole(answerUnknownRoute(call.path));
  const refusal = identify(call, endpoint, exchange, ruled);
  if (refusal !== undefined) return whole(refusal);
  const request = await decodeRequest(call, route);
  exchange.name = endpoint.callName?.(request) ?? endpoint.name;
  const fault = ruled.world.faults.match(exchange.name, exchange.caller);
  request.fault = fault?.action;
  request.signed = exchange.signed;
  const work = (): Promise<Reply> => perform(request, endpoint, exchange, ruled);
  const outcome = fault === undefined ? whole(await work()) : await playFault(fault, exchange, ruled, work);
  ruled.world.journal.flush();
  if (exchange.caller !== undefined) Object.assign(exchange.headers, endpoint.headers?.(ruled.world, exchange.caller));
  return outcome;
}

function whole(reply: Reply): Outcome {
  return { reply, truncated: false };
}

/** Finds out who calls; the refusal when the endpoint asks for more than the credentials give. */
function identify(call: RawCall, endpoint: Endpoint, exchange: Exchange, { world }: Ruled): Reply | undefined {
  if (endpoint.auth === 'none') return undefined;
  const check = authenticate(call, world.auth());
  exchange.signature = check.explanation;
  if (check.fault !== undefined) return authRefusal(check.fault, call.path);
  exchange.signed = { consumerKey: check.consumerKey, token: check.token, oauth: check.oauth };
  exchange.caller = check.account;
  if (check.account === undefined && endpoint.auth === 'user') return refuseWithoutUser(check.token, call, exchange);
  if (check.account !== undefined) exchange.headers['x-access-level'] = check.account.access;
  return undefined;
}

function refuseWithoutUser(token: string | undefined, call: RawCall, exchange: Exchange): Reply {
  const why =
    token === undefined
      ? 'this endpoint acts for a user, and the request has no oauth_token'
      : 'this is a request token of the PIN flow, no access token';
  exchange.signature = { verdict: 'refused', why };
  return authRefusal(token === undefined ? 'no-token' : 'unknown-token', call.path);
}

/** The endpoint's own answer. Never throws: a fault of ours becomes X's answer to such a thing. */
async function perform(request: SandboxRequest, endpoint: Endpoint, exchange: Exchange, ruled: Ruled): Promise<Reply> {
  const { world } = ruled;
  try {
    const refusal = judgeAccess(endpoint, exchange.caller, world) ?? limit(exchange, ruled);
    if (refusal !== undefined) return refusal;
    if (endpoint.price !== undefined) requireCredits(world, endpoint.price);
    const reply = await endpoint.handle(request, world, exchange.caller);
    if (endpoint.price !== undefined && reply.status < 300) charge(world, endpoint.price);
    return reply;
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    ruled.reportBug(error);
    exchange.notes.push('a fault of the sandbox itself; standard error has it');
    return internalError(request.path);
  }
}

function limit({ name, caller, headers }: Exchange, { world }: Ruled): Reply | undefined {
  return caller === undefined ? undefined : applyLimits(name, world, caller, headers);
}
