import type { Endpoint } from '../http/endpoint.ts';
import { invalidParameter, missingParameter } from '../media/media-refused-error.ts';
import { describeContent } from '../media/show-progress.ts';
import { requireProcessed } from '../media/upload-status.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v1Ids, v1MediaHandler, v1ProcessingInfo } from './v1-media-reply.ts';

/** GET media/upload, `command=STATUS`: how far the work on a film or GIF is. */
export const v1MediaStatus: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/media/upload.json',
  name: 'v1.media.upload.status',
  handle: v1MediaHandler((request, world, caller) => {
    const command = request.param('command') || undefined;
    if (command === undefined) throw missingParameter('command');
    if (command !== 'STATUS') throw invalidParameter('command', command);
    const { stock } = world.media;
    const { mediaId } = requireProcessed(stock, caller, request.param('media_id') ?? '');
    if (request.fault?.stuckInProgress === true) world.media.holdInProgress(mediaId);
    const record = requireProcessed(stock, caller, mediaId);
    const view = stock.processingOf(record);
    const left = view?.state === 'failed' ? {} : { expires_after_secs: stock.secondsLeft(record) };
    const content = view?.state === 'succeeded' ? describeContent(record) : {};
    const info = view === undefined ? {} : { processing_info: v1ProcessingInfo(view) };
    return { status: 200, body: { ...v1Ids(record), ...left, ...content, ...info } };
  }),
});
