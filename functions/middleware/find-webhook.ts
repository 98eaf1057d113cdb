import type { MiddlewareObj } from '@middy/core';

import type { WebhookConfig } from '../config/config-schema.ts';
import { RejectedTriggerError } from '../domain/errors.ts';
import type { HttpAnswer, HttpEvent } from './http-event.ts';
import { pathOf } from './path-of.ts';

export interface WebhookEvent extends HttpEvent {
  /** Which webhook of the config is called. */
  webhook: { readonly name: string; readonly config: WebhookConfig };
}

/**
 * Names the webhook that is called; 404 for any other path, 405 for any method but POST.
 *
 * @param suffix what follows its name in the path
 */
export function findWebhook(
  webhooks: Readonly<Record<string, WebhookConfig>>,
  suffix = '',
): MiddlewareObj<WebhookEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      const path = pathOf(event);
      const whole = path.endsWith(suffix) ? path.slice(0, path.length - suffix.length) : '';
      const name = /^\/webhooks\/([a-z0-9-]{1,63})$/.exec(whole)?.[1];
      const config = name !== undefined && Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
      if (name === undefined || config === undefined) {
        throw new RejectedTriggerError('PATH_UNKNOWN', 'there is no webhook at this path');
      }
      if (event.requestContext.http.method !== 'POST') {
        throw new RejectedTriggerError('METHOD', 'a webhook is called with POST');
      }
      event.webhook = { name, config };
    },
  };
}
