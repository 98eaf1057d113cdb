import type { MiddlewareObj } from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import { parseParameters } from '../triggers/form/parse-parameters.ts';
import type { BodyType } from '../triggers/webhook/read-call-body.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';

export interface TypedEvent extends HttpEvent {
  bodyType: BodyType;
}

/** Lets JSON and the two kinds of forms pass, in UTF-8 where a charset is named; 415 for everything else. */
export function checkContentType(): MiddlewareObj<TypedEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const type = typeOf(event.headers['content-type'] ?? '');
      if (type === undefined) {
        const message =
          'the body must be application/json, application/x-www-form-urlencoded or multipart/form-data, in UTF-8';
        throw new RejectedTriggerError('CONTENT_TYPE', message);
      }
      event.bodyType = type;
    },
  };
}

function typeOf(contentType: string): BodyType | undefined {
  const { value, parameters } = parseParameters(contentType) ?? {};
  if (!['utf-8', 'utf8'].includes(parameters?.get('charset')?.toLowerCase() ?? 'utf-8')) return undefined;
  if (value === 'application/json') return { form: 'json' };
  if (value === 'application/x-www-form-urlencoded') return { form: 'urlencoded' };
  if (value !== 'multipart/form-data') return undefined;
  const boundary = parameters?.get('boundary');
  return { form: 'multipart', ...(boundary !== undefined && { boundary }) };
}
