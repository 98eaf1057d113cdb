import type { Post } from '../../domain/post.ts';
import { mentionedNames } from './mentioned-names.ts';
import type { StatusWish } from './read-status.ts';

/** Whether the author of the post to answer has to be known before it is known what the status replies to. */
export function asksForAuthor({ post, reply }: StatusWish): boolean {
  return reply?.needsMention === true && mentionedNames(post.text).size > 0;
}

/**
 * The post with its reply target: v1.1 drops one whose author the text does not mention. A target that X does not show
 * stays, and X refuses it.
 *
 * @param author screen name; undefined where X knows no such post, or it was not asked
 */
export function keepReply(wish: StatusWish, author: string | undefined): Post {
  const { post, reply } = wish;
  if (reply === undefined) return post;
  const names = mentionedNames(post.text);
  const isMentioned = author === undefined ? names.size > 0 : names.has(author.toLowerCase());
  if (reply.needsMention && !isMentioned) return post;
  const { postId: replyTo, excludedIds } = reply;
  return { ...post, replyTo, ...(excludedIds.length === 0 ? {} : { excludeReplyUserIds: excludedIds }) };
}
