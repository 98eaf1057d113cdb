import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { Ruled } from '../control/control-route.ts';
import { controlRoutes } from '../control/index.ts';
import { modernProblem } from '../errors/modern-problem.ts';
import type { Outcome } from '../faults/play-fault.ts';
import { endpoints } from '../routes/index.ts';
import { answerCall } from './answer-call.ts';
import { answerControl } from './answer-control.ts';
import type { Endpoint, Reply } from './endpoint.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { type RawCall, readRawCall } from './raw-call.ts';
import { type Unread, readBody } from './read-body.ts';
import { type Match, Router } from './router.ts';
import { composeReply, sendHalf, sendReply } from './write-reply.ts';

/** Answers one request whatever it is: an endpoint of the API, the control plane, or neither. */
export type Serve = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

const NOTHING = Buffer.alloc(0);

/** X's answers tell browsers to insist on TLS for years; what people open on localhost must take that back. */
const PAGE_HEADERS = { 'strict-transport-security': 'max-age=0' };

export function createServe(ruled: Ruled, tls: boolean): Serve {
  const api = new Router(endpoints);
  const control = new Router(controlRoutes);
  return async (message, response) => {
    const startedMs = performance.now();
    const { path, method } = readRawCall(message, NOTHING, tls);
    const match = api.find(method, path);
    const body = await readBody(message, ruled.world.settings.maxBodyBytes, deadlineMs(match?.route, ruled));
    const call = readRawCall(message, typeof body === 'string' ? NOTHING : body, tls);
    const controlled = control.find(method, path);
    // The pages for people stand outside `/_sandbox` too.
    if (controlled !== undefined || path.startsWith('/_sandbox')) {
      const reply = await answerControl(call, controlled, ruled);
      return send(response, call, { reply, truncated: false }, PAGE_HEADERS, startedMs, ruled);
    }
    const exchange = openExchange(match?.route);
    const outcome =
      typeof body === 'string' ? answerUnread(body, exchange) : await answerWhole(call, match, exchange, ruled);
    send(response, call, outcome, exchange.headers, startedMs, ruled);
    record(call, exchange, outcome.reply, startedMs, ruled);
  };
}

function deadlineMs(endpoint: Endpoint | undefined, { world }: Ruled): number | undefined {
  return endpoint?.name === 'v1.statuses.update_with_media'
    ? world.settings.updateWithMediaTimeoutSeconds * 1000
    : undefined;
}

async function answerWhole(
  call: RawCall,
  match: Match<Endpoint> | undefined,
  exchange: Exchange,
  ruled: Ruled,
): Promise<Outcome> {
  const { latencyMs } = ruled.world.settings;
  if (latencyMs > 0) await wait(latencyMs);
  await ruled.world.lateWork.catchUp(ruled.world.now());
  return answerCall(call, match?.params ?? {}, exchange, ruled);
}

/** A body over the limit gets the edge's empty 413; one that does not come in time is cut off. */
function answerUnread(unread: Unread, exchange: Exchange): Outcome {
  exchange.notes.push(`body ${unread}`);
  return { reply: unread === 'too-large' ? { status: 413, body: null } : undefined, truncated: false };
}

function send(
  response: ServerResponse,
  call: RawCall,
  { reply, truncated }: Outcome,
  headers: Readonly<Record<string, string>>,
  startedMs: number,
  { world }: Ruled,
): void {
  if (reply === undefined) {
    response.socket?.destroy();
    return;
  }
  const context = { path: call.path, nowEpochMs: world.now(), durationMs: performance.now() - startedMs, headers };
  const written = composeReply(world.settings.era === 'modern' ? modernProblem(reply) : reply, context);
  if (truncated) sendHalf(response, written);
  else sendReply(response, written);
}

function record(
  call: RawCall,
  exchange: Exchange,
  reply: Reply | undefined,
  startedMs: number,
  { world, log }: Ruled,
): void {
  log.add({
    atEpochMs: world.now(),
    method: call.method,
    path: call.path,
    endpoint: exchange.name === '' ? undefined : exchange.name,
    status: reply?.status,
    screenName: exchange.caller?.screenName,
    durationMs: Math.round(performance.now() - startedMs),
    bodyBytes: call.body.length,
    signature: exchange.signature,
    notes: exchange.notes,
  });
}
