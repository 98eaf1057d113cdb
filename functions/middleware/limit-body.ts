import type { MiddlewareObj } from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';

/** Lambda takes 6 MB of event, in which API Gateway's base64 leaves room for this (Lambda quotas, August 2026). */
export const MAX_BODY_BYTES = 4_500_000;

/** Refuses a body that is too large (413) before anything reads it, and a compressed one (415) before it grows. */
export function limitBody(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const totalBytes = Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
      if (totalBytes > MAX_BODY_BYTES) {
        const message = `the body is ${totalBytes} bytes; at most ${MAX_BODY_BYTES} are taken`;
        throw new RejectedTriggerError('BODY_TOO_LARGE', message);
      }
      const encoding = (event.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
      if (encoding !== 'identity') {
        throw new RejectedTriggerError('CONTENT_ENCODING', 'send the body as it is, without content-encoding');
      }
    },
  };
}
