import { readAccounts } from './account-strip.ts';
import { htmlAnswer, type HttpAnswer } from './answers.ts';
import { doneMessage } from './done-message.ts';
import type { GuardedRoute } from './guard.ts';
import { logPage } from './log-page.ts';
import { notice } from './notice.ts';
import type { FormOptions } from './page-options.ts';
import { publicationPage } from './publication-page.ts';
import { readFilter } from './read-filter.ts';
import { readLogPage } from './read-page.ts';
import { sandboxPanel } from './sandbox-panel.ts';

/** GET /: the publication log. */
export function logRoute(options: FormOptions): GuardedRoute {
  const { log, config, clock = Date.now } = options;
  return {
    method: 'GET',
    path: '/',
    handle: async (event) => {
      const query = event.queryStringParameters ?? {};
      const filter = readFilter(query, Object.keys(config.accounts));
      if (typeof filter === 'string') return notice(options, 400, 'This filter does not work', filter);
      const nowEpochMs = clock();
      const [page, accounts, panel] = await Promise.all([
        readLogPage(log, filter),
        readAccounts(config, log, nowEpochMs),
        sandboxPanel(options, nowEpochMs),
      ]);
      return answer(
        options,
        200,
        logPage({ filter, page, accounts, panel, done: doneMessage(query) }, options, nowEpochMs),
      );
    },
  };
}

/** GET /publications/{id}: everything the log knows of one row. */
export function publicationPageRoute(options: FormOptions): GuardedRoute {
  const { log, clock = Date.now } = options;
  return {
    method: 'GET',
    path: '/publications/:id',
    handle: async (event) => {
      const row = await log.publication(event.pathParameters?.['id'] ?? '');
      if (row === undefined) return notice(options, 404, 'No such publication', 'The log has no row with this id.');
      return answer(
        options,
        200,
        publicationPage(row, options, clock(), doneMessage(event.queryStringParameters ?? {})),
      );
    },
  };
}

function answer({ xApiUrl, mode }: FormOptions, statusCode: number, body: string): HttpAnswer {
  // The panel shows pictures from the sandbox itself.
  return htmlAnswer(statusCode, body, mode === 'SANDBOX' && xApiUrl !== undefined ? [new URL(xApiUrl).origin] : []);
}
