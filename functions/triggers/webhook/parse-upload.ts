import * as z from 'zod';

import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES, MAX_VIDEO_BYTES } from '../../domain/x-limits.ts';

/** A picture may be larger than X takes where its account has it made fit. */
const MAX_PICTURE_BYTES = 10 * MAX_PHOTO_BYTES;

const mostBytes = {
  'image/jpeg': MAX_PICTURE_BYTES,
  'image/png': MAX_PICTURE_BYTES,
  'image/webp': MAX_PICTURE_BYTES,
  'image/gif': MAX_GIF_BYTES,
  'video/mp4': MAX_VIDEO_BYTES,
  'video/quicktime': MAX_VIDEO_BYTES,
} as const;

type UploadType = keyof typeof mostBytes;
const uploadTypes = Object.keys(mostBytes) as [UploadType, ...UploadType[]];

/** A file that a sender announces, for an address to put it at. Nothing of it is a post's, so that neither passes for the other. */
export const uploadSchema = z
  .strictObject({
    mediaType: z.enum(uploadTypes),
    totalBytes: z.int().min(1).max(MAX_VIDEO_BYTES),
  })
  .check(({ value: { mediaType, totalBytes }, issues }) => {
    const most = mostBytes[mediaType];
    if (totalBytes <= most || totalBytes > MAX_VIDEO_BYTES) return;
    const message = `is more than the ${most} bytes that ${mediaType} may have`;
    issues.push({
      code: 'custom',
      path: ['totalBytes'],
      params: { code: 'MEDIA_TOO_LARGE' },
      message,
      input: undefined,
    });
  });

/**
 * What a call announces.
 *
 * @throws RejectedTriggerError with every fault by its path
 */
export function parseUpload(value: unknown): z.output<typeof uploadSchema> {
  const parsed = uploadSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw fieldsRefused(listFaults(parsed.error));
  return parsed.data;
}
