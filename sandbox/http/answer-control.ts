import { type ControlRoute, type Ruled, controlError } from '../control/control-route.ts';
import { strangerAtTheDoor } from '../control/stranger-at-the-door.ts';
import { decodeRequest } from './decode-request.ts';
import type { Reply } from './endpoint.ts';
import type { RawCall } from './raw-call.ts';
import type { Match } from './router.ts';

/** The control plane's answer. Pages of other sites get none. */
export async function answerControl(
  call: RawCall,
  match: Match<ControlRoute> | undefined,
  ruled: Ruled,
): Promise<Reply> {
  const stranger = strangerAtTheDoor(call, ruled.host);
  if (stranger !== undefined) return controlError(403, stranger);
  if (match === undefined)
    return controlError(404, `no ${call.method} ${call.path} in the control plane; see docs/sandbox.md`);
  try {
    const reply = await match.route.handle(await decodeRequest(asJson(call), match.params), ruled);
    ruled.world.journal.flush();
    return reply;
  } catch (error) {
    ruled.reportBug(error);
    return controlError(500, 'a fault of the sandbox itself; standard error has it');
  }
}

/** curl calls everything a form that is sent with `-d`. */
function asJson(call: RawCall): RawCall {
  const looksLikeJson = /^\s*[{[]/.test(call.body.subarray(0, 100).toString('latin1'));
  return looksLikeJson ? { ...call, mediaType: 'application/json' } : call;
}
