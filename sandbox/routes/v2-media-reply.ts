import { invalidRequest } from '../errors/v2-problem.ts';
import type { Reply } from '../http/endpoint.ts';
import { type MediaRecord, mediaKeyOf } from '../media/media-record.ts';
import { type MediaRefusal, MediaRefusedError } from '../media/media-refused-error.ts';
import type { MediaStock } from '../media/media-stock.ts';
import { describeContent, processingInfo } from '../media/show-progress.ts';
import { receivedBytes } from '../media/upload-session.ts';
import type { MediaHandler } from './v1-media-reply.ts';

/** A handler whose refusals are answered as v2 problems. */
export function v2MediaHandler(handle: MediaHandler): MediaHandler {
  return async (request, world, caller) => {
    try {
      return await handle(request, world, caller);
    } catch (error) {
      if (error instanceof MediaRefusedError) return refuse(error.refusal, request.mediaType);
      throw error;
    }
  };
}

function refuse(refusal: MediaRefusal, mediaType: string): Reply {
  switch (refusal.kind) {
    case 'missing-parameter':
      return invalidRequest(`Missing ${refusal.parameter} field${mediaType === 'application/json' ? ' in JSON' : ''}`);
    case 'invalid-parameter':
      return invalidRequest(`The \`${refusal.parameter}\` field value is not valid`, {
        [refusal.parameter]: [refusal.value],
      });
    case 'unknown-media':
      return invalidRequest('Your media IDs are invalid.', { media_id: [refusal.mediaId] });
    case 'bad-media':
      return invalidRequest(refusal.message);
    case 'nothing-to-process':
      return invalidRequest('BadRequest: Not found');
    case 'too-large':
      return { status: 413, body: null };
  }
}

/** Id, and the key where a category was given. */
export function v2Ids(record: MediaRecord): Record<string, unknown> {
  return record.category === undefined ? { id: record.mediaId } : { id: record.mediaId, media_key: mediaKeyOf(record) };
}

/** `data` of a finished upload. v2 shows no error of a failed processing. */
export function v2Finished(record: MediaRecord, stock: MediaStock): Record<string, unknown> {
  const processing = stock.processingOf(record);
  return {
    ...v2Ids(record),
    size: receivedBytes(record.session),
    expires_after_secs: stock.secondsLeft(record),
    ...describeContent(record),
    ...(processing === undefined ? {} : { processing_info: processingInfo(processing) }),
  };
}
