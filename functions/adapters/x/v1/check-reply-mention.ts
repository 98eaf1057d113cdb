import { mentions } from '../../../domain/drivers/mentions.ts';
import { fieldsOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import { unsent } from '../check-request.ts';
import type { DriverSettings } from '../driver.ts';

/**
 * Refuses a reply whose text does not mention the author it answers: X would post it as no reply at all, and whether
 * `update_with_media` fills in the mention by itself is not documented.
 *
 * @throws XRefusedError `REPLY_MENTION`, or `REPLY_TARGET` when there is no such post
 */
export async function checkReplyMention(
  session: Session,
  { apiUrl }: DriverSettings,
  { text, replyTo }: { readonly text: string; readonly replyTo: string },
  signal?: AbortSignal,
): Promise<void> {
  const author = await callRepeatedly(
    session,
    {
      step: 'read',
      method: 'GET',
      baseUrl: apiUrl,
      path: '/1.1/statuses/show.json',
      query: [['id', replyTo]],
      deadline: 'short',
      signal,
    },
    ({ json }) => textOf(fieldsOf(fieldsOf(json)['user'])['screen_name']),
  );
  if (mentions(text).includes(author.toLowerCase())) return;

  throw unsent('REPLY_MENTION', `the reply does not mention @${author}`);
}
