import { type ControlRoute, controlReply } from './control-route.ts';

/** POST /_sandbox/reset: everything as at the first start, counters, settings, faults and clock included. */
export const reset: ControlRoute = {
  method: 'POST',
  path: '/_sandbox/reset',
  async handle(_request, { world, log }) {
    await world.reset();
    log.clear();
    return controlReply(200, { reset: true });
  },
};
