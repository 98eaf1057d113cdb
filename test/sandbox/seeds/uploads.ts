import { multipart } from '../playground.ts';
import type { Answer, Caller } from '../signed-request.ts';

const UPLOAD = '/1.1/media/upload.json';

/** Id of the uploaded media. A video type goes the chunked way and is waited for; everything else is one call. */
export async function uploadFor(call: Caller, media: Blob, videoType?: string): Promise<string> {
  if (videoType === undefined) return idOf(await call({ path: UPLOAD, multipart: multipart(['media', media]) }));
  const total_bytes = String(media.size);
  const begun = await call({ path: UPLOAD, form: { command: 'INIT', media_type: videoType, total_bytes } });
  const media_id = idOf(begun);
  const segment = multipart(['command', 'APPEND'], ['media_id', media_id], ['segment_index', '0'], ['media', media]);
  await call({ path: UPLOAD, multipart: segment });
  return idOf(await call({ path: UPLOAD, form: { command: 'FINALIZE', media_id } }));
}

function idOf({ status, text, at }: Answer): string {
  const id = at('media_id_string');
  if (typeof id !== 'string') throw new Error(`the upload got ${status} ${text}`);
  return id;
}
