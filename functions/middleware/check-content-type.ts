import type { MiddlewareObj } from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';

/** Lets JSON pass, in UTF-8 where a charset is named; 415 for everything else. */
export function checkContentType(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const given = event.headers['content-type'] ?? '';
      const [mediaType = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
      const isUtf8 = parameters.every((text) => !text.startsWith('charset') || /^charset=("?)utf-?8\1$/.test(text));
      if (mediaType !== 'application/json' || !isUtf8 || given.includes(',')) {
        throw new RejectedTriggerError('CONTENT_TYPE', 'the body must be application/json in UTF-8');
      }
    },
  };
}
