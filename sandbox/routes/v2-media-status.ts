import { invalidRequest } from '../errors/v2-problem.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { requireProcessed } from '../media/upload-status.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2Finished, v2MediaHandler } from './v2-media-reply.ts';

/** GET /2/media/upload: how far the work on a film or GIF is. */
export const v2MediaStatus: Endpoint = userEndpoint({
  method: 'GET',
  path: '/2/media/upload',
  name: 'v2.media.upload.status',
  handle: v2MediaHandler((request, world, caller) => {
    const command = request.param('command') ?? 'STATUS';
    if (command !== 'STATUS') {
      return invalidRequest(`The \`command\` query parameter value [${command}] is not one of [STATUS]`, {
        command: [command],
      });
    }
    const mediaId = request.param('media_id') ?? '';
    if (mediaId === '') return invalidRequest('The `media_id` query parameter can not be empty', { media_id: [''] });
    const { stock } = world.media;
    requireProcessed(stock, caller, mediaId);
    if (request.fault?.stuckInProgress === true) world.media.holdInProgress(mediaId);
    return { status: 200, body: { data: v2Finished(stock.require(mediaId, caller), stock) } };
  }),
});
