import type { Context, Liquid } from 'liquidjs';

/** A template is a sentence or two; what takes longer is a loop over something huge. */
const RENDER_LIMIT_MS = 500;
const MEMORY_LIMIT_UNITS = 10_000_000;

let opened: Promise<Liquid> | undefined;

/**
 * The one Liquid engine, loaded when the first template needs it: webhooks whose bodies are posts never do.
 *
 * A name that is not there is a fault, except where the template asks for it by `if` or `default`. Templates reach no
 * file, and nothing that an object inherits. An object has no words to post: writing one is a fault too, but in a
 * condition, which asks whether it is there.
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
        outputEscape: refuseObjects,
        renderLimit: RENDER_LIMIT_MS,
        memoryLimit: MEMORY_LIMIT_UNITS,
      }),
  );
  return opened;
}

function refuseObjects<Value>(this: { readonly context: Context }, value: Value): Value {
  if (this.context.strictVariables && holdsObject(value)) {
    throw new Error('an object stands where words are wanted: name one of its fields, or write it with | json');
  }
  return value;
}

/** Liquid writes a list by its entries. */
function holdsObject(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsObject);
  // Liquid's own values, as nil and empty, have classes; those of a body have none.
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
