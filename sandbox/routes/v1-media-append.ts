import { MediaRefusedError, missingParameter } from '../media/media-refused-error.ts';
import { readMediaBytes } from '../media/read-media-bytes.ts';
import { parseSegmentIndex } from '../media/upload-session.ts';
import type { MediaHandler } from './v1-media-reply.ts';

/** `command=APPEND`: 204 with no body. */
export const appendSegment: MediaHandler = async (request, world, caller) => {
  const mediaId = request.param('media_id') ?? '';
  const index = request.param('segment_index') || undefined;
  if (index === undefined) throw missingParameter('segment_index');
  const segmentIndex = parseSegmentIndex(index);
  const bytes = readMediaBytes(request);
  if (bytes.length > world.settings.media.v1ChunkBytes) throw new MediaRefusedError({ kind: 'too-large' });
  await world.media.uploads.append(caller, mediaId, segmentIndex, bytes);
  // Both counts were 0 in the recording, whatever had been sent (tweepy cassette testmediauploadmp4).
  const headers = { 'x-mediaid': mediaId, 'x-segmentcount': '0', 'x-totalbytes': '0' };
  return { status: 204, headers, body: null };
};
