import type { BridgeRoute } from './bridge-endpoint.ts';

/** Everything the bridge answers; the first route that fits. One file an endpoint. */
export const bridgeRoutes: readonly BridgeRoute[] = [];
