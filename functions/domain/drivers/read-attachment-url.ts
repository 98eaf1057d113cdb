/** What an `attachmentUrl` is on v2: a quoted post or a direct message link; undefined when it is neither. */
export type Attachment = { readonly quote_tweet_id: string } | { readonly direct_message_deep_link: string };

const permalink = /^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/[^/]+\/status\/(\d{1,19})(?:[/?#].*)?$/;
const directMessageLink = /^https:\/\/(?:www\.)?(?:x|twitter)\.com\/messages\/compose\?.*recipient_id=\d{1,19}/;

export function readAttachmentUrl(url: string): Attachment | undefined {
  const postId = permalink.exec(url)?.[1];
  if (postId !== undefined) return { quote_tweet_id: postId };
  return directMessageLink.test(url) ? { direct_message_deep_link: url } : undefined;
}
