import type { Endpoint } from '../http/endpoint.ts';
import { describeMedia } from '../media/describe-media.ts';
import { invalidParameter, missingParameter } from '../media/media-refused-error.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v1MediaHandler } from './v1-media-reply.ts';

/** POST media/metadata/create: alt text. The body is JSON, also when it calls itself text; the answer has none. */
export const v1MediaMetadata: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/media/metadata/create.json',
  name: 'v1.media.metadata.create',
  handle: v1MediaHandler((request, world, caller) => {
    const body = asRecord(request.json);
    if (body === undefined) throw missingParameter('media_id');
    describeMedia(world.media.stock, caller, readMediaId(body['media_id']), { altText: readAltText(body['alt_text']) });
    return { status: 200, body: null };
  }),
});

function readMediaId(value: unknown): string {
  if (value === undefined || value === null || value === '') throw missingParameter('media_id');
  const isId = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  if (!isId) throw invalidParameter('media_id', typeof value);
  return String(value);
}

function readAltText(value: unknown): string {
  const text = asRecord(value)?.['text'];
  if (text === undefined) throw missingParameter('alt_text');
  if (typeof text !== 'string') throw invalidParameter('alt_text', typeof text);
  return text;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
