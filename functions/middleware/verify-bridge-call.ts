import type { MiddlewareObj } from '@middy/core';

import type { BridgePorts } from '../bridge/bridge-endpoint.ts';
import { identifyCaller } from '../bridge/identify-caller.ts';
import { keepNonce } from '../bridge/keep-nonce.ts';
import type { BridgeCaller } from '../triggers/v1-bridge/bridge-call.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgeRouteEvent } from './find-bridge-route.ts';
import type { HttpAnswer } from './http-event.ts';
import type { V1RequestEvent } from './open-v1-request.ts';

export interface BridgeCallEvent extends BridgeRouteEvent, V1RequestEvent {
  caller: BridgeCaller;
}

/** Lets a call pass that a key of the bridge signed, just now; a create once only, or by the very same bytes. */
export function verifyBridgeCall(ports: BridgePorts): MiddlewareObj<BridgeCallEvent, HttpAnswer> {
  return {
    before: async ({ event }) => {
      const identified = await identifyCaller(event.request, ports);
      if (event.called.route.isCreate === true) await keepNonce(identified, ports.log);
      else if (!identified.isTimely) throw new V1Error(v1Errors.timestampOutOfBounds);
      event.caller = identified.caller;
      const { keyId, account } = identified.caller;
      // A film brings hundreds of segments.
      const level = event.called.route.isCreate === true ? 'info' : 'debug';
      ports.journal.write(level, 'bridge-call', { keyId, account, path: event.called.path });
    },
  };
}
