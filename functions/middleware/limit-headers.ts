import type { MiddlewareObj } from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';

/** What API Gateway takes of all headers together (HTTP API quotas, read 2026-11); it refuses more by itself. */
const MAX_HEADER_BYTES = 10_240;
const MAX_HEADERS = 100;

/** Refuses more headers, or larger ones, than a sender has reason to send (431). */
export function limitHeaders(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const headers = Object.entries(event.headers);
      const totalBytes = headers.reduce((sum, [name, value = '']) => sum + Buffer.byteLength(name + value), 0);
      if (headers.length <= MAX_HEADERS && totalBytes <= MAX_HEADER_BYTES) return;
      const message = `the call has ${headers.length} headers of ${totalBytes} bytes; at most ${MAX_HEADERS} of ${MAX_HEADER_BYTES} are taken`;
      throw new RejectedTriggerError('HEADERS_TOO_LARGE', message);
    },
  };
}
