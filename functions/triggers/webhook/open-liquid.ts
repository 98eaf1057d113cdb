import type { Liquid } from 'liquidjs';

/** A template is a sentence or two; what takes longer is a loop over something huge. */
const RENDER_LIMIT_MS = 500;
const MEMORY_LIMIT_UNITS = 10_000_000;

let opened: Promise<Liquid> | undefined;

/**
 * The one Liquid engine, loaded when the first template needs it: webhooks whose bodies are posts never do.
 *
 * A name that is not there is a fault, except where the template asks for it by `if` or `default`. Templates reach no
 * file, and nothing that an object inherits.
 */
export async function openLiquid(): Promise<Liquid> {
  opened ??= import('liquidjs').then(
    ({ Liquid }) =>
      new Liquid({
        strictVariables: true,
        strictFilters: true,
        lenientIf: true,
        ownPropertyOnly: true,
        templates: {},
        renderLimit: RENDER_LIMIT_MS,
        memoryLimit: MEMORY_LIMIT_UNITS,
      }),
  );
  return opened;
}
