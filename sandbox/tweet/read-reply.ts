import { v1Error } from '../errors/v1-error.ts';
import type { SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import type { Account } from '../state/account.ts';
import type { ReplyTarget, Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { mentionedNames } from '../text/entities.ts';
import { isVisible } from './is-visible.ts';
import { populateMentions } from './populate-mentions.ts';

export interface Reply {
  readonly replyTo: ReplyTarget | undefined;
  /** Mentions that X puts before the text, with the space. */
  readonly prefix: string;
}

const NO_REPLY: Reply = { replyTo: undefined, prefix: '' };

/**
 * What a v1.1 status replies to. `in_reply_to_status_id` is ignored unless the text mentions the author of that Tweet or
 * `auto_populate_reply_metadata` is set.
 * @throws Refusal with code 385 when the target was deleted or is not visible.
 */
export function readReply(request: SandboxRequest, text: string, caller: Account, world: World): Reply {
  const id = request.param('in_reply_to_status_id')?.trim() ?? '';
  if (!/^\d{1,19}$/.test(id)) return NO_REPLY;
  const auto = request.flag('auto_populate_reply_metadata') === true;
  const target = world.tweets.get(id);
  const author = world.accountBook.byId(target?.userId ?? world.tweets.deletedAuthor(id) ?? '');
  const mentioned = author !== undefined && mentionedNames(text).has(author.screenName.toLowerCase());
  if (!auto && !mentioned) return NO_REPLY;
  if (target === undefined || author === undefined || !isVisible(target, caller, world)) {
    throw new Refusal(v1Error(403, 385, 'You attempted to reply to a Tweet that is deleted or not visible to you.'));
  }
  const replyTo = { statusId: id, userId: author.userId, screenName: author.screenName };
  return { replyTo, prefix: auto ? prefixFor(request, target, author, text, caller, world) : '' };
}

function prefixFor(
  request: SandboxRequest,
  target: Tweet,
  author: Account,
  text: string,
  caller: Account,
  world: World,
): string {
  const excludedIds = (request.param('exclude_reply_user_ids') ?? '').split(',').map((id) => id.trim());
  return populateMentions({ target, author, text, caller, excludedIds }, world);
}
