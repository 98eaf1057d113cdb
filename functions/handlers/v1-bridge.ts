import middy from '@middy/core';

import { bridgeRoutes } from '../bridge/all-endpoints.ts';
import type { BridgePorts } from '../bridge/bridge-endpoint.ts';
import { answerV1Errors } from '../middleware/answer-v1-errors.ts';
import { decodeBody } from '../middleware/decode-body.ts';
import { findBridgeRoute } from '../middleware/find-bridge-route.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { lowerCaseHeaders } from '../middleware/lower-case-headers.ts';
import { openV1Request } from '../middleware/open-v1-request.ts';
import { v1HttpAnswer } from '../middleware/v1-http-answer.ts';
import { verifyBridgeCall } from '../middleware/verify-bridge-call.ts';
import { readCall } from '../triggers/v1-bridge/read-call.ts';

export interface V1BridgeOptions {
  /** A larger body is answered 413 with the advice to send smaller ones. */
  readonly maxBodyBytes: number;
}

/** API Gateway gives up after 30 s; what is not settled by then goes on without its caller. */
const ANSWER_WITHIN_MS = 25_000;

/**
 * The Lambda behind `/1.1/*`: X's API v1.1 as its clients know it, for callers with keys of the bridge. Nothing is parsed
 * that is not signed. A create becomes a row of the log like any other trigger.
 */
export function createV1BridgeHandler(ports: BridgePorts, { maxBodyBytes }: V1BridgeOptions): HttpHandler {
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerV1Errors(ports.journal))
    .use(lowerCaseHeaders())
    .use(decodeBody())
    .use(openV1Request(maxBodyBytes))
    .use(findBridgeRoute(bridgeRoutes))
    .use(verifyBridgeCall(ports))
    .handler(async ({ called: { route, path, fromPath }, request, caller }) => {
      const answerByEpochMs = ports.clock() + ANSWER_WITHIN_MS;
      const call = { ...(await readCall(request, fromPath)), method: route.method, path, caller, answerByEpochMs };
      return v1HttpAnswer(await route.answer(call, ports));
    });
  // What else the chain asks of an event is what its own middleware adds.
  return async (event, context) => chain(event as Parameters<typeof chain>[0], context);
}
