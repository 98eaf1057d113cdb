import { fieldsRefused } from '../../functions/domain/fields-refused.ts';
import { handPostId } from '../../functions/domain/post-by-hand.ts';
import type { Post, PostMedia } from '../../functions/domain/post.ts';
import type { FieldFault } from '../../functions/domain/x-account.ts';
import { MAX_PHOTOS } from '../../functions/domain/x-limits.ts';
import { findLatenessFault } from '../../functions/triggers/find-lateness-fault.ts';
import { inlineMedium, textsOfThread, type HandRequest } from '../accept-hand-post.ts';
import type { FormOptions } from './page-options.ts';
import type { Form } from './read-form.ts';

/** Files that one form takes; counted from 1, as people see them. */
export const slots: readonly number[] = Array.from({ length: MAX_PHOTOS }, (_, index) => index + 1);

/** What was asked for, and in which slot each of its files was. */
export interface PostWish {
  readonly request: HandRequest;
  readonly slotOfMedium: readonly number[];
}

/**
 * The post that a form asks for.
 *
 * @throws RejectedTriggerError with every fault by its path
 */
export function readPostForm(form: Form, options: FormOptions): PostWish {
  const account = form.text('account');
  const faults = [...accountFaults(account, options), ...keyFaults(form), ...timeFaults(form, account, options)];
  if (faults.length > 0) throw fieldsRefused(faults);
  const id = handPostId(account, form.text('key'));
  const chosen = slots.flatMap((slot) => {
    const file = form.files.find(({ field }) => field === `media${slot}`);
    return file === undefined ? [] : [{ slot, bytes: file.bytes, altText: form.text(`alt${slot}`).trim() }];
  });
  const inlineMedia = chosen.map(({ bytes }, index) => inlineMedium(id, index, bytes));
  const media = inlineMedia.map(({ key }, index): PostMedia => {
    const altText = chosen[index]?.altText ?? '';
    return { from: 'stored', ref: { area: 'work', key }, ...(altText === '' ? {} : { altText }) };
  });
  const posts = postsOf(form, account, media);
  return {
    request: { id, label: 'by hand, on the page', posts, inlineMedia },
    slotOfMedium: chosen.map(({ slot }) => slot),
  };
}

function postsOf(form: Form, account: string, media: readonly PostMedia[]): HandRequest['posts'] {
  const text = form.text('text');
  const [first, ...others] = form.text('thread') === '' ? ([text] as const) : textsOfThread(text);
  const replyTo = form.text('replyTo').trim();
  const at = form.text('at');
  const post: Post = {
    account,
    text: first,
    media,
    ...(replyTo === '' ? {} : { replyTo }),
    ...(at === '' ? {} : { scheduleAtEpochMs: Date.parse(at) }),
  };
  return [post, ...others.map((part): Post => ({ account, text: part, media: [] }))];
}

function accountFaults(account: string, { config }: FormOptions): readonly FieldFault[] {
  if (Object.hasOwn(config.accounts, account)) return [];
  return [{ path: 'account', code: 'ACCOUNT_UNKNOWN', message: 'choose one of the accounts of the config' }];
}

function keyFaults(form: Form): readonly FieldFault[] {
  if (/^[\w-]{16,64}$/.test(form.text('key'))) return [];
  return [{ path: '', code: 'SCHEMA', message: 'the form is not whole: load it again' }];
}

/** What `datetime-local` sends: no offset, so it is the time of this machine. */
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/;

function timeFaults(form: Form, account: string, { config, clock = Date.now }: FormOptions): readonly FieldFault[] {
  const at = form.text('at');
  if (at === '') return [];
  const epochMs = LOCAL_TIME.test(at) ? Date.parse(at) : Number.NaN;
  const message = Number.isNaN(epochMs)
    ? 'give a date and a time'
    : findLatenessFault(epochMs, clock(), config.accounts[account]?.maxLatenessHours ?? Infinity);
  return message === undefined ? [] : [{ path: 'scheduleAt', code: 'SCHEMA', message }];
}
