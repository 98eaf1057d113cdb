import type { MiddlewareObj } from '@middy/core';

import type { HttpAnswer, HttpEvent } from './http-event.ts';

export interface RawBodyEvent extends HttpEvent {
  /** The body's bytes as the caller sent them: signatures are over these. */
  rawBody: Uint8Array;
}

/** Undoes the base64 in which API Gateway wraps what it does not take for text. */
export function decodeBody(): MiddlewareObj<RawBodyEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      event.rawBody = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    },
  };
}
