import { type ControlRoute, controlReply } from './control-route.ts';

/** GET /_sandbox/messages: direct messages that shortcodes made, newest first. */
export const listMessages: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/messages',
  handle: (_request, { world }) => controlReply(200, { messages: world.messages.all.toReversed() }),
};
