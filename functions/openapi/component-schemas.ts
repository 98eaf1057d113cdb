import * as z from 'zod';

import { MAX_ADDITIONAL_OWNERS, MAX_PHOTOS } from '../domain/x-limits.ts';
import { uploadSchema } from '../triggers/webhook/parse-upload.ts';
import { webhookPostSchema } from '../triggers/webhook/webhook-post-schema.ts';
import { notPostedAnswer, previewAnswer, problemAnswer, publicationAnswer, uploadAnswer } from './answer-schemas.ts';

type JsonSchema = Record<string, unknown>;

/** What the code checks by functions, which no schema can carry over, and what a reader wants to know. */
const additions: Readonly<Record<string, JsonSchema>> = {
  account: { description: 'Which account posts, where the webhook has several.' },
  text: { description: 'At most what X counts as 280. Needed where there are no media.' },
  media: { maxItems: MAX_PHOTOS, description: '4 pictures, or 1 GIF, or 1 video.' },
  'media.key': { description: 'Of a file in the drop bucket, in a folder of the account.' },
  'media.data': { contentEncoding: 'base64', description: 'The file itself; at most 3,000,000 bytes in a call.' },
  'media.url': {
    format: 'uri',
    maxLength: 2048,
    description: 'Where the file lies: public, by https. Fetched once, after the answer.',
  },
  'media.upload': { description: 'Id of a file that was brought to the address of `createUpload`.' },
  'media.altText': { description: 'What is to be seen, for who does not see it. At most 1,000 characters.' },
  replyTo: { description: 'Id of the post that is answered.' },
  geo: { description: '`placeId`, or `lat` and `long` together.' },
  attachmentUrl: { description: 'Permalink of a quoted post, or a link to a direct message.' },
  additionalOwners: { maxItems: MAX_ADDITIONAL_OWNERS, description: 'User ids that may also use the media.' },
  scheduleAt: { description: 'With offset, as in `2026-12-24T18:00:00+01:00`; at most a year ahead.' },
  idempotencyKey: { description: 'The same key is the same post, whatever else the call has.' },
  thread: { minItems: 1, maxItems: 24, description: 'Texts of the posts that follow, each a reply to the one before.' },
  dryRun: { description: 'The answer is a preview, and nothing is written: the key may be used for the post later.' },
  wait: { description: 'Seconds for which the answer waits for the post.' },
};

const ONE_PLACE = { oneOf: ['key', 'data', 'url', 'upload'].map((name) => ({ required: [name] })) };

/** The schemas of the document, by their names, from those that the code parses and answers with. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    Post: { description: 'A post as people write it.', ...withAdditions(schemaOf(webhookPostSchema)) },
    Publication: schemaOf(publicationAnswer),
    Preview: schemaOf(previewAnswer),
    NotPosted: schemaOf(notPostedAnswer),
    Upload: { description: 'A file that is going to be brought.', ...schemaOf(uploadSchema) },
    UploadAddress: schemaOf(uploadAnswer),
    Problem: schemaOf(problemAnswer),
    GatewayMessage: {
      description: 'What stands before the service refuses a call with: too large, too many, unknown.',
      type: 'object',
      properties: { message: { type: 'string' } },
      required: ['message'],
    },
  };
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' }) as JsonSchema;
  return rest;
}

function withAdditions(post: JsonSchema): JsonSchema {
  const properties = addTo(propertiesOf(post), '');
  const media = properties['media'] ?? {};
  const item = media['items'] as JsonSchema;
  const items = { ...item, properties: addTo(propertiesOf(item), 'media.'), ...ONE_PLACE };
  const needed = { anyOf: [{ required: ['text'] }, { required: ['media'] }] };
  return { ...post, properties: { ...properties, media: { ...media, items } }, ...needed };
}

function addTo(properties: Readonly<Record<string, JsonSchema>>, prefix: string): Record<string, JsonSchema> {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([name, schema]) => [name, { ...schema, ...additions[prefix + name] }]));
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return schema['properties'] as Readonly<Record<string, JsonSchema>>;
}
