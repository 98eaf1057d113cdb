/** How the sender of a call proves himself: as the webhook's `scheme` says. */
export const senderSchemes = {
  standardWebhooks: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'HMAC-SHA256 over id, time and body, with `webhook-id` and `webhook-timestamp`: standardwebhooks.com.',
  },
  github: {
    type: 'apiKey',
    in: 'header',
    name: 'x-hub-signature-256',
    description: '`sha256=` and the HMAC-SHA256 of the body in hex, as GitHub signs.',
  },
  stripe: {
    type: 'apiKey',
    in: 'header',
    name: 'stripe-signature',
    description: '`t=` and `v1=`: the HMAC-SHA256 of time and body, as Stripe signs.',
  },
  hmac: {
    type: 'apiKey',
    in: 'header',
    name: 'x-signature',
    description: 'An HMAC as the webhook’s config describes it; the header has the name that stands there.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'The webhook’s key itself, with `Idempotency-Key`. Nothing is signed: the config must allow it.',
  },
} as const;

/** How somebody proves that he may ask for a post. */
export const callerSchemes = {
  postToken: { type: 'apiKey', in: 'query', name: 'token', description: 'From the `url` in the answer to the call.' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'The webhook’s `apiKey`: for all of that webhook’s posts.' },
} as const;
