import type { HTTPMethod } from 'find-my-way';
import createRouter from 'find-my-way';

export interface Match<Route> {
  readonly route: Route;
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** Finds the route for a method and a path; a broken escape in the path matches nothing. */
export class Router<Route extends { readonly method: HTTPMethod; readonly path: string }> {
  readonly #router = createRouter({ ignoreTrailingSlash: false });
  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#router.on(route.method, route.path, () => undefined, { route });
  }

  find(method: string, path: string): Match<Route> | undefined {
    const found = this.#router.find(method as HTTPMethod, path);
    return found === null
      ? undefined
      : { route: (found.store as { readonly route: Route }).route, params: found.params };
  }
}
