import type { MiddlewareObj } from '@middy/core';

import type { BridgeRoute } from '../bridge/bridge-endpoint.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';
import { pathOf } from './path-of.ts';

export interface BridgeRouteEvent extends HttpEvent {
  /** What is called, with what its path names. */
  called: { readonly route: BridgeRoute; readonly path: string; readonly fromPath: Readonly<Record<string, string>> };
}

/** Names the endpoint that is called; 404/34 for a path that the bridge has not, 405/86 for another method. */
export function findBridgeRoute(routes: readonly BridgeRoute[]): MiddlewareObj<BridgeRouteEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const path = pathOf(event);
      const here = routes.filter((route) => route.path.test(path));
      const route = here.find(({ method }) => method === event.requestContext.http.method.toUpperCase());
      if (route === undefined) throw new V1Error(here.length === 0 ? v1Errors.pageMissing : v1Errors.methodNotAllowed);
      event.called = { route, path, fromPath: { ...route.path.exec(path)?.groups } };
    },
  };
}
