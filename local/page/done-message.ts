import { type Markup, html } from '../../sandbox/page/look/html.ts';

/** What a page says after something was done; its address carries the name alone, so nobody can put words on it. */
const MESSAGES = {
  accepted: 'Accepted: it is posted when its turn comes.',
  known: 'This form was sent before, and nothing is posted twice. Here is what became of it.',
  cancelled: 'Cancelled: it will not be posted.',
  redriven: 'Queued again: it is posted when its turn comes.',
  'settled-posted': 'Settled: it is on X.',
  'settled-not-posted': 'Settled: it was not posted.',
  'settled-again': 'Settled: it was not posted, and is sent again.',
  paused: 'The account is held: nothing is posted for it until you resume it.',
  resumed: 'The account goes on with its queue.',
  'not-held': 'The account was not held.',
} as const;

export type Done = keyof typeof MESSAGES;

type Query = Readonly<Record<string, string | undefined>>;

/** The address of a page that says what was done; the fragment brings the reader to it. */
export function doneAddress(path: string, done: Done): string {
  return `${path}?done=${done}#done`;
}

export function redrivenAddress(count: number, left: number): string {
  return `/?done=redriven-all&count=${count}&left=${left}#done`;
}

/** What was done, where the query names it. */
export function doneMessage(query: Query): Markup | undefined {
  const text = textOf(query);
  return text === undefined
    ? undefined
    : html`<p class="note note-good" id="done" role="status" tabindex="-1">${text}</p>`;
}

function textOf({ done = '', count = '', left = '' }: Query): string | undefined {
  if (done === 'redriven-all') return redrivenText(wholeNumber(count), wholeNumber(left));
  return Object.hasOwn(MESSAGES, done) ? MESSAGES[done as Done] : undefined;
}

function redrivenText(count: number, left: number): string {
  const rest = left === 0 ? '' : ` ${left} had nothing that could be sent again.`;
  return `Queued again: ${count}.${rest}`;
}

function wholeNumber(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : 0;
}
