import type { HttpRoute } from '../http-gateway.ts';
import { accountsRoute, publicationRoute, publicationsRoute } from './api-routes.ts';
import { assetRoute } from './asset-route.ts';
import { guard } from './guard.ts';
import { mediaRoute } from './media-route.ts';
import type { PageOptions } from './page-options.ts';
import { logRoute, publicationPageRoute } from './view-routes.ts';

/** The page at `/` with everything it needs, and the same facts as JSON under `/api/`. */
export function pageRoutes(options: PageOptions): readonly HttpRoute[] {
  const routes = [
    logRoute(options),
    publicationPageRoute(options),
    mediaRoute(options),
    assetRoute,
    publicationsRoute(options),
    publicationRoute(options),
    accountsRoute(options),
  ];
  return routes.map((route) => guard(route, options.host));
}
