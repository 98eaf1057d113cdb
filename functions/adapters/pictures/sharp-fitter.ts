import { MediaRejectedError } from '../../domain/errors.ts';
import { MAX_DECODED_PX } from '../../domain/pictures/expect-fit.ts';
import type { FitDemand, FittedPicture, PictureFitter } from '../../domain/pictures/picture-fitter.ts';
import { MAX_ENCODING_SECONDS, OneFit, type SharpLibrary } from './one-fit.ts';

/** Decoders of what people drop; libvips has many more, for formats that nobody asked to be read here. */
const decoders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);

/** Pictures by libvips. Its 18 MB are loaded by the first picture that needs them, in about 100 ms. */
export class SharpFitter implements PictureFitter {
  readonly #load: () => Promise<SharpLibrary>;
  #library: Promise<SharpLibrary> | undefined;

  constructor(load: () => Promise<SharpLibrary> = loadSharp) {
    this.#load = load;
  }

  async fit(bytes: Uint8Array, demand: FitDemand): Promise<FittedPicture> {
    const sharp = await this.#sharp();
    try {
      return await new OneFit(sharp, bytes, demand).run();
    } catch (error) {
      throw error instanceof MediaRejectedError ? error : refusalOf(error);
    }
  }

  async #sharp(): Promise<SharpLibrary> {
    this.#library ??= this.#load();
    try {
      return await this.#library;
    } catch (cause) {
      const message = 'it has to be encoded anew, and sharp, which does that, cannot be loaded here';
      throw new MediaRejectedError('FITTER_MISSING', message, {
        cause,
        advice: 'Send a picture within X’s limits, or install sharp: npm ci without --omit=optional.',
      });
    }
  }
}

async function loadSharp(): Promise<SharpLibrary> {
  const { default: sharp } = await import('sharp');
  // One picture at a time, in the memory of one picture.
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: decoders });
  return sharp;
}

function refusalOf(cause: unknown): MediaRejectedError {
  const [reason = ''] = String((cause as Error).message).split('\n');
  const advice = 'Export a smaller picture.';
  if (/pixel limit/i.test(reason)) {
    const message = `it has more than ${MAX_DECODED_PX / 1e6} megapixels`;
    return new MediaRejectedError('MEDIA_PIXELS', message, { cause, advice });
  }
  if (/timeout/i.test(reason)) {
    const message = `encoding it takes longer than ${MAX_ENCODING_SECONDS} s`;
    return new MediaRejectedError('MEDIA_CRASHES', message, { cause, advice });
  }
  return new MediaRejectedError('MEDIA_CORRUPT', `the picture cannot be decoded: ${reason.slice(0, 200)}`, {
    cause,
    advice: 'Copy or export it again.',
  });
}
