import type { DropConfig } from '../config/config-schema.ts';
import type { Publication } from '../domain/publication.ts';
import type { RouteRules } from '../domain/publish-ports.ts';
import { routeDrop } from '../triggers/s3-drop/route-drop.ts';

/** When the route that a row came by lets it go; undefined for what came by none. */
export function routeRulesOf(
  { source, label }: Pick<Publication, 'source' | 'label'>,
  routes: readonly DropConfig[],
): RouteRules | undefined {
  const route = source === 'drop' ? routeDrop(label, routes) : undefined;
  if (route === undefined) return undefined;
  const { prefix, quietHours, minimumSpacingSeconds } = route;
  return {
    prefix,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(minimumSpacingSeconds === undefined ? {} : { minimumSpacingSeconds }),
  };
}
