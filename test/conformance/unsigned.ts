import type { Answer } from '../sandbox/signed-request.ts';

/** A request that nothing signs but the headers given. */
export async function unsigned(baseUrl: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${baseUrl}${path}`, { signal: AbortSignal.timeout(20_000), ...init });
  const text = await response.text();
  const json = parse(text);
  const at: Answer['at'] = (...keys) => keys.reduce(step, json);
  return { status: response.status, headers: response.headers, text, json, at };
}

function step(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
