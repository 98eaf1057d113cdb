import { isoTime } from '../../sandbox/page/look/show-time.ts';
import { type AccountView, readAccounts } from './account-strip.ts';
import { jsonAnswer, problem } from './answers.ts';
import type { GuardedRoute } from './guard.ts';
import type { PageOptions } from './page-options.ts';
import { postAddress } from './post-link.ts';
import { publicationDetails, publicationSummary } from './publication-json.ts';
import { readFilter } from './read-filter.ts';
import { readLogPage } from './read-page.ts';

/** GET /api/publications?state=&account=&source=&after=&limit=: newest first, `next` being the `after` of the next page. */
export function publicationsRoute(options: PageOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/api/publications',
    handle: async (event) => {
      const filter = readFilter(event.queryStringParameters ?? {}, Object.keys(options.config.accounts));
      if (typeof filter === 'string') return problem(400, 'BAD_FILTER', filter);
      const { rows, next } = await readLogPage(options.log, filter);
      const publications = rows.map((row) => publicationSummary(row, (one) => postAddress(one, options)));
      return jsonAnswer({ mode: options.mode, publications, next: next ?? null });
    },
  };
}

/** GET /api/publications/{id} */
export function publicationRoute(options: PageOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/api/publications/:id',
    handle: async (event) => {
      const row = await options.log.publication(event.pathParameters?.['id'] ?? '');
      if (row === undefined) return problem(404, 'NOT_FOUND', 'the log has no publication with this id');
      return jsonAnswer(publicationDetails(row, (one) => postAddress(one, options)));
    },
  };
}

/** GET /api/accounts */
export function accountsRoute({ config, log, mode, clock = Date.now }: PageOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/api/accounts',
    handle: async () => {
      const accounts = await readAccounts(config, log, clock());
      return jsonAnswer({ mode, accounts: accounts.map(accountJson) });
    },
  };
}

function accountJson({ name, driver, gate, closedUntilEpochMs, held, isWorking }: AccountView) {
  return {
    name,
    driver,
    gate,
    closedUntil: closedUntilEpochMs === undefined ? null : isoTime(closedUntilEpochMs),
    held: held === undefined ? null : { reason: held.reason, message: held.message, since: isoTime(held.sinceEpochMs) },
    working: isWorking,
  };
}
