import type { BridgeAnswer } from '../triggers/v1-bridge/bridge-call.ts';
import { v1Json } from '../triggers/v1-bridge/v1-answer.ts';
import type { HttpAnswer } from './http-event.ts';

/** Those of X's recorded answers that a client may go by. */
const HEADERS = {
  'content-type': 'application/json;charset=utf-8',
  'cache-control': 'no-cache, no-store, must-revalidate, pre-check=0, post-check=0',
  pragma: 'no-cache',
  expires: 'Tue, 31 Mar 1981 05:00:00 GMT',
  'x-access-level': 'read-write',
  'x-content-type-options': 'nosniff',
};

/** An answer of the bridge as API Gateway sends it. */
export function v1HttpAnswer({ status, headers, body }: BridgeAnswer): HttpAnswer {
  return { statusCode: status, headers: { ...HEADERS, ...headers }, body: v1Json(body) };
}
