import { PigeonpostError, StoreUnavailableError } from '../../functions/domain/errors.ts';
import { statusOf } from '../../functions/middleware/status-of.ts';
import { html } from '../../sandbox/page/look/html.ts';
import type { HttpAnswer, HttpEvent } from './answers.ts';
import type { GuardedRoute } from './guard.ts';
import { notice } from './notice.ts';
import type { FormOptions } from './page-options.ts';
import { readForm, type Form } from './read-form.ts';

type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * A route that does what a form of ours asks for. What is refused is told on a page of its own; what was done leads, by
 * `seeOther`, to where it shows.
 */
export function actionRoute(
  path: string,
  options: FormOptions,
  act: (form: Form, parameters: Parameters) => Promise<HttpAnswer>,
): GuardedRoute {
  return {
    method: 'POST',
    path,
    handle: async (event) => {
      const form = await readForm(event);
      if (form === undefined)
        return notice(options, 415, 'This is no form', 'The page sends forms, and takes nothing else.');
      if (!options.tokens.isGood(event.rawPath, form.text('token'))) return stale(options, event);
      try {
        return await act(form, event.pathParameters ?? {});
      } catch (error) {
        if (!(error instanceof PigeonpostError) || error instanceof StoreUnavailableError) throw error;
        return refused(options, error);
      }
    },
  };
}

/** The answer after something was done: reloading the page that comes next does nothing again. */
export function seeOther(location: string): HttpAnswer {
  return { statusCode: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function stale(options: FormOptions, { headers }: HttpEvent): HttpAnswer {
  const text = 'Nothing was done: the form was made before the engine was started the last time. Load it again.';
  return notice(options, 403, 'This form is too old', text, { href: backTo(headers), text: 'Load it again' });
}

/** Where the form was, when it was on a page of ours; the path alone, so that it leads nowhere else. */
function backTo({ referer = '', host = '' }: HttpEvent['headers']): string {
  const url = URL.parse(referer);
  return url?.host === host ? url.pathname : '/';
}

function refused(options: FormOptions, error: PigeonpostError): HttpAnswer {
  const { message, advice, code } = error;
  const text = html`${message} <code>${code}</code>${advice !== undefined && html`<br />${advice}`}`;
  return notice(options, statusOf(error), 'This was not done', text);
}
