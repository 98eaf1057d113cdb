import * as z from 'zod';

import { MAX_ALT_TEXT_LENGTH } from '../../domain/x-limits.ts';
import { invalidParameter, missingParameter } from './parameter-faults.ts';

const metadata = z.object({
  media_id: z.union([z.string(), z.int()]).transform(String).optional(),
  alt_text: z.object({ text: z.string().optional() }).optional(),
});

export interface AltText {
  readonly mediaId: string;
  readonly altText: string;
}

/**
 * What `media/metadata/create` says of one medium.
 *
 * @throws V1Error 400/38 for what is missing, 400/44 for what cannot be taken
 */
export function readAltText(json: unknown): AltText {
  const parsed = metadata.safeParse(json);
  if (json === undefined) throw missingParameter('media_id');
  if (!parsed.success) throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? 'media_id'));
  const { media_id: mediaId, alt_text: { text } = {} } = parsed.data;
  if (mediaId === undefined || mediaId === '') throw missingParameter('media_id');
  if (!/^\d{1,19}$/.test(mediaId)) throw invalidParameter('media_id');
  if (text === undefined) throw missingParameter('alt_text');
  if (Array.from(text).length > MAX_ALT_TEXT_LENGTH) throw invalidParameter('alt_text.text');
  return { mediaId, altText: text };
}
