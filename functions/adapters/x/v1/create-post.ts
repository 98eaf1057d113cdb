import type { CreatedPost, PostRequest } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf } from '../answers/parse-exact.ts';
import { callOnce } from '../call/call-once.ts';
import type { Session } from '../call/session.ts';
import { checkRequest } from '../check-request.ts';
import { createdPost, type DriverSettings } from '../driver.ts';
import { formBody } from '../http/request-body.ts';
import { type Field, optional, sharedFields } from './post-fields.ts';

/** Creates the post (POST statuses/update). Sent once. */
export async function createPost(
  session: Session,
  { apiUrl }: DriverSettings,
  request: PostRequest,
  signal?: AbortSignal,
): Promise<CreatedPost> {
  checkRequest(request);
  return callOnce(
    session,
    {
      step: 'create',
      method: 'POST',
      baseUrl: apiUrl,
      path: '/1.1/statuses/update.json',
      body: () => formBody(updateFields(request)),
      deadline: 'create',
      signal,
    },
    (answer) => readCreated(answer, session),
  );
}

export function readCreated(answer: Answer, session: Session): CreatedPost | undefined {
  const status = fieldsOf(answer.json);
  return createdPost(idOf(status['id_str'], status['id']), answer, session);
}

function updateFields(request: PostRequest): Field[] {
  const { mediaIds, replyTo, excludeReplyUserIds, attachmentUrl } = request;
  return [
    ...sharedFields(request),
    ...optional('media_ids', mediaIds.length === 0 ? undefined : mediaIds.join(',')),
    // Otherwise a reply whose text does not mention the author becomes no reply at all.
    ...optional('auto_populate_reply_metadata', replyTo === undefined ? undefined : true),
    ...optional('exclude_reply_user_ids', excludeReplyUserIds?.join(',')),
    ...optional('attachment_url', attachmentUrl),
    // A text that begins with "D name" must never become a direct message. Both spellings of the documents differ by
    // endpoint; this one takes the older.
    ['enable_dm_commands', 'false'],
    ['fail_dm_commands', 'false'],
    // The answer is read for the id alone.
    ['trim_user', 'true'],
  ];
}
