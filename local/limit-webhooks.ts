import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import type { Clock } from '../functions/domain/ports.ts';
import type { HttpAnswer, HttpHandler } from '../functions/middleware/http-event.ts';
import type { ProblemAnswer } from '../functions/openapi/answer-schemas.ts';
import { RateLimit } from './rate-limit.ts';

/** The handler for as many calls of each webhook as its `perMinute` allows; 429 for more, signed or not. */
export function limitWebhooks(
  handler: HttpHandler,
  webhooks: PigeonpostConfig['webhooks'],
  clock: Clock = Date.now,
): HttpHandler {
  const limits = new Map(
    Object.entries(webhooks).flatMap(([name, { perMinute }]) =>
      perMinute === undefined ? [] : [[name, { perMinute, limit: new RateLimit(perMinute, clock) }] as const],
    ),
  );
  return async (event, context) => {
    const limited = limits.get(event.pathParameters?.['name'] ?? '');
    const seconds = limited?.limit.take() ?? 0;
    return limited === undefined || seconds === 0 ? handler(event, context) : tooMany(limited.perMinute, seconds);
  };
}

function tooMany(perMinute: number, seconds: number): HttpAnswer {
  const document = {
    type: 'about:blank',
    title: 'Too Many Requests',
    status: 429,
    code: 'TOO_MANY_CALLS',
    detail: `this webhook takes ${perMinute} calls a minute: send it again in ${seconds} s`,
  } satisfies ProblemAnswer;
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'retry-after': String(seconds),
  };
  return { statusCode: 429, headers, body: JSON.stringify(document) };
}
