import { missingParameter } from '../media/media-refused-error.ts';
import { readCategory, readOwners, readTotalBytes } from '../media/read-upload-fields.ts';
import { type MediaHandler, v1Ids } from './v1-media-reply.ts';

/** `command=INIT`: 202 with an id to append to. */
export const initUpload: MediaHandler = async (request, world, caller) => {
  const totalBytes = readTotalBytes(request.param('total_bytes'));
  if (totalBytes === undefined) throw missingParameter('total_bytes');
  const declaredType = request.param('media_type') || undefined;
  if (declaredType === undefined) throw missingParameter('media_type');
  const record = await world.media.uploads.begin({
    account: caller,
    category: readCategory(request.param('media_category')),
    additionalOwnerIds: readOwners(request.param('additional_owners')),
    declaredType,
    totalBytes,
  });
  const body = { ...v1Ids(record), expires_after_secs: world.media.stock.secondsLeft(record) };
  return { status: 202, headers: { 'x-mediaid': record.mediaId }, body };
};
