import middy from '@middy/core';

import type { PigeonpostConfig } from '../config/config-schema.ts';
import { cancel } from '../domain/cancel.ts';
import { RejectedTriggerError } from '../domain/errors.ts';
import type { OperatePorts } from '../domain/operate-ports.ts';
import type { Secrets } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { lowerCaseHeaders } from '../middleware/lower-case-headers.ts';
import { pathOf } from '../middleware/path-of.ts';
import { parseWebhookSecret } from '../triggers/webhook/parse-webhook-secret.ts';
import { isPostToken, isSame } from '../triggers/webhook/post-token.ts';
import type { WebhookKeys } from '../triggers/webhook/verified-call.ts';
import { answerPublication } from './answer-publication.ts';

export interface PostsPorts extends OperatePorts {
  readonly config: PigeonpostConfig;
  readonly secrets: Secrets;
}

/**
 * What answers `GET /posts/{id}` with the state of a webhook's post, and cancels it at `DELETE`.
 *
 * Asked for with the token of the address in the answer to the call, or with the webhook's `apiKey` as bearer. A post
 * that is not there and one that is not the caller's are the same 404.
 */
export function createPostsHandler(ports: PostsPorts): HttpHandler {
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerErrors(ports.journal, 'GET, DELETE'))
    .use(lowerCaseHeaders())
    .handler(async (event) => {
      const id = /^\/posts\/([A-Za-z0-9._-]{1,128})$/.exec(pathOf(event))?.[1];
      if (id === undefined) throw unknownPost();
      const { method } = event.requestContext.http;
      if (method !== 'GET' && method !== 'DELETE') {
        throw new RejectedTriggerError('METHOD', 'a post is asked for with GET and cancelled with DELETE');
      }
      const { row, keys } = await findOwn(id, event, ports);
      return answerPublication(method === 'GET' ? row : await cancel(id, ports), false, keys);
    });
  return async (event, context) => chain(event, context);
}

async function findOwn(
  id: string,
  event: HttpEvent,
  { log, secrets, config }: PostsPorts,
): Promise<{ row: Publication; keys: WebhookKeys }> {
  const row = await log.publication(id);
  const webhook =
    row?.source === 'webhook' && Object.hasOwn(config.webhooks, row.label) ? config.webhooks[row.label] : undefined;
  if (row === undefined || webhook === undefined) throw unknownPost();
  const secretName = `webhook/${row.label}`;
  const keys = parseWebhookSecret(secretName, await secrets.read(secretName), webhook.scheme);
  if (!mayAsk(event, keys, id)) throw unknownPost();
  return { row, keys };
}

function mayAsk({ headers, queryStringParameters }: HttpEvent, keys: WebhookKeys, id: string): boolean {
  const token = queryStringParameters?.['token'];
  if (token !== undefined && isPostToken(token, keys, id)) return true;
  const bearer = /^bearer ([\x21-\x7e]{1,512})$/i.exec(headers['authorization'] ?? '')?.[1];
  return bearer !== undefined && keys.apiKey !== undefined && isSame(bearer, keys.apiKey);
}

function unknownPost(): RejectedTriggerError {
  return new RejectedTriggerError('POST_UNKNOWN', 'there is no such post, or this call may not ask for it', {
    advice: 'Use the url of the answer to the call, token and all, or the apiKey of the webhook as bearer token.',
  });
}
