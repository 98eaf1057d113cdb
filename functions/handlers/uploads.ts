import middy from '@middy/core';

import type { PigeonpostConfig } from '../config/config-schema.ts';
import { isMapped } from '../config/mapping-schema.ts';
import { RejectedTriggerError } from '../domain/errors.ts';
import type { UploadAddress, UploadAddresses } from '../domain/upload-addresses.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import { checkContentType } from '../middleware/check-content-type.ts';
import { decodeBody } from '../middleware/decode-body.ts';
import { findWebhook } from '../middleware/find-webhook.ts';
import type { HttpAnswer, HttpEvent, HttpHandler } from '../middleware/http-event.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { limitHeaders } from '../middleware/limit-headers.ts';
import { lowerCaseHeaders } from '../middleware/lower-case-headers.ts';
import { verifyWebhook, type VerifyWebhookPorts } from '../middleware/verify-webhook.ts';
import type { UploadAnswer } from '../openapi/answer-schemas.ts';
import { parseUpload } from '../triggers/webhook/parse-upload.ts';
import { readCallBody } from '../triggers/webhook/read-call-body.ts';
import { uploadKey } from '../triggers/webhook/upload-key.ts';

export interface UploadsPorts extends VerifyWebhookPorts {
  readonly config: PigeonpostConfig;
  readonly uploads: UploadAddresses;
  /** 32 hexadecimal digits that nobody can guess; another one each time. */
  readonly newUploadId: () => string;
}

/**
 * What answers `POST /webhooks/{name}/uploads`, signed as every call of the webhook, with an address for a file that is
 * too large for a call. Each answer is a new address: nothing is written, and what is never used is never seen again.
 */
export function createUploadsHandler(ports: UploadsPorts): HttpHandler {
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerErrors(ports.journal))
    .use(lowerCaseHeaders())
    .use(findWebhook(ports.config.webhooks, '/uploads'))
    .use(limitHeaders())
    .use(limitBody())
    .use(decodeBody())
    .use(verifyWebhook(ports))
    .use(checkContentType())
    .handler(async ({ webhook, rawBody, bodyType }) => {
      if (isMapped(webhook.config)) {
        throw new RejectedTriggerError(
          'PATH_UNKNOWN',
          'the posts of this webhook are made by templates, without uploads',
        );
      }
      if (bodyType.form !== 'json') throw new RejectedTriggerError('CONTENT_TYPE', 'the body must be application/json');
      const { value } = await readCallBody(rawBody, bodyType, true);
      const file = parseUpload(value);
      const id = ports.newUploadId();
      const address = await ports.uploads.open({ ...file, key: uploadKey(webhook.name, id) });
      ports.journal.write('info', 'upload-opened', { webhook: webhook.name, ...file });
      return answerUpload(id, address);
    });
  return async (event, context) => chain(event as Parameters<typeof chain>[0], context);
}

function answerUpload(id: string, { url, headers, expiresAtEpochMs }: UploadAddress): HttpAnswer {
  const expiresAt = new Date(expiresAtEpochMs).toISOString();
  const document = { id, method: 'PUT', url, headers: { ...headers }, expiresAt } satisfies UploadAnswer;
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(document),
  };
}
