import { v1Error } from '../errors/v1-error.ts';
import type { Reply, SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { strangerId } from './render-entities.ts';
import { renderUser } from './render-user.ts';
import { xDate } from './x-date.ts';

const SHORTCODE = /^[dm]\s+@?([a-z0-9_]{1,15})(?:\s+([\s\S]*))?$/i;

/**
 * The answer to a text that starts with `D name` or `M name`, which X took for a direct message until 2017; undefined when
 * the text is to become an ordinary Tweet. Both spellings of the two parameters count.
 */
export function sendShortcode(request: SandboxRequest, text: string, caller: Account, world: World): Reply | undefined {
  const match = SHORTCODE.exec(text);
  if (match === null) return undefined;
  const fail = request.flag('fail_dmcommands') ?? request.flag('fail_dm_commands') ?? false;
  if (fail)
    return v1Error(
      403,
      151,
      'There was an error sending your message: direct message commands are refused by this request.',
    );
  const enable = request.flag('enable_dmcommands') ?? request.flag('enable_dm_commands') ?? true;
  if (!enable) return undefined;
  const message = {
    id: world.nextId(),
    senderId: caller.userId,
    recipientScreenName: match[1] ?? '',
    text: match[2] ?? '',
    createdAtEpochMs: world.now(),
  };
  world.messages.add(message);
  return { status: 200, body: renderMessage(message.id, message.text, message.recipientScreenName, caller, world) };
}

/** The v1.1 direct message object of those years. */
function renderMessage(
  id: string,
  text: string,
  recipientName: string,
  sender: Account,
  world: World,
): Record<string, unknown> {
  const recipient = world.accountBook.byName(recipientName);
  const recipientId = recipient?.userId ?? strangerId(recipientName);
  return {
    created_at: xDate(world.now()),
    id: BigInt(id),
    id_str: id,
    text,
    entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
    sender: renderUser(sender, world),
    sender_id: BigInt(sender.userId),
    sender_id_str: sender.userId,
    sender_screen_name: sender.screenName,
    recipient: recipient === undefined ? null : renderUser(recipient, world),
    recipient_id: BigInt(recipientId),
    recipient_id_str: recipientId,
    recipient_screen_name: recipient?.screenName ?? recipientName,
  };
}
