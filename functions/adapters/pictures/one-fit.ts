import type sharp from 'sharp';
import type { Metadata, Sharp, SharpOptions } from 'sharp';

import { MediaRejectedError } from '../../domain/errors.ts';
import { MAX_DECODED_PX } from '../../domain/pictures/expect-fit.ts';
import type { FitDemand, FittedPicture } from '../../domain/pictures/picture-fitter.ts';
import { MIN_PHOTO_SIDE_PX } from '../../domain/x-limits.ts';
import { chooseEncodings, type Encoding } from './choose-encoding.ts';

/** How long one encoding may take. Fifty megapixels take a few seconds on a whole processor. */
export const MAX_ENCODING_SECONDS = 30;
/** Each is about as much smaller as the last one was too heavy, so that the second or third fits. */
const MAX_SIZES = 8;
/** Heavier than this by the best quality, a picture is made smaller at once: lower qualities would not do. */
const MAX_QUALITY_GAIN = 1.6;

/** So much more would have fitted. */
const MIN_ROOM = 1.5;

export type SharpLibrary = typeof sharp;

/** One picture on its way into what X takes. */
export class OneFit {
  readonly #sharp: SharpLibrary;
  readonly #bytes: Uint8Array;
  readonly #demand: FitDemand;

  constructor(sharp: SharpLibrary, bytes: Uint8Array, demand: FitDemand) {
    this.#sharp = sharp;
    this.#bytes = bytes;
    this.#demand = demand;
  }

  /** @throws MediaRejectedError, and what libvips throws */
  async run(): Promise<FittedPicture> {
    const metadata = await this.#open().metadata();
    const { width, height } = metadata.autoOrient;
    const isOpaque = !metadata.hasAlpha || (await this.#open().stats()).isOpaque;
    const { maxBytes, maxSidePx } = this.#demand;
    let scale = Math.min(1, maxSidePx / Math.max(width, height));
    let encodings = chooseEncodings(metadata, isOpaque, (this.#bytes.length * scale * scale) / maxBytes);
    for (let size = 0; size < MAX_SIZES; size += 1) {
      if (Math.min(scaled(width, scale), scaled(height, scale)) < MIN_PHOTO_SIDE_PX) throw tooThin(width, height);
      const tried = await this.#tryEach(metadata, isOpaque, encodings, scale);
      if (tried.bytes.length <= maxBytes) {
        return size === 0 ? tried : await this.#larger(metadata, isOpaque, encodings.slice(-1), { tried, scale });
      }
      scale *= Math.min(0.95, Math.sqrt(maxBytes / tried.bytes.length));
      encodings = encodings.slice(-2, encodings.length > 1 ? -1 : undefined);
    }
    throw new MediaRejectedError('MEDIA_TOO_LARGE', `${MAX_SIZES} smaller sizes of it are still too heavy`, {
      advice: 'Export a smaller picture.',
    });
  }

  /** Once more where the guess was too careful: what is light enough and larger, else what was tried. */
  async #larger(
    metadata: Metadata,
    isOpaque: boolean,
    encodings: readonly Encoding[],
    { tried, scale }: { readonly tried: FittedPicture; readonly scale: number },
  ): Promise<FittedPicture> {
    const room = this.#demand.maxBytes / tried.bytes.length;
    if (room < MIN_ROOM) return tried;
    const again = await this.#tryEach(metadata, isOpaque, encodings, scale * Math.sqrt(0.85 * room));
    return again.bytes.length <= this.#demand.maxBytes ? again : tried;
  }

  /** The first that is light enough, else one that is not. */
  async #tryEach(
    metadata: Metadata,
    isOpaque: boolean,
    encodings: readonly Encoding[],
    scale: number,
  ): Promise<FittedPicture> {
    let tried: FittedPicture | undefined;
    for (const encoding of encodings) {
      tried = await this.#encode(metadata, isOpaque, encoding, scale);
      const excess = tried.bytes.length / this.#demand.maxBytes;
      if (excess <= 1 || (excess > MAX_QUALITY_GAIN && encoding.mediaType !== 'image/png')) break;
    }
    if (tried === undefined) throw new Error('no encoding was given');
    return tried;
  }

  async #encode(metadata: Metadata, isOpaque: boolean, encoding: Encoding, scale: number): Promise<FittedPicture> {
    const { width, height } = metadata.autoOrient;
    let image = this.#open().autoOrient();
    if (scale < 1) image = image.resize({ width: scaled(width, scale), height: scaled(height, scale), fit: 'fill' });
    if (isOpaque && metadata.hasAlpha) image = image.removeAlpha();
    const { data, info } = await encoding
      .apply(this.#keeping(image, metadata))
      .timeout({ seconds: MAX_ENCODING_SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, mediaType: encoding.mediaType, widthPx: info.width, heightPx: info.height };
  }

  /** Colours made of light go through as they are, under their own profile; others become sRGB. */
  #keeping(image: Sharp, { space }: Metadata): Sharp {
    const isOfLight = ['srgb', 'rgb', 'rgb16', 'b-w', 'grey16'].includes(space);
    const coloured = isOfLight ? image.keepIccProfile() : image.toColourspace('srgb');
    return this.#demand.keepMetadata ? coloured.keepExif().keepXmp() : coloured;
  }

  #open(): Sharp {
    const options: SharpOptions = { limitInputPixels: MAX_DECODED_PX, failOn: 'error', pages: 1, sequentialRead: true };
    return this.#sharp(this.#bytes, options);
  }
}

function scaled(sidePx: number, scale: number): number {
  return Math.max(1, Math.round(sidePx * scale));
}

function tooThin(width: number, height: number): MediaRejectedError {
  const message = `a picture of ${width}×${height} px cannot be scaled to sides of 4 to 8192`;
  return new MediaRejectedError('MEDIA_PIXELS', message, { advice: 'Crop it.' });
}
