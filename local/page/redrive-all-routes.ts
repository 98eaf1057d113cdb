import { mayRedrive } from '../../functions/domain/may-be-asked.ts';
import { redriveAll, type RedriveFilter } from '../../functions/domain/redrive-all.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { actionForm } from './action-form.ts';
import { actionRoute, seeOther } from './action-route.ts';
import { htmlAnswer } from './answers.ts';
import { redrivenAddress } from './done-message.ts';
import { framed } from './frame.ts';
import type { GuardedRoute } from './guard.ts';
import { notice } from './notice.ts';
import type { FormOptions } from './page-options.ts';

const PATH = '/redrive-all';
/** More are counted no further: nobody decides otherwise for the number. */
const COUNTED = 1000;

/** GET /redrive-all?state=&account=: tells how many that are, and asks whether it is meant. */
export function askRedriveAllRoute(options: FormOptions): GuardedRoute {
  return {
    method: 'GET',
    path: PATH,
    handle: async ({ queryStringParameters }) => {
      const { state = '', account = '' } = queryStringParameters ?? {};
      const filter = readRedriveFilter(state, account, options);
      if (typeof filter === 'string') return notice(options, 400, 'This cannot be sent again', filter);
      const count = await countRedrivable(filter, options);
      if (count === 0) return notice(options, 200, 'Nothing to send again', 'Nothing has failed or expired.');
      return htmlAnswer(200, askPage(filter, count, options));
    },
  };
}

/** POST /redrive-all */
export function redriveAllRoute(options: FormOptions): GuardedRoute {
  return actionRoute(PATH, options, async (form) => {
    const filter = readRedriveFilter(form.text('state'), form.text('account'), options);
    if (typeof filter === 'string') return notice(options, 400, 'This cannot be sent again', filter);
    const { ids, refused } = await redriveAll(filter, options.operate);
    return seeOther(redrivenAddress(ids.length, refused.length));
  });
}

/** The link to the question, with what the log is filtered by. */
export function redriveAllLink(filter: RedriveFilter): Markup {
  const { state, account } = filter;
  const query = new URLSearchParams({
    ...(state === undefined ? {} : { state }),
    ...(account === undefined ? {} : { account }),
  });
  return html`<a id="redrive-all" href="${PATH}?${query.toString()}">Send ${wordsOf(filter)} again…</a>`;
}

function readRedriveFilter(state: string, account: string, { config }: FormOptions): RedriveFilter | string {
  if (account !== '' && !Object.hasOwn(config.accounts, account)) return 'The config has no such account.';
  if (state !== '' && state !== 'failed' && state !== 'expired') return 'Only what has failed or expired can be.';
  return { ...(state === '' ? {} : { state }), ...(account === '' ? {} : { account }) };
}

async function countRedrivable({ state, account }: RedriveFilter, { log }: FormOptions): Promise<number> {
  const states = state === undefined ? (['failed', 'expired'] as const) : [state];
  const by = account === undefined ? {} : { account };
  const lists = await Promise.all(states.map(async (one) => log.list({ ...by, state: one, limit: COUNTED })));
  return lists.flat().filter(mayRedrive).length;
}

function askPage(filter: RedriveFilter, count: number, options: FormOptions): string {
  const { state = '', account = '' } = filter;
  const many = count >= COUNTED ? `${COUNTED} or more` : String(count);
  const fields = html`<input type="hidden" name="state" value="${state}" />
    <input type="hidden" name="account" value="${account}" />`;
  const place = options.mode === 'LIVE' ? 'on X' : 'in the sandbox';
  const main = html`<section class="notice">
    <h1>Send ${wordsOf(filter)} again?</h1>
    <p>
      <strong>${many}</strong> ${count === 1 ? 'post is' : 'posts are'} queued and posted ${place}, in the order in
      which they came.
    </p>
    ${actionForm(PATH, { label: `Send ${many} again`, isGrave: true }, options, fields)}
    <p><a href="/">No, leave them</a></p>
  </section>`;
  return framed(options, 'Send again', main);
}

function wordsOf({
  state = 'failed or expired',
  account,
}: {
  readonly state?: string;
  readonly account?: string;
}): string {
  return account === undefined ? `all that has ${state}` : `all of ${account} that has ${state}`;
}
