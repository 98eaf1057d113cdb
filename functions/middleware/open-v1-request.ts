import type { MiddlewareObj } from '@middy/core';

import { openRequest, type RawRequest } from '../triggers/v1-bridge/raw-request.ts';
import { refuseTooLarge } from '../triggers/v1-bridge/refuse-too-large.ts';
import type { RawBodyEvent } from './decode-body.ts';
import type { HttpAnswer } from './http-event.ts';

export interface V1RequestEvent extends RawBodyEvent {
  request: RawRequest;
}

/** Makes of the event the request that its caller signed; 413 for one that is larger than is taken here. */
export function openV1Request(maxBodyBytes: number): MiddlewareObj<V1RequestEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const { rawPath, rawQueryString, headers, rawBody, requestContext } = event;
      const method = requestContext.http.method.toUpperCase();
      const received = { method, path: rawPath, query: rawQueryString, headers, body: rawBody };
      refuseTooLarge(received, maxBodyBytes);
      event.request = openRequest(received);
    },
  };
}
