import { crc32 } from 'node:zlib';

import type { PictureLook } from './look-at-picture.ts';
import { tiffOfOrientation } from './read-tiff.ts';
import { joinWebp } from './scan-webp.ts';

/**
 * The picture without what it carries beside its pixels and its colour profile, nothing of it decoded. Where it is not
 * upright, which way is up stays written in it.
 */
export function cutMetadata(bytes: Uint8Array, look: PictureLook, mediaType: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let mustTell = look.orientation !== 1;
  for (const { startByte, endByteExclusive, holds, tiffAt } of look.segments) {
    if (holds === undefined) parts.push(bytes.subarray(startByte, endByteExclusive));
    else if (tiffAt !== undefined && mustTell) {
      parts.push(exifOf(look.orientation, mediaType));
      mustTell = false;
    }
  }
  return mediaType === 'image/webp' ? joinWebp(parts) : Buffer.concat(parts);
}

function exifOf(orientation: number, mediaType: string): Uint8Array {
  const tiff = tiffOfOrientation(orientation);
  if (mediaType === 'image/jpeg') {
    const marked = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    return Buffer.concat([Buffer.from([0xff, 0xe1, 0, marked.length + 2]), marked]);
  }
  if (mediaType === 'image/png') {
    const typed = Buffer.concat([Buffer.from('eXIf', 'latin1'), tiff]);
    return Buffer.concat([uint32(tiff.length), typed, uint32(crc32(typed))]);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(tiff.length);
  return Buffer.concat([Buffer.from('EXIF', 'latin1'), length, tiff]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
