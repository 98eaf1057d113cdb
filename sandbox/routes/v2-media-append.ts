import type { Endpoint } from '../http/endpoint.ts';
import { MediaRefusedError, missingParameter } from '../media/media-refused-error.ts';
import { readV2Body } from '../media/read-v2-body.ts';
import { parseSegmentIndex } from '../media/upload-session.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2MediaHandler } from './v2-media-reply.ts';

/** POST /2/media/upload/:id/append. */
export const v2MediaAppend: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/media/upload/:id/append',
  name: 'v2.media.upload.append',
  handle: v2MediaHandler(async (request, world, caller) => {
    const body = readV2Body(request);
    const bytes = body.media();
    if (bytes.length > world.settings.media.v2ChunkBytes) throw new MediaRefusedError({ kind: 'too-large' });
    const index = body.text('segment_index');
    if (index === undefined) throw missingParameter('segment_index');
    const { uploads } = world.media;
    const record = await uploads.append(caller, request.route['id'] ?? '', parseSegmentIndex(index), bytes);
    return { status: 200, body: { data: { expires_at: Math.round(record.expiresAtEpochMs / 1000) } } };
  }),
});
