/**
 * The JSON value, or undefined when the text is none. Whole numbers beyond 2^53 come as text, digit by digit:
 * X's ids have 64 bits and would be rounded.
 */
export function parseExact(text: string): unknown {
  try {
    return JSON.parse(text, keepDigits) as unknown;
  } catch {
    return undefined;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const { source } = context ?? {};
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

/** The value as an object to look into; empty when it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An id of X's, from its text or its digits. */
export function idOf(...candidates: readonly unknown[]): string | undefined {
  return candidates.map(String).find((candidate) => /^\d{1,19}$/.test(candidate));
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
