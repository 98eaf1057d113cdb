import type { Metadata, PictureLayout } from './picture-layout.ts';
import { readTiff, tiffTags } from './read-tiff.ts';
import { scanJpeg } from './scan-jpeg.ts';
import { scanPng } from './scan-png.ts';
import { scanWebp } from './scan-webp.ts';

/** What a picture carries beside its pixels. */
export interface PictureLook extends PictureLayout {
  /** 1 to 8 (Exif 2.32, tag 0x0112); 1 is upright. */
  readonly orientation: number;
  /** Each once, where the picture was taken named apart. */
  readonly metadata: readonly (Metadata | 'GPS')[];
}

const scanners: Readonly<Record<string, (bytes: Uint8Array) => PictureLayout>> = {
  'image/jpeg': scanJpeg,
  'image/png': scanPng,
  'image/webp': scanWebp,
};

/** Undefined for formats whose metadata is not looked at: GIF, and what has to be converted anyway. */
export function lookAtPicture(bytes: Uint8Array, mediaType: string): PictureLook | undefined {
  const layout = scanners[mediaType]?.(bytes);
  if (layout === undefined) return undefined;
  const exif = layout.segments
    .filter(({ tiffAt }) => tiffAt !== undefined)
    .map(({ tiffAt, endByteExclusive }) => readTiff(bytes.subarray(tiffAt, endByteExclusive)));
  const turned = exif.map((directory) => directory.get(tiffTags.orientation) ?? 1).find((value) => value !== 1) ?? 1;
  const gps = exif.some((directory) => directory.has(tiffTags.gps)) ? (['GPS'] as const) : [];
  const held = layout.segments.flatMap(({ holds }) => holds ?? []);
  return { ...layout, orientation: turned >= 1 && turned <= 8 ? turned : 1, metadata: [...gps, ...new Set(held)] };
}
