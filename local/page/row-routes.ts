import { cancel } from '../../functions/domain/cancel.ts';
import { CommandRefusedError } from '../../functions/domain/errors.ts';
import { maySettle } from '../../functions/domain/may-be-asked.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { redrive } from '../../functions/domain/redrive.ts';
import { settleByHand } from '../../functions/domain/settle-by-hand.ts';
import { actionRoute, seeOther } from './action-route.ts';
import { htmlAnswer } from './answers.ts';
import { doneAddress } from './done-message.ts';
import type { GuardedRoute } from './guard.ts';
import { notice } from './notice.ts';
import type { FormOptions } from './page-options.ts';
import { pathOf } from './row-actions.ts';
import { readWish, settlePage } from './settle-form.ts';

/** POST /publications/{id}/cancel */
export function cancelRoute(options: FormOptions): GuardedRoute {
  return actionRoute('/publications/:id/cancel', options, async (_form, { id = '' }) => {
    const row = await cancel(id, options.operate);
    return seeOther(doneAddress(pathOf(row), 'cancelled'));
  });
}

/** POST /publications/{id}/redrive */
export function redriveRoute(options: FormOptions): GuardedRoute {
  return actionRoute('/publications/:id/redrive', options, async (_form, { id = '' }) => {
    const row = await redrive(id, options.operate);
    return seeOther(doneAddress(pathOf(row), 'redriven'));
  });
}

/** GET /publications/{id}/settle?verdict=&post=: asks whether it is meant. */
export function askSettleRoute(options: FormOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/publications/:id/settle',
    handle: async ({ pathParameters, queryStringParameters }) => {
      const row = await options.log.publication(pathParameters?.['id'] ?? '');
      if (row === undefined) return notice(options, 404, 'No such publication', 'The log has no row with this id.');
      const back = { href: pathOf(row), text: 'Back to it' };
      if (!maySettle(row)) return notice(options, 409, 'Nothing to settle', 'Its outcome is known by now.', back);
      const { verdict = '', post = '' } = queryStringParameters ?? {};
      const wish = readWish(verdict, post);
      if (typeof wish === 'string') return notice(options, 400, 'That is not enough to settle it', wish, back);
      return htmlAnswer(200, settlePage(row, wish, options));
    },
  };
}

/** POST /publications/{id}/settle */
export function settleRoute(options: FormOptions): GuardedRoute {
  return actionRoute('/publications/:id/settle', options, async (form, { id = '' }) => {
    const wish = readWish(form.text('verdict'), form.text('post'));
    if (typeof wish === 'string') throw new CommandRefusedError('SCHEMA', wish);
    const row: Publication = await settleByHand(id, wish.verdict, options.operate);
    return seeOther(doneAddress(pathOf(row), `settled-${wish.name}`));
  });
}
