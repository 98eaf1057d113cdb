import type { Endpoint } from '../http/endpoint.ts';
import { describeMedia } from '../media/describe-media.ts';
import { invalidParameter, missingParameter } from '../media/media-refused-error.ts';
import { readJsonFields } from '../media/read-v2-body.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2MediaHandler } from './v2-media-reply.ts';

type Fields = Readonly<Record<string, unknown>>;

/** POST /2/media/metadata: alt text and the warning of sensitive content. Other metadata are taken and have no effect. */
export const v2MediaMetadata: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/media/metadata',
  name: 'v2.media.metadata',
  price: 'media-metadata',
  handle: v2MediaHandler((request, world, caller) => {
    const fields = readJsonFields(request);
    const id = fields['id'];
    if (typeof id !== 'string' || id === '') throw missingParameter('id');
    const metadata = asFields('metadata', fields['metadata']);
    if (metadata === undefined) throw missingParameter('metadata');
    describeMedia(world.media.stock, caller, id, { altText: readAltText(metadata), sensitive: readWarning(metadata) });
    return { status: 200, body: { data: { id, associated_metadata: metadata } } };
  }),
});

function readAltText(metadata: Fields): string | undefined {
  const altText = asFields('metadata.alt_text', metadata['alt_text']);
  if (altText === undefined) return undefined;
  if (typeof altText['text'] !== 'string') throw missingParameter('metadata.alt_text.text');
  return altText['text'];
}

/** Sensitive when any of `adult_content`, `graphic_violence` and `other` is set. */
function readWarning(metadata: Fields): boolean | undefined {
  const warning = asFields('metadata.sensitive_media_warning', metadata['sensitive_media_warning']);
  return warning && Object.values(warning).includes(true);
}

function asFields(parameter: string, value: unknown): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter(parameter, typeof value);
  return { ...value };
}
