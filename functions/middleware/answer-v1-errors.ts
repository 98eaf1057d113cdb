import type { MiddlewareObj } from '@middy/core';

import { PigeonpostError } from '../domain/errors.ts';
import type { Journal } from '../domain/ports.ts';
import { answerRefusal } from '../triggers/v1-bridge/v1-answer.ts';
import { v1ErrorOf } from '../triggers/v1-bridge/v1-error-of.ts';
import { V1Error, V1MediaError } from '../triggers/v1-bridge/v1-error.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';
import { pathOf } from './path-of.ts';
import { v1HttpAnswer } from './v1-http-answer.ts';

/** Answers whatever is thrown as v1.1 would, by a code that its clients know. Stands first in a chain. */
export function answerV1Errors(journal: Journal): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    onError: ({ event, error, response }) => {
      if (response !== undefined && response !== null) return response;
      const path = pathOf(event);
      const refusal = v1ErrorOf(error);
      const { status } = refusal;
      journal.write(status < 500 ? 'warn' : 'error', 'bridge-refused', {
        path: path.slice(0, 100),
        status,
        ...(refusal instanceof V1Error ? { v1Code: refusal.code } : {}),
        ...detailsOf(error),
      });
      return v1HttpAnswer(answerRefusal(refusal, path));
    },
  };
}

/** For the journal: never a message, which may quote what the caller sent. */
function detailsOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof V1Error || error instanceof V1MediaError) return {};
  if (error instanceof PigeonpostError) return { code: error.code };
  const place = error instanceof Error ? /^ {4}at .*$/m.exec(error.stack ?? '')?.[0].trim() : undefined;
  return { code: 'INTERNAL', error: error instanceof Error ? error.name : typeof error, at: place ?? '' };
}
