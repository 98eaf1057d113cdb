import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import sharp, { type Sharp } from 'sharp';

/** A picture with a colour that differs from corner to corner: red, green, blue, white. */
export function corners(widthPx: number, heightPx: number): Sharp {
  const pixels = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = 3 * (y * widthPx + x);
      const [right, low] = [x * 2 >= widthPx, y * 2 >= heightPx];
      if (!right || low) pixels[at] = low && !right ? 0 : 255;
      if (right && !low) pixels[at + 1] = 255;
      if (low) pixels[at + 2] = 255;
      if (low && right) pixels[at + 1] = 255;
    }
  }
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } });
}

/** As heavy as its pixels: no encoding makes less of it. */
export function noise(widthPx: number, heightPx: number): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#888', noise } });
}

/** EXIF with a maker and a place, and XMP, as a phone writes them. */
export function likeAPhone(image: Sharp): Sharp {
  return image
    .withExif({
      IFD0: { Make: 'Pigeon', Model: 'Loft 2' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 12/1 0/1' },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    );
}

export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../fixtures/media', name));
}

/** The colour of one pixel, as red, green and blue. */
export async function pixelOf(bytes: Uint8Array, left: number, top: number): Promise<readonly number[]> {
  const cut = sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().toColourspace('srgb');
  return [...(await cut.raw().toBuffer())];
}
