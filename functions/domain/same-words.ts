import type { Post } from './post.ts';

/**
 * Whether a text as X shows it is the one that was sent. X trims it, gives every link a scheme, encodes what a link
 * holds beyond ASCII, puts the mentions of a reply in front, and appends the link of a quoted post.
 */
export function sameWords(shown: string, { text, replyTo, attachmentUrl }: Post): boolean {
  const isReply = replyTo !== undefined;
  const sent = comparable(text, isReply);
  const seen = comparable(shown, isReply);
  if (seen === sent) return true;
  return attachmentUrl !== undefined && seen === comparable(`${text} ${attachmentUrl}`, isReply);
}

function comparable(text: string, isReply: boolean): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/https?:\/\//gi, '')
    .replaceAll(/\b(?:www\.|mobile\.)?twitter\.com\//gi, 'x.com/')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, decode)
    // A host alone gains a slash.
    .replaceAll(/\/(?=\s|$)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return isReply ? plain.replace(/^(?:@\w+ )+/, '') : plain;
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
