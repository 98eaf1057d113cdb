import { v1Error } from '../errors/v1-error.ts';
import type { Reply, SandboxRequest } from '../http/endpoint.ts';
import { type MediaRecord, mediaKeyOf } from '../media/media-record.ts';
import { type MediaRefusal, MediaRefusedError } from '../media/media-refused-error.ts';
import type { MediaStock } from '../media/media-stock.ts';
import type { ProcessingView } from '../media/processing.ts';
import { describeContent, processingInfo } from '../media/show-progress.ts';
import { receivedBytes } from '../media/upload-session.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';

export type MediaHandler = (request: SandboxRequest, world: World, caller: Account) => Promise<Reply> | Reply;

/** A handler whose refusals are answered in the shapes of v1.1 media endpoints. */
export function v1MediaHandler(handle: MediaHandler): MediaHandler {
  return async (request, world, caller) => {
    try {
      return await handle(request, world, caller);
    } catch (error) {
      if (error instanceof MediaRefusedError) return refuse(error.refusal, request.path);
      throw error;
    }
  };
}

/** Parameters are refused as everywhere in v1.1, media in a shape of their own (tweepy issue 1998, node-twitter-api-v2 issue 569). */
function refuse(refusal: MediaRefusal, path: string): Reply {
  switch (refusal.kind) {
    case 'missing-parameter':
      return v1Error(400, 38, `${refusal.parameter} parameter is missing.`);
    case 'invalid-parameter':
      return v1Error(400, 44, `${refusal.parameter} parameter is invalid.`);
    case 'unknown-media':
      return mediaError(path, `Invalid media_id: Some(${refusal.mediaId}).`);
    case 'bad-media':
      return mediaError(path, refusal.message);
    case 'nothing-to-process':
      return v1Error(404, 34, 'Sorry, that page does not exist');
    case 'too-large':
      return { status: 413, body: null };
  }
}

function mediaError(request: string, error: string): Reply {
  return { status: 400, body: { request, error } };
}

/** Id fields, and the key where a category was given. */
export function v1Ids(record: MediaRecord): Record<string, unknown> {
  const ids = { media_id: BigInt(record.mediaId), media_id_string: record.mediaId };
  return record.category === undefined ? ids : { ...ids, media_key: mediaKeyOf(record) };
}

/** The body of a finished upload, as in the answer to FINALIZE. */
export function v1Finished(record: MediaRecord, stock: MediaStock): Record<string, unknown> {
  const processing = stock.processingOf(record);
  return {
    ...v1Ids(record),
    size: receivedBytes(record.session),
    expires_after_secs: stock.secondsLeft(record),
    ...describeContent(record),
    ...(processing === undefined ? {} : { processing_info: v1ProcessingInfo(processing) }),
  };
}

export function v1ProcessingInfo(view: ProcessingView): Record<string, unknown> {
  return view.state === 'failed' ? { ...processingInfo(view), error: view.failure } : processingInfo(view);
}
