/**
 * Emoji as X counts them, each two characters whatever it is made of: the sequences Unicode recommends (RGI, of the
 * Unicode version that runs here), and those that twitter-text 3.1.0 knows besides: a keycap without its variation
 * selector, and a selector behind a character that is an emoji without it.
 */
const EMOJI = String.raw`(?=\p{Emoji})(?:[\u231A\u231B\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA\u26AB\u26BD\u26BE\u26C4\u26C5\u26D4\u26EA\u26F2\u26F3\u26F5\u26FA\u26FD\u2757\u2B1B\u2B1C\u2B50\u2B55\u{1F004}\u{1F21A}\u{1F22F}]\uFE0F|\u{1F441}\u200D\u{1F5E8}|\p{RGI_Emoji}|[0-9#*]\u20E3)`;
/** An emoji has one of these: the mark of a keycap, a variation selector, or a character beyond both. */
const mayBePart = /[\u20E3-\u{10FFFF}]/u;

let emoji: RegExp | undefined;

/** The emoji of a text in order, each with its place in UTF-16 units; found as they are asked for. */
export function* findEmoji(text: string): Generator<{ readonly start: number; readonly end: number }> {
  if (!mayBePart.test(text)) return;
  // Made late: to read its sets takes 10 ms of a processor, and most texts have no emoji.
  emoji ??= new RegExp(EMOJI, 'gv');
  for (const { 0: found, index } of text.matchAll(emoji)) yield { start: index, end: index + found.length };
}
