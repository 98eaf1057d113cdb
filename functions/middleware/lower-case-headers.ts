import type { MiddlewareObj } from '@middy/core';

import type { HttpAnswer, HttpEvent } from './http-event.ts';

/**
 * Header names in lower case. Two spellings of one name are joined by a comma, as API Gateway joins a header that was
 * given twice.
 */
export function lowerCaseHeaders(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const headers = new Map<string, string>();
      for (const [name, value] of Object.entries(event.headers)) {
        if (value === undefined) continue;
        const known = headers.get(name.toLowerCase());
        headers.set(name.toLowerCase(), known === undefined ? value : `${known},${value}`);
      }
      event.headers = Object.fromEntries(headers);
    },
  };
}
