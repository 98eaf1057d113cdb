import { mergeSettings } from '../state/merge-settings.ts';
import { type ControlRoute, controlError, controlReply } from './control-route.ts';

/** GET /_sandbox/settings: everything in force. */
export const readSettings: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/settings',
  handle: (_request, { world }) => controlReply(200, world.settings),
};

/** PUT /_sandbox/settings: changes what is named and leaves the rest; answers with everything in force. */
export const changeSettings: ControlRoute = {
  method: 'PUT',
  path: '/_sandbox/settings',
  handle(request, { world }) {
    const merged = mergeSettings(world.settings, request.json);
    if (typeof merged === 'string') return controlError(400, merged);
    world.change(merged);
    return controlReply(200, world.settings);
  },
};
