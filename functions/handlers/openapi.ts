import { createHash } from 'node:crypto';

import middy from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import type { Journal } from '../domain/ports.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { pathOf } from '../middleware/path-of.ts';
import { documentPage } from '../openapi/document-page.ts';
import { openApiDocument } from '../openapi/openapi-document.ts';
import { pageStyle } from '../openapi/page-style.ts';

/** `GET /openapi.json`, and `GET /openapi` for people. Made at the first request, the same for everybody. */
export function createOpenApiHandler({ journal }: { readonly journal: Journal }): HttpHandler {
  let made: { readonly document: string; readonly page: string } | undefined;
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerErrors(journal, 'GET'))
    .handler(async (event) => {
      if (event.requestContext.http.method !== 'GET') {
        throw new RejectedTriggerError('METHOD', 'this document is read with GET');
      }
      made ??= make();
      return pathOf(event) === '/openapi' ? html(made.page) : json(made.document);
    });
  return async (event, context) => chain(event, context);
}

function make() {
  const document = openApiDocument();
  return { document: JSON.stringify(document), page: documentPage(document) };
}

const common = { 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' };

function json(body: string): HttpAnswer {
  return { statusCode: 200, headers: { ...common, 'content-type': 'application/json' }, body };
}

/** Nothing in it runs, and nothing is loaded: the one style is known by its print. */
function html(body: string): HttpAnswer {
  const style = createHash('sha256').update(pageStyle).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; frame-ancestors 'none'`;
  return {
    statusCode: 200,
    headers: { ...common, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    body,
  };
}
