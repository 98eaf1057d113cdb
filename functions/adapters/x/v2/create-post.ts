import { type Attachment, readAttachmentUrl } from '../../../domain/drivers/read-attachment-url.ts';
import type { CreatedPost, PostRequest } from '../../../domain/x-account.ts';
import { fieldsOf, idOf } from '../answers/parse-exact.ts';
import { callOnce } from '../call/call-once.ts';
import type { Session } from '../call/session.ts';
import { checkRequest, unsent } from '../check-request.ts';
import { createdPost, type DriverSettings } from '../driver.ts';
import { jsonBody } from '../http/request-body.ts';

/** Creates the post (POST /2/tweets, OpenAPI 2.167, August 2026). Sent once. */
export async function createPost(
  session: Session,
  { apiUrl }: DriverSettings,
  request: PostRequest,
  signal?: AbortSignal,
): Promise<CreatedPost> {
  checkRequest(request);
  const fields = { ...bodyOf(request), ...attachmentOf(request) };
  return callOnce(
    session,
    {
      step: 'create',
      method: 'POST',
      baseUrl: apiUrl,
      path: '/2/tweets',
      body: () => jsonBody(fields),
      deadline: 'create',
      signal,
    },
    (answer) => createdPost(idOf(fieldsOf(fieldsOf(answer.json)['data'])['id']), answer, session),
  );
}

/** Absent fields stay absent: X refuses what it does not know, and takes null for a wrong type. */
function bodyOf(request: PostRequest): Record<string, unknown> {
  const { text, mediaIds, replySettings, geo, madeWithAi, paidPartnership } = request;
  return {
    ...(text === '' ? {} : { text }),
    ...(mediaIds.length === 0 ? {} : { media: { media_ids: mediaIds } }),
    ...replyOf(request),
    ...(replySettings === undefined ? {} : { reply_settings: replySettings }),
    ...(geo?.placeId === undefined ? {} : { geo: { place_id: geo.placeId } }),
    ...(madeWithAi === true ? { made_with_ai: true } : {}),
    ...(paidPartnership === true ? { paid_partnership: true } : {}),
  };
}

function replyOf({ replyTo, excludeReplyUserIds }: PostRequest): Record<string, unknown> {
  if (replyTo === undefined) return {};
  const excluded = excludeReplyUserIds === undefined ? {} : { exclude_reply_user_ids: excludeReplyUserIds };
  return { reply: { in_reply_to_tweet_id: replyTo, ...excluded } };
}

function attachmentOf({ attachmentUrl }: PostRequest): Partial<Attachment> {
  if (attachmentUrl === undefined) return {};
  const attachment = readAttachmentUrl(attachmentUrl);
  if (attachment !== undefined) return attachment;

  throw unsent('ATTACHMENT_URL', 'attachmentUrl is neither a post nor a direct message link');
}
