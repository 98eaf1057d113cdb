import type { Metadata, Sharp } from 'sharp';

/** One way to write a picture. */
export interface Encoding {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  apply(image: Sharp): Sharp;
}

/** Hardly seen, hardly noticed; below them a smaller picture looks better. */
const QUALITIES = [92, 85, 78] as const;
const PNG_GAIN = 1.3;

/**
 * Ways to write a picture, the most faithful first; the kind of file stays where X takes it.
 *
 * @param excess how many times too heavy it is at the size wanted
 */
export function chooseEncodings(metadata: Metadata, isOpaque: boolean, excess: number): readonly Encoding[] {
  const { format, chromaSubsampling } = metadata;
  if (format === 'webp') return QUALITIES.map((quality) => webp(quality));
  if (!isOpaque) return [png];
  const jpegs = QUALITIES.map((quality) => jpeg(quality, chromaSubsampling === '4:2:0' ? '4:2:0' : '4:4:4'));
  // Packed better, a PNG loses a quarter at most.
  const isWorthIt = (format === 'png' || format === 'gif') && excess < PNG_GAIN;
  return isWorthIt ? [png, ...jpegs] : jpegs;
}

const png: Encoding = { mediaType: 'image/png', apply: (image) => image.png({ compressionLevel: 9 }) };

function jpeg(quality: number, chromaSubsampling: string): Encoding {
  return { mediaType: 'image/jpeg', apply: (image) => image.jpeg({ quality, chromaSubsampling }) };
}

function webp(quality: number): Encoding {
  return { mediaType: 'image/webp', apply: (image) => image.webp({ quality }) };
}
