import type { Publication } from '../../functions/domain/publication.ts';
import type { Verdict } from '../../functions/domain/settle-by-hand.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { plainName } from '../../sandbox/page/look/plain-name.ts';
import { readPostId } from '../read-post-id.ts';
import { actionButton, actionForm } from './action-form.ts';
import { framed } from './frame.ts';
import type { FormOptions } from './page-options.ts';

const VERDICTS = ['posted', 'not-posted', 'again'] as const;
type VerdictName = (typeof VERDICTS)[number];

/** What a person says of a row, before he is asked whether he means it. */
export interface Wish {
  readonly name: VerdictName;
  readonly verdict: Verdict;
}

/** Asks what became of a post that no machine can tell; its answer comes back with a question. */
export function settleForm(row: Publication, options: Pick<FormOptions, 'mode'>): Markup {
  const where = options.mode === 'LIVE' ? 'on X' : 'in the sandbox';
  return html`<form method="get" action="/publications/${encodeURIComponent(row.id)}/settle" class="settle">
    <fieldset>
      <legend>Look at the account ${where}. What did you find?</legend>
      <label class="choice"
        ><input type="radio" name="verdict" value="posted" id="settle-posted" required /> It is there, with this id or
        address:</label
      >
      <label class="indented"
        ><span class="hidden">Id or address of the post</span>
        <input name="post" id="settle-post" autocomplete="off" maxlength="200" placeholder="1234567890123456789"
      /></label>
      <label class="choice"
        ><input type="radio" name="verdict" value="not-posted" id="settle-not-posted" /> It is not there. Leave it
        so.</label
      >
      <label class="choice"
        ><input type="radio" name="verdict" value="again" id="settle-again" /> It is not there. Post it now.</label
      >
    </fieldset>
    ${actionButton({ label: 'Go on…' }, options)}
  </form>`;
}

/** What a query or a form says; a sentence when it cannot be meant. */
export function readWish(verdict: string, post: string): Wish | string {
  if (verdict === 'again') return { name: 'again', verdict: { outcome: 'not-posted', sendAgain: true } };
  if (verdict === 'not-posted') return { name: verdict, verdict: { outcome: 'not-posted', sendAgain: false } };
  if (verdict !== 'posted') return 'Choose what you found.';
  const postId = readPostId(post);
  if (/^\d{1,19}$/.test(postId)) return { name: verdict, verdict: { outcome: 'posted', postId } };
  return 'The id of a post has 1 to 19 digits. Its address ends in it.';
}

/** The question before it is done. */
export function settlePage(row: Publication, { name, verdict }: Wish, options: FormOptions): string {
  const path = `/publications/${encodeURIComponent(row.id)}`;
  const post = verdict.outcome === 'posted' ? verdict.postId : '';
  const fields = html`<input type="hidden" name="verdict" value="${name}" />
    <input type="hidden" name="post" value="${post}" />`;
  const main = html`<section class="notice">
    <h1>Settle <bdi>${plainName(row.label)}</bdi>?</h1>
    <p>${meaningOf({ name, verdict }, options)}</p>
    ${row.post !== null && row.post.text !== '' && html`<p class="whole-text" dir="auto">${row.post.text}</p>`}
    ${actionForm(`${path}/settle`, { label: LABELS[name], isGrave: true }, options, fields)}
    <p><a href="${path}">No, leave it as it is</a></p>
  </section>`;
  return framed(options, 'Settle', main);
}

const LABELS: Readonly<Record<VerdictName, string>> = {
  posted: 'Yes, it is there',
  'not-posted': 'Yes, it is not there',
  again: 'Yes, post it now',
};

function meaningOf({ name, verdict }: Wish, { mode }: Pick<FormOptions, 'mode'>): Markup {
  const place = mode === 'LIVE' ? 'X' : 'the sandbox';
  if (verdict.outcome === 'posted') {
    return html`It ends as <strong>posted</strong>, as <code>${verdict.postId}</code>. This cannot be taken back.`;
  }
  if (name === 'again') {
    return html`It is posted on ${place} <strong>once more</strong>. If it is there after all, it will be there twice.`;
  }
  return html`It ends as <strong>failed</strong>. You can send it again later.`;
}
