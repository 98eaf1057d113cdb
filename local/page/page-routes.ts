import type { HttpRoute } from '../http-gateway.ts';
import { askPauseRoute, pauseRoute, resumeRoute } from './account-routes.ts';
import { ActionTokens } from './action-tokens.ts';
import { accountsRoute, publicationRoute, publicationsRoute } from './api-routes.ts';
import { assetRoute } from './asset-route.ts';
import { guard, type GuardedRoute } from './guard.ts';
import { mediaRoute } from './media-route.ts';
import type { FormOptions, PageOptions } from './page-options.ts';
import { postFormRoute, postRoute } from './post-routes.ts';
import { askRedriveAllRoute, redriveAllRoute } from './redrive-all-routes.ts';
import { askSettleRoute, cancelRoute, redriveRoute, settleRoute } from './row-routes.ts';
import { logRoute, publicationPageRoute } from './view-routes.ts';

/** What people do from the page: everything that is no mere look. */
function actionRoutes(options: FormOptions): readonly GuardedRoute[] {
  return [
    cancelRoute(options),
    redriveRoute(options),
    askSettleRoute(options),
    settleRoute(options),
    askRedriveAllRoute(options),
    redriveAllRoute(options),
    askPauseRoute(options),
    pauseRoute(options),
    resumeRoute(options),
    postFormRoute(options),
    postRoute(options),
  ];
}

/** The page at `/` with everything it needs, and the same facts as JSON under `/api/`. */
export function pageRoutes(options: PageOptions): readonly HttpRoute[] {
  const forms: FormOptions = { ...options, tokens: new ActionTokens() };
  const routes = [
    logRoute(forms),
    publicationPageRoute(forms),
    mediaRoute(options),
    assetRoute,
    ...actionRoutes(forms),
    publicationsRoute(options),
    publicationRoute(options),
    accountsRoute(options),
  ];
  return routes.map((route) => guard(route, options.host));
}
