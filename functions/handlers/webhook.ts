import middy from '@middy/core';

import type { PigeonpostConfig } from '../config/config-schema.ts';
import { isMapped } from '../config/mapping-schema.ts';
import { acceptThreadWithMedia } from '../domain/accept-thread-with-media.ts';
import { acceptWithMedia, type AcceptWithMediaPorts, type PostCheck } from '../domain/accept-with-media.ts';
import { awaitEnd, type AwaitPorts } from '../domain/await-end.ts';
import { checkForAccount, type PostingAccount } from '../domain/check-for-account.ts';
import { previewAcceptance } from '../domain/preview-acceptance.ts';
import { isFinal } from '../domain/publication-state.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import { checkContentType } from '../middleware/check-content-type.ts';
import { decodeBody } from '../middleware/decode-body.ts';
import { findWebhook } from '../middleware/find-webhook.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { limitHeaders } from '../middleware/limit-headers.ts';
import { lowerCaseHeaders } from '../middleware/lower-case-headers.ts';
import { verifyWebhook, type VerifyWebhookPorts } from '../middleware/verify-webhook.ts';
import { mapBody } from '../triggers/webhook/map-body.ts';
import { readCallBody } from '../triggers/webhook/read-call-body.ts';
import { webhookToPost, type WebhookAsk } from '../triggers/webhook/to-post.ts';
import type { WebhookKeys } from '../triggers/webhook/verified-call.ts';
import { answerPreview } from './answer-preview.ts';
import { answerNotPosted, answerPublication } from './answer-publication.ts';

/** What is left of a run for the answer, once the wait is over. */
const ANSWER_MS = 2_000;

export interface WebhookPorts extends AcceptWithMediaPorts, VerifyWebhookPorts, Pick<AwaitPorts, 'pause'> {
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
    .use(limitHeaders())
    .use(limitBody())
    .use(decodeBody())
    .use(verifyWebhook(ports))
    .use(checkContentType())
    .handler(
      async ({ webhook, verified, keys, rawBody, bodyType, headers, queryStringParameters: query = {} }, context) => {
        const body = await readCallBody(rawBody, bodyType, !isMapped(webhook.config));
        const wish = await mapBody(webhook.config, { ...body, headers, query });
        if ('notPosted' in wish) return answerNotPosted(wish.notPosted);
        const call = { ...body, name: webhook.name, verified, native: wish.native };
        const ask = webhookToPost(call, ports.config, ports.clock());
        if (ask.isDryRun) {
          return answerPreview(await previewAcceptance(ask, rulesOf(ask.post.account, ports), ports, pathOfPart));
        }
        return answerAsk(ask, keys, context.getRemainingTimeInMillis() - ANSWER_MS, ports);
      },
    );
  // What else the chain asks of an event is what its own middleware adds.
  return async (event, context) => chain(event as Parameters<typeof chain>[0], context);
}

async function answerAsk(
  ask: WebhookAsk,
  keys: WebhookKeys,
  remainingMs: number,
  ports: WebhookPorts,
): Promise<HttpAnswer> {
  const check: PostCheck = (post, known) => checkForAccount(post, known, rulesOf(post.account, ports), ports.clock());
  const { publication, isNew } = await acceptAsk(ask, ports, check);
  const byEpochMs = ports.clock() + Math.min(ask.waitSeconds * 1000, remainingMs);
  const latest = await awaitEnd(publication, byEpochMs, ports);
  return answerPublication(latest, isNew && !isFinal(latest.state), keys);
}

async function acceptAsk({ post, ...ask }: WebhookAsk, ports: WebhookPorts, check: PostCheck) {
  if (ask.following.length === 0) return acceptWithMedia({ ...ask, post }, ports, check);
  return acceptThreadWithMedia({ ...ask, posts: [post, ...ask.following] }, ports, check, pathOfPart);
}

/** A text of `thread` is all that its post has of its own. */
function pathOfPart(index: number, path: string): string {
  return `thread[${index}]${/^text\b/.test(path) ? path.slice('text'.length) : `.${path}`}`;
}

function rulesOf(account: string, { config }: WebhookPorts): PostingAccount {
  return config.accounts[account] ?? { altText: 'warn' };
}
