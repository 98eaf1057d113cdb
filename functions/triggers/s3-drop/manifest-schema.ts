import * as z from 'zod';

import { nativePostSchema } from '../native-post-schema.ts';

/** As many as the longest thread shows, 4 in each of its 25 posts. */
const MAX_PICTURES = 100;

/** The id of a post, or the path of the manifest that makes it. */
export const replyTarget = z
  .string()
  .max(1_024)
  .regex(/^(?:\d{1,19}|\S.*\/post\.(?:yaml|yml|json|md))$/u, {
    error: 'must be a text of 1 to 19 digits, or the path of a manifest as in "main/harbour/post.yaml"',
  });

const picture = z.strictObject({
  // Other folders may be another account's.
  key: z
    .string()
    .min(1)
    .refine((key) => !key.includes('/'), { error: 'must name a file of the same folder' }),
  altText: z.string().exactOptional(),
});

/** A post as people write it, its pictures being files of the same folder; its key is the manifest's. */
export const manifestSchema = nativePostSchema.omit({ idempotencyKey: true }).extend({
  replyTo: replyTarget.exactOptional(),
  media: z
    .array(z.unknown())
    .refine((list) => list.length <= MAX_PICTURES, { error: `takes at most ${MAX_PICTURES} entries` })
    .pipe(z.array(picture))
    .exactOptional(),
});
