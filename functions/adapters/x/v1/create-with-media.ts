import type { XRefusedError } from '../../../domain/errors.ts';
import type { CreatedPost, MediaSource, PostRequest } from '../../../domain/x-account.ts';
import { callOnce } from '../call/call-once.ts';
import type { Session } from '../call/session.ts';
import { checkRequest, unsent } from '../check-request.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { checkMedia } from '../upload/check-media.ts';
import { openRange, sourceBytes } from '../upload/source-bytes.ts';
import { checkReplyMention } from './check-reply-mention.ts';
import { readCreated } from './create-post.ts';
import type { ReadInlineLimits } from './inline-limits.ts';
import { type Field, sharedFields } from './post-fields.ts';

/** Supported formats of POST statuses/update_with_media; WEBP and video are not among them. */
const mediaTypes = ['image/png', 'image/jpeg', 'image/gif'];

/** Creates the post with its one picture in the same call (POST statuses/update_with_media, deprecated). Sent once. */
export async function createWithMedia(
  session: Session,
  settings: DriverSettings,
  request: PostRequest & { readonly inlineMedia: MediaSource },
  readLimits: ReadInlineLimits,
  signal?: AbortSignal,
): Promise<CreatedPost> {
  const { inlineMedia, text, replyTo } = request;
  checkRequest(request, true);
  if (text === '') throw emptyText();
  const { maxPhotoBytes } = await readLimits(signal);
  checkMedia(inlineMedia, { mediaTypes, maxBytes: maxPhotoBytes });
  if (replyTo !== undefined) await checkReplyMention(session, settings, { text, replyTo }, signal);
  // 3 MB at most, and read before the call: a store that stumbles must not cost X's 30 seconds, or leave half a post.
  const bytes = await readWhole(inlineMedia, signal);
  return callOnce(
    session,
    {
      step: 'create',
      method: 'POST',
      baseUrl: settings.apiUrl,
      path: '/1.1/statuses/update_with_media.json',
      body: () =>
        multipartBody(fieldsOf(request), {
          name: 'media[]',
          mediaType: inlineMedia.mediaType,
          totalBytes: bytes.length,
          bytes: [bytes],
        }),
      deadline: 'create',
      signal,
    },
    (answer) => readCreated(answer, session),
  );
}

function fieldsOf(request: PostRequest): Field[] {
  // Spelled as this endpoint's document does.
  return [...sharedFields(request), ['enable_dmcommands', 'false'], ['fail_dmcommands', 'false']];
}

async function readWhole(source: MediaSource, signal: AbortSignal | undefined): Promise<Buffer> {
  const whole = { startByte: 0, endByteExclusive: source.totalBytes };
  const pieces: Uint8Array[] = [];
  for await (const piece of sourceBytes(whole, openRange(source, whole, signal))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function emptyText(): XRefusedError {
  return unsent('TEXT_EMPTY', 'statuses/update_with_media takes no picture without a text');
}
