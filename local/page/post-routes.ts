import { RejectedTriggerError } from '../../functions/domain/errors.ts';
import { acceptHandPost } from '../accept-hand-post.ts';
import { actionRoute, seeOther } from './action-route.ts';
import { htmlAnswer, type HttpAnswer } from './answers.ts';
import { doneAddress } from './done-message.ts';
import type { GuardedRoute } from './guard.ts';
import type { FormOptions } from './page-options.ts';
import { controlFault, POST_PATH, postFormPage } from './post-form.ts';
import type { Form } from './read-form.ts';
import { readPostForm } from './read-post-form.ts';
import { pathOf } from './row-actions.ts';

/** Four pictures of the size that X takes, and what is written beside them. */
const MAX_BODY_BYTES = 21 * 1024 * 1024;

/** GET /post: the form. */
export function postFormRoute(options: FormOptions): GuardedRoute {
  return { method: 'GET', path: POST_PATH, handle: async () => htmlAnswer(200, postFormPage({ faults: [] }, options)) };
}

/** POST /post: a post by hand, by the same road as every other; sent twice, the form posts once. */
export function postRoute(options: FormOptions): GuardedRoute {
  const route = actionRoute(POST_PATH, options, async (form) => {
    let slotOfMedium: readonly number[] = [];
    try {
      const wish = readPostForm(form, options);
      ({ slotOfMedium } = wish);
      const { publication, isNew } = await acceptHandPost(wish.request, options.operate, options.config);
      return seeOther(doneAddress(pathOf(publication), isNew ? 'accepted' : 'known'));
    } catch (error) {
      if (!(error instanceof RejectedTriggerError)) throw error;
      return formAgain(form, error, slotOfMedium, options);
    }
  });
  return { ...route, maxBodyBytes: MAX_BODY_BYTES };
}

/** The form as it was sent, with every fault where it can be put right. */
function formAgain(
  form: Form,
  { message, faults }: RejectedTriggerError,
  slotOfMedium: readonly number[],
  options: FormOptions,
): HttpAnswer {
  const all = faults.map((fault) => controlFault(fault, slotOfMedium));
  const shown = all.length > 0 ? all : [{ field: '', message }];
  return htmlAnswer(422, postFormPage({ form, faults: shown }, options));
}
