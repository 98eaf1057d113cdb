/** Source text of a primitive: handed to revivers since ECMAScript 2026, not yet in the compiler's library. */
interface Context {
  readonly source?: string;
}

/** The value of a JSON text with whole numbers beyond 2^53 as bigints, or undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, keepExact as (key: string, value: unknown) => unknown) as unknown;
  } catch {
    return undefined;
  }
}

function keepExact(_key: string, value: unknown, context: Context): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context.source !== undefined && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
}
