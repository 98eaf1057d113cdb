import { categoryRule } from '../media/media-category.ts';
import { invalidParameter } from '../media/media-refused-error.ts';
import { readMediaBytes } from '../media/read-media-bytes.ts';
import { readCategory, readOwners } from '../media/read-upload-fields.ts';
import { type MediaHandler, v1Finished } from './v1-media-reply.ts';

/** A picture in one call. "To upload videos or GIFs (tweet_video, amplify_video, and tweet_gif), you need to use the chunked upload." */
export const uploadSimply: MediaHandler = async (request, world, caller) => {
  const bytes = readMediaBytes(request);
  const category = readCategory(request.param('media_category'));
  if (category !== undefined && categoryRule(category).shows !== 'picture') {
    throw invalidParameter('media_category', category);
  }
  const additionalOwnerIds = readOwners(request.param('additional_owners'));
  const record = await world.media.uploads.uploadWhole({ account: caller, category, additionalOwnerIds }, bytes);
  return { status: 200, body: v1Finished(record, world.media.stock) };
};
