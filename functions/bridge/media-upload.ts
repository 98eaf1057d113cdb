import type { BridgeEndpoint } from './bridge-endpoint.ts';
import { appendSegment } from './media-append.ts';
import { finalizeUpload } from './media-finalize.ts';
import { initUpload } from './media-init.ts';
import { uploadSimply } from './media-simple.ts';

/** In upper case only. Whatever else stands there is taken for a simple upload, which then misses its `media`. */
const commands = new Map<string | undefined, BridgeEndpoint>([
  ['INIT', initUpload],
  ['APPEND', appendSegment],
  ['FINALIZE', finalizeUpload],
]);

/** POST media/upload. Media ids are X's own, so that nothing of an upload is kept here. */
export const mediaUpload: BridgeEndpoint = async (call, ports) =>
  (commands.get(call.parameters.get('command')) ?? uploadSimply)(call, ports);
