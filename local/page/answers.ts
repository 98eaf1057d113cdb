import { STATUS_CODES } from 'node:http';

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import { pageHeaders } from '../../sandbox/page/look/security-headers.ts';

export type HttpEvent = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

export function htmlAnswer(statusCode: number, body: string, alsoMediaFrom: readonly string[] = []): HttpAnswer {
  return { statusCode, headers: { ...pageHeaders(alsoMediaFrom) }, body };
}

export function jsonAnswer(value: unknown): HttpAnswer {
  return { statusCode: 200, headers: jsonHeaders('application/json'), body: JSON.stringify(value) };
}

/** A refusal as a problem document (RFC 9457), in the words of the webhooks' answers. */
export function problem(statusCode: number, code: string, detail: string): HttpAnswer {
  const document = { type: 'about:blank', title: STATUS_CODES[statusCode], status: statusCode, code, detail };
  return { statusCode, headers: jsonHeaders('application/problem+json'), body: JSON.stringify(document) };
}

export function bytesAnswer(statusCode: number, bytes: Buffer, headers: Readonly<Record<string, string>>): HttpAnswer {
  return { statusCode, headers: { ...headers }, body: bytes.toString('base64'), isBase64Encoded: true };
}

function jsonHeaders(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
}
