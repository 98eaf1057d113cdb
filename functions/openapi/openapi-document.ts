import { componentSchemas } from './component-schemas.ts';
import { callerSchemes, senderSchemes } from './security-schemes.ts';

/** As in `package.json`. */
export const API_VERSION = '0.1.0';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (...schemas: readonly string[]) => ({
  'application/json': { schema: schemas.length === 1 ? ref(schemas[0] ?? '') : { oneOf: schemas.map(ref) } },
});

/** What a status means where it is refused; each has the problem document as its body. */
const refusals = {
  400: 'The body is no UTF-8, no JSON or no form, or `Idempotency-Key` is missing where it is needed.',
  401: 'Not signed by a key of this webhook, or signed more than five minutes before or after now.',
  403: 'The webhook may not post to that account.',
  404: 'There is no such thing, or it is not for this caller.',
  405: 'Another method is needed: `Allow` says which.',
  409: 'Not in the state in which it is.',
  413: 'The body is larger than 4,500,000 bytes.',
  415: 'The body is compressed, or of a type that is not taken.',
  422: 'The post cannot be sent: every fault stands in `errors`, by its path. Or the id was used for another content.',
  429: 'Too many calls: send it again after `Retry-After`.',
  431: 'More than 100 headers, or more than 10,240 bytes of them.',
  500: 'A fault of the service: nothing was accepted.',
  503: 'The log does not answer: nothing was accepted, send it again after `Retry-After`.',
} as const;

/** With these API Gateway may answer itself, before the service hears of the call; on one machine the server does. */
const gatewayStatuses: ReadonlySet<number> = new Set([404, 413, 429, 500, 503]);

function refused(...statuses: readonly (keyof typeof refusals)[]) {
  const entries = statuses.map((status) => {
    const retry = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } };
    const headers = {
      ...(status === 405 ? { Allow: { schema: { type: 'string' }, required: true } } : {}),
      ...(status === 429 || status === 503 ? retry : {}),
    };
    const content = {
      'application/problem+json': { schema: ref('Problem') },
      ...(gatewayStatuses.has(status) ? { 'application/json': { schema: ref('GatewayMessage') } } : {}),
    };
    return [status, { description: refusals[status], headers, content }];
  });
  return Object.fromEntries(entries) as Record<string, object>;
}

/** A native post as the fields of a form, files as `media[]`. */
const forms = {
  'application/x-www-form-urlencoded': {
    schema: { type: 'object' },
    example: { text: 'Autumn', 'geo.placeId': 'df51dec6f4ee2b2c' },
  },
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: {
        text: { type: 'string' },
        'media[]': { type: 'array', maxItems: 4, items: { type: 'string', format: 'binary' } },
        'altText[]': { type: 'array', maxItems: 4, items: { type: 'string' } },
      },
    },
  },
};

const callWebhook = {
  operationId: 'callWebhook',
  tags: ['Webhooks'],
  summary: 'Ask for a post',
  description:
    'The sender is verified over the bytes as they came. The same call again, known by the id that it signs or by its ' +
    'body, is the same post. A webhook with templates in its config takes any JSON; every other takes a post.',
  security: Object.keys(senderSchemes).map((name) => ({ [name]: [] })),
  parameters: [
    {
      name: 'name',
      in: 'path',
      required: true,
      description: 'The webhook’s name in the config.',
      schema: { type: 'string', pattern: '^[a-z0-9-]{1,63}$' },
    },
    {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Of a call with a bearer token, which needs one: the same key is the same post.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { anyOf: [ref('Post'), { description: 'Any JSON, for a webhook whose config has templates.' }] },
        example: {
          text: 'Autumn',
          media: [{ url: 'https://cdn.example.org/autumn.jpg', altText: 'Red leaves on a path' }],
        },
      },
      ...forms,
    },
  },
  responses: {
    200: {
      description:
        'This very call came before, or was waited for: what became of it. Or it asks for no post, and why; or for a preview.',
      content: json('Publication', 'NotPosted', 'Preview'),
    },
    202: { description: 'Accepted and durable: it will be posted once.', content: json('Publication') },
    ...refused(400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 431, 500, 503),
  },
};

const createUpload = {
  operationId: 'createUpload',
  tags: ['Webhooks'],
  summary: 'Ask for an address for a large file',
  description:
    'Signed as a call of the webhook. The file is then put at the address, by itself and unsigned, and a later call ' +
    'names it by its id. For webhooks without templates.',
  security: callWebhook.security,
  parameters: callWebhook.parameters,
  requestBody: { required: true, content: json('Upload') },
  responses: {
    201: { description: 'Where to put it.', content: json('UploadAddress') },
    ...refused(400, 401, 404, 405, 413, 415, 422, 429, 431, 500, 503),
  },
};

const postId = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'From the answer to the call.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
};

const showPost = {
  operationId: 'showPost',
  tags: ['Posts'],
  summary: 'Ask what became of a post',
  description: 'With the `url` of the answer to the call, token and all, or with the webhook’s `apiKey` as bearer.',
  security: Object.keys(callerSchemes).map((name) => ({ [name]: [] })),
  parameters: [postId],
  responses: {
    200: { description: 'Its state, and the post on X once it is there.', content: json('Publication') },
    ...refused(404, 405, 500, 503),
  },
};

const cancelPost = {
  ...showPost,
  operationId: 'cancelPost',
  summary: 'Cancel a post',
  description: 'Works until the call to X may be out. Cancelling twice is no fault.',
  responses: {
    200: { description: 'Cancelled: it will not be posted.', content: json('Publication') },
    ...refused(404, 405, 409, 500, 503),
  },
};

const showDocument = {
  operationId: 'showDocument',
  tags: ['This document'],
  summary: 'This document',
  security: [],
  responses: {
    200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
    ...refused(405, 500),
  },
};

/** What the HTTP API takes and answers, as OpenAPI 3.1: made of the schemas that the code itself parses with. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pigeonpost',
      version: API_VERSION,
      summary: 'Signed calls become posts on X, each exactly once.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [{ name: 'Webhooks' }, { name: 'Posts' }, { name: 'This document' }],
    paths: {
      '/webhooks/{name}': { post: callWebhook },
      '/webhooks/{name}/uploads': { post: createUpload },
      '/posts/{id}': { get: showPost, delete: cancelPost },
      '/openapi.json': { get: showDocument },
    },
    components: { schemas: componentSchemas(), securitySchemes: { ...senderSchemes, ...callerSchemes } },
  };
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>;
