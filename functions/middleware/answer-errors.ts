import type { MiddlewareObj } from '@middy/core';

import { PigeonpostError, RejectedTriggerError } from '../domain/errors.ts';
import type { Journal } from '../domain/ports.ts';
import type { ProblemAnswer } from '../openapi/answer-schemas.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';
import { statusOf } from './status-of.ts';

const RETRY_AFTER_SECONDS = 10;

// Imported as an ES module it would load all of `fetch` as well: 28 ms of a cold start (measured with Node 24.21).
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/**
 * Answers whatever is thrown with a problem document (RFC 9457): a stable code, and each fault by its path.
 *
 * Stands first in a chain, so that its `onError` runs last. From 500 up a caller learns nothing but that it was not
 * him; the journal has the code.
 *
 * @param allow the methods of this path
 */
export function answerErrors(journal: Journal, allow = 'POST'): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    onError: ({ event, error, response }) => {
      if (response !== undefined && response !== null) return response;
      const status = statusOf(error);
      const requestId = requestIdOf(event);
      journal.write(status < 500 ? 'warn' : 'error', 'refused', { status, requestId, ...detailsOf(error) });
      return problem(status, requestId, error, allow);
    },
  };
}

function problem(status: number, requestId: string, error: unknown, allow: string): HttpAnswer {
  const document: ProblemAnswer = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...tellable(status, requestId, error),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...(status === 405 && { allow }),
      ...(status === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    },
    body: JSON.stringify(document),
  };
}

function tellable(status: number, requestId: string, error: unknown): Omit<ProblemAnswer, 'type' | 'title' | 'status'> {
  // One body for every cause, to the byte: whoever guesses at signatures must not learn how close he came.
  if (status === 401)
    return { code: 'SIGNATURE_INVALID', detail: 'the call is not signed by a key of this webhook, now' };
  if (status >= 500 || !(error instanceof PigeonpostError)) {
    const detail =
      status === 503 ? 'not accepted: send it again later' : 'not accepted: this is a fault of the service';
    return { code: status === 503 ? 'UNAVAILABLE' : 'INTERNAL', detail, requestId };
  }
  const faults = error instanceof RejectedTriggerError ? error.faults : [];
  return {
    code: error.code,
    detail: error.message,
    ...(error.advice !== undefined && { advice: error.advice }),
    ...(faults.length > 0 && { errors: [...faults] }),
    requestId,
  };
}

/** For the journal: never a message, which may quote what the caller sent. */
function detailsOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof PigeonpostError) return { code: error.code };
  const place = error instanceof Error ? /^ {4}at .*$/m.exec(error.stack ?? '')?.[0].trim() : undefined;
  return { code: 'INTERNAL', error: error instanceof Error ? error.name : typeof error, at: place ?? '' };
}

function requestIdOf(event: Partial<HttpEvent>): string {
  return event.requestContext?.requestId ?? 'none';
}
