import { type ControlRoute, controlReply } from './control-route.ts';

/** GET /_sandbox/requests: the latest requests to the API, newest first, with the explained signature check. */
export const listRequests: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/requests',
  handle: (_request, { log }) => controlReply(200, { requests: log.entries.toReversed() }),
};
