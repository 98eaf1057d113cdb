import { type MediaHandler, v1Finished } from './v1-media-reply.ts';

/** `command=FINALIZE`: 201 with what the media turned out to be. */
export const finalizeUpload: MediaHandler = async (request, world, caller) => {
  const { mediaId } = await world.media.uploads.finalize(caller, request.param('media_id') ?? '');
  if (request.fault?.stuckInProgress === true) world.media.holdInProgress(mediaId);
  const record = world.media.stock.require(mediaId, caller);
  return { status: 201, headers: { 'x-mediaid': mediaId }, body: v1Finished(record, world.media.stock) };
};
