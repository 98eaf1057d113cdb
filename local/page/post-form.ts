import { randomUUID } from 'node:crypto';

import type { FieldFault } from '../../functions/domain/x-account.ts';
import { MAX_ALT_TEXT_LENGTH } from '../../functions/domain/x-limits.ts';
import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import { actionButton } from './action-form.ts';
import { framed } from './frame.ts';
import type { FormOptions } from './page-options.ts';
import type { Form } from './read-form.ts';
import { slots } from './read-post-form.ts';

export const POST_PATH = '/post';

/** A fault at the control where it can be put right; `field` is the control's id, empty for the form as a whole. */
export interface ControlFault {
  readonly field: string;
  readonly message: string;
}

/** The form as it is shown: new, or as it was sent, with what stands against it. */
export interface PostFormState {
  readonly form?: Form;
  readonly faults: readonly ControlFault[];
}

/** The control that a path of the post's faults is about. */
export function controlFault({ path, message }: FieldFault, slotOfMedium: readonly number[]): ControlFault {
  const medium = /^media\[(\d+)\](\.altText)?/.exec(path);
  if (medium !== null) {
    const slot = slotOfMedium[Number(medium[1])] ?? 1;
    return { field: `${medium[2] === undefined ? 'media' : 'alt'}${slot}`, message };
  }
  if (path === 'media') return { field: 'media1', message };
  if (['text', 'account', 'replyTo'].includes(path)) return { field: path, message };
  return path === 'scheduleAt' ? { field: 'at', message } : { field: '', message: `${path}: ${message}` };
}

export function postFormPage({ form, faults }: PostFormState, options: FormOptions): string {
  const value = (name: string) => form?.text(name) ?? '';
  const control = controls(value, faults);
  const main = html`<section class="notice">
    <h1>Post by hand</h1>
    ${faultList(faults, form)}
    <form method="post" action="${POST_PATH}" enctype="multipart/form-data" class="post-form" novalidate>
      <input type="hidden" name="token" value="${options.tokens.make(POST_PATH)}" />
      <input type="hidden" name="key" value="${value('key') || randomUUID()}" />
      ${accountField(value('account'), options)} ${control.area('text', 'Text', 5)}
      <label class="choice"
        ><input type="checkbox" name="thread" value="yes" ${value('thread') !== '' && html` checked`} /> If it is too
        long for one post, make a thread of it</label
      >
      <fieldset class="media-fields">
        <legend>Up to four pictures, or one GIF or video; together at most 20 MB</legend>
        ${slots.map((slot) => mediaFields(slot, control))}
      </fieldset>
      ${control.input('replyTo', 'Answers this post (its id)', html`inputmode="numeric" maxlength="30"`)}
      ${control.input('at', `Not before (${timeZone()})`, html`type="datetime-local"`)}
      ${actionButton({ label: 'Post' }, options)}
    </form>
  </section>`;
  return framed(options, 'Post by hand', main, 'post');
}

function accountField(chosen: string, { config }: FormOptions): Markup {
  const names = Object.keys(config.accounts);
  return html`<label class="field"
    >Account
    <select name="account" id="account">
      ${names.map((name) => html`<option ${name === chosen && html` selected`}>${name}</option>`)}
    </select></label
  >`;
}

interface Controls {
  input(name: string, label: string, attributes: Fill): Markup;
  area(name: string, label: string, rows: number, attributes?: Fill): Markup;
}

function controls(value: (name: string) => string, faults: readonly ControlFault[]): Controls {
  const wrong = (name: string) => faults.find(({ field }) => field === name);
  const state = (name: string) => wrong(name) && html` aria-invalid="true" aria-describedby="${name}-fault"`;
  const around = (name: string, label: string, inner: Markup) =>
    html`<div class="field">
      <label for="${name}">${label}</label>
      ${inner} ${wrong(name) && html`<p class="fault" id="${name}-fault">${wrong(name)?.message}</p>`}
    </div>`;
  return {
    input: (name, label, attributes) =>
      around(
        name,
        label,
        html`<input name="${name}" id="${name}" value="${value(name)}" ${attributes}${state(name)} />`,
      ),
    area: (name, label, rows, attributes) =>
      around(
        name,
        label,
        // The first line break after the tag belongs to the markup, not to the text.
        html`<textarea name="${name}" id="${name}" rows="${rows}" dir="auto" ${attributes}${state(name)}>
${value(name)}</textarea>`,
      ),
  };
}

function mediaFields(slot: number, control: Controls): Markup {
  const accept = 'image/jpeg,image/png,image/gif,image/webp,video/mp4,video/quicktime';
  return html`<div class="media-field">
    ${control.input(`media${slot}`, `File ${slot}`, html`type="file" accept="${accept}"`)}
    ${control.area(`alt${slot}`, `What file ${slot} shows (alt text)`, 2, html`maxlength="${MAX_ALT_TEXT_LENGTH * 2}"`)}
  </div>`;
}

/** All faults at the top, each leading to where it can be put right. */
function faultList(faults: readonly ControlFault[], form: Form | undefined): Markup | undefined {
  if (faults.length === 0) return undefined;
  const items = faults.map(({ field, message }) =>
    field === '' ? html`<li>${message}</li>` : html`<li><a href="#${field}">${message}</a></li>`,
  );
  const again = (form?.files.length ?? 0) > 0 && html`<p>Choose the files again: browsers do not keep them.</p>`;
  return html`<div class="note note-bad" role="alert" tabindex="-1" autofocus>
    <p><strong>Nothing was posted.</strong></p>
    <ul>
      ${items}
    </ul>
    ${again}
  </div>`;
}

function timeZone(): string {
  return `time of this machine, ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
}
