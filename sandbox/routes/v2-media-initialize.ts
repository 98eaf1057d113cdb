import type { Endpoint } from '../http/endpoint.ts';
import { readCategory, readOwners, readTotalBytes } from '../media/read-upload-fields.ts';
import { readV2Json } from '../media/read-v2-body.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2Ids, v2MediaHandler } from './v2-media-reply.ts';

/** POST /2/media/upload/initialize: an id to append to. No field is required. */
export const v2MediaInitialize: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/media/upload/initialize',
  name: 'v2.media.upload.initialize',
  handle: v2MediaHandler(async (request, world, caller) => {
    const body = readV2Json(request);
    const record = await world.media.uploads.begin({
      account: caller,
      category: readCategory(body.text('media_category')),
      additionalOwnerIds: readOwners(body.list('additional_owners')),
      declaredType: body.text('media_type'),
      totalBytes: readTotalBytes(body.text('total_bytes')),
    });
    const data = { ...v2Ids(record), expires_after_secs: world.media.stock.secondsLeft(record) };
    return { status: 200, body: { data } };
  }),
});
