import type { Endpoint } from '../http/endpoint.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2Finished, v2MediaHandler } from './v2-media-reply.ts';

/** POST /2/media/upload/:id/finalize. 200 as documented; 201 was seen in May 2025. */
export const v2MediaFinalize: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/media/upload/:id/finalize',
  name: 'v2.media.upload.finalize',
  handle: v2MediaHandler(async (request, world, caller) => {
    const { mediaId } = await world.media.uploads.finalize(caller, request.route['id'] ?? '');
    if (request.fault?.stuckInProgress === true) world.media.holdInProgress(mediaId);
    return { status: 200, body: { data: v2Finished(world.media.stock.require(mediaId, caller), world.media.stock) } };
  }),
});
