import { deepEqual, equal, match, ok } from 'node:assert/strict';

import type { Answer } from '../sandbox/signed-request.ts';

/** The answer is a success of that status. */
export function succeeds(answer: Answer, status = 200): Answer {
  equal(answer.status, status, `expected ${status}, got ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer;
}

/** A v1.1 error: that status, and a body of codes and messages. */
export function refusesV1(answer: Answer, status: number, code: number, message?: string): void {
  const first = answer.at('errors', 0);
  const shown = `${answer.status} ${answer.text.slice(0, 500)}`;
  deepEqual(
    [answer.status, answer.at('errors', 0, 'code')],
    [status, code],
    `expected ${status}/${code}, got ${shown}`,
  );
  equal(typeof answer.at('errors', 0, 'message'), 'string', `no message in ${shown}`);
  if (message !== undefined) equal((first as { message: string }).message, message);
}

/** An error of media/upload, which has its own shape. */
export function refusesMedia(answer: Answer, path: string, error: RegExp): void {
  equal(answer.status, 400, `expected 400, got ${answer.status} ${answer.text.slice(0, 500)}`);
  equal(answer.at('request'), path);
  match(String(answer.at('error')), error);
}

/** A v2 problem: that status, a title, a type and a detail that fits. */
export function refusesV2(answer: Answer, status: number, detail: RegExp, slug?: string): void {
  equal(answer.status, status, `expected ${status}, got ${answer.status} ${answer.text.slice(0, 500)}`);
  match(answer.headers.get('content-type') ?? '', /^application\/(problem\+)?json/);
  equal(typeof answer.at('title'), 'string', `no title in ${answer.text}`);
  const words = [answer.at('detail'), answer.at('errors', 0, 'message')].map(String).join(' ');
  match(words, detail);
  // Bodies carry the host api.twitter.com or api.x.com: clients compare the last segment alone.
  if (slug !== undefined) equal(String(answer.at('type')).split('/').at(-1), slug);
}

/** Nothing comes, and where a length is told it is 0; a 204 has none. */
export function hasNoBody(answer: Answer): void {
  equal(answer.text, '');
  equal(answer.headers.get('content-length') ?? undefined, answer.status === 204 ? undefined : '0');
}

/** `at` gives that value at that path. */
export function has(answer: Answer, path: readonly (string | number)[], value: unknown): void {
  deepEqual(answer.at(...path), value, `${path.join('.')} of ${answer.text.slice(0, 500)}`);
}

export function headersStarting(answer: Answer, start: string): readonly string[] {
  return [...answer.headers.keys()].filter((name) => name.startsWith(start)).toSorted();
}

/** `x-rate-limit-*` or the like: limit, remaining and reset as numbers; `remaining` below `limit`. */
export function readLimit(answer: Answer, prefix: string): { limit: number; remaining: number; reset: number } {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => {
    const value = answer.headers.get(`${prefix}-${name}`);
    match(value ?? '', /^\d+$/, `${prefix}-${name} is ${value}`);
    return Number(value);
  });
  ok((remaining ?? 0) <= (limit ?? 0), `${prefix}-remaining is above ${prefix}-limit`);
  ok((reset ?? 0) > Date.now() / 1000 - 60, `${prefix}-reset lies in the past`);
  return { limit: limit ?? 0, remaining: remaining ?? 0, reset: reset ?? 0 };
}

/** The id of a Tweet or of media as text. */
export function idOf(answer: Answer, ...path: readonly (string | number)[]): string {
  const id = answer.at(...path);
  match(String(id), /^\d{1,19}$/, `no id at ${path.join('.')} of ${answer.text.slice(0, 500)}`);
  return String(id);
}
