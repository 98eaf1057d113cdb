import type { Endpoint } from '../http/endpoint.ts';
import { userEndpoint } from './user-endpoint.ts';
import { appendSegment } from './v1-media-append.ts';
import { finalizeUpload } from './v1-media-finalize.ts';
import { initUpload } from './v1-media-init.ts';
import { type MediaHandler, v1MediaHandler } from './v1-media-reply.ts';
import { uploadSimply } from './v1-media-simple.ts';

const NAME = 'v1.media.upload';

/** Upper case only. Anything else, POST STATUS too, is taken for a simple upload and so misses its `media` (code 38). */
const COMMANDS: Readonly<Record<string, { readonly name: string; readonly handle: MediaHandler }>> = {
  INIT: { name: `${NAME}.init`, handle: initUpload },
  APPEND: { name: `${NAME}.append`, handle: appendSegment },
  FINALIZE: { name: `${NAME}.finalize`, handle: finalizeUpload },
};

/** POST media/upload: simple, or the three writing steps of a chunked upload. */
export const v1MediaUpload: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/media/upload.json',
  name: NAME,
  callName: (request) => commandOf(request.param('command'))?.name ?? NAME,
  handle: v1MediaHandler((request, world, caller) => {
    const handle = commandOf(request.param('command'))?.handle ?? uploadSimply;
    return handle(request, world, caller);
  }),
});

function commandOf(text = ''): (typeof COMMANDS)[string] | undefined {
  return Object.hasOwn(COMMANDS, text) ? COMMANDS[text] : undefined;
}
