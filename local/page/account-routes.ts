import { pauseAccount } from '../../functions/domain/pause-account.ts';
import { resumeAccount } from '../../functions/domain/resume-account.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { actionForm } from './action-form.ts';
import { actionRoute, seeOther } from './action-route.ts';
import { htmlAnswer, type HttpAnswer } from './answers.ts';
import { doneAddress } from './done-message.ts';
import { framed } from './frame.ts';
import type { GuardedRoute } from './guard.ts';
import { notice } from './notice.ts';
import type { FormOptions } from './page-options.ts';

/** Characters of the reason that somebody gives. */
const LONGEST_WHY = 200;

/** GET /accounts/{name}/pause: asks why. */
export function askPauseRoute(options: FormOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/accounts/:name/pause',
    handle: async ({ pathParameters }) => {
      const { name = '' } = pathParameters ?? {};
      return isKnown(name, options) ? htmlAnswer(200, pausePage(name, options)) : unknownAccount(options);
    },
  };
}

/** POST /accounts/{name}/pause */
export function pauseRoute(options: FormOptions): GuardedRoute {
  return actionRoute('/accounts/:name/pause', options, async (form, { name = '' }) => {
    if (!isKnown(name, options)) return unknownAccount(options);
    const why = form.text('why').trim().slice(0, LONGEST_WHY);
    await pauseAccount(name, why === '' ? 'paused by hand' : why, options.operate);
    return seeOther(doneAddress('/', 'paused'));
  });
}

/** POST /accounts/{name}/resume */
export function resumeRoute(options: FormOptions): GuardedRoute {
  return actionRoute('/accounts/:name/resume', options, async (_form, { name = '' }) => {
    if (!isKnown(name, options)) return unknownAccount(options);
    const ended = await resumeAccount(name, options.operate);
    return seeOther(doneAddress('/', ended === null ? 'not-held' : 'resumed'));
  });
}

/** What can be done with an account as it stands. */
export function accountAction(name: string, isHeld: boolean, options: FormOptions): Markup {
  const path = `/accounts/${name}`;
  if (isHeld) return actionForm(`${path}/resume`, { label: 'Resume', about: name }, options);
  return html`<p>
    <a href="${path}/pause">Pause<span class="hidden"> ${name}</span>…</a>
  </p>`;
}

function isKnown(name: string, { config }: FormOptions): boolean {
  return Object.hasOwn(config.accounts, name);
}

function unknownAccount(options: FormOptions): HttpAnswer {
  return notice(options, 404, 'No such account', 'The config has no account of this name.');
}

function pausePage(name: string, options: FormOptions): string {
  const fields = html`<label class="field"
    >Why, for whoever looks at it later
    <input name="why" maxlength="${LONGEST_WHY}" autocomplete="off" placeholder="paused by hand" id="why"
  /></label>`;
  const main = html`<section class="notice">
    <h1>Pause ${name}?</h1>
    <p>
      Nothing is posted for it until you resume it. Its queue is kept; a call to X that is out already is waited for.
    </p>
    ${actionForm(`/accounts/${name}/pause`, { label: `Pause ${name}` }, options, fields)}
    <p><a href="/">No, let it go on</a></p>
  </section>`;
  return framed(options, `Pause ${name}`, main);
}
