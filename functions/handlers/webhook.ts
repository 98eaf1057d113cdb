import middy from '@middy/core';

import type { PigeonpostConfig } from '../config/config-schema.ts';
import { isMapped } from '../config/mapping-schema.ts';
import { acceptWithMedia, type AcceptWithMediaPorts, type PostCheck } from '../domain/accept-with-media.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import { checkContentType } from '../middleware/check-content-type.ts';
import { decodeBody } from '../middleware/decode-body.ts';
import { findWebhook } from '../middleware/find-webhook.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { lowerCaseHeaders } from '../middleware/lower-case-headers.ts';
import { verifyWebhook, type VerifyWebhookPorts } from '../middleware/verify-webhook.ts';
import { mapBody } from '../triggers/webhook/map-body.ts';
import { readCallBody } from '../triggers/webhook/read-call-body.ts';
import { webhookToPost } from '../triggers/webhook/to-post.ts';
import { answerNotPosted, answerPublication } from './answer-publication.ts';

export interface WebhookPorts extends AcceptWithMediaPorts, VerifyWebhookPorts {
  readonly config: PigeonpostConfig;
}

/**
 * The Lambda behind `POST /webhooks/{name}`: a signed call becomes a row of the log, and its sender hears of it once
 * the row is durable. What is cheap to refuse is refused first, and nothing is parsed that is not signed.
 */
export function createWebhookHandler(ports: WebhookPorts): HttpHandler {
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerErrors(ports.journal))
    .use(lowerCaseHeaders())
    .use(findWebhook(ports.config.webhooks))
    .use(limitBody())
    .use(decodeBody())
    .use(verifyWebhook(ports))
    .use(checkContentType())
    .handler(async ({ webhook, verified, keys, rawBody, bodyType, headers, queryStringParameters: query = {} }) => {
      const body = await readCallBody(rawBody, bodyType, !isMapped(webhook.config));
      const wish = await mapBody(webhook.config, { ...body, headers, query });
      if ('notPosted' in wish) return answerNotPosted(wish.notPosted);
      const call = { ...body, name: webhook.name, verified, native: wish.native };
      const acceptance = webhookToPost(call, ports.config, ports.clock());
      const { publication, isNew } = await acceptWithMedia(acceptance, ports, checkWith(ports));
      return answerPublication(publication, isNew, keys);
    });
  // What else the chain asks of an event is what its own middleware adds.
  return async (event, context) => chain(event as Parameters<typeof chain>[0], context);
}

function checkWith({ config, clock }: WebhookPorts): PostCheck {
  return (post, known) => checkForAccount(post, known, config.accounts[post.account] ?? { altText: 'warn' }, clock());
}
