export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
export type MovieType = 'video/mp4' | 'video/quicktime';

/** A picture as its bytes tell it; more than one frame means it moves. */
export interface PictureFacts {
  readonly kind: 'picture';
  readonly mediaType: PictureType;
  /** Upright, as it is to be shown: an EXIF orientation of 5 to 8 has swapped width and height. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
}

export interface MovieFacts {
  readonly kind: 'movie';
  readonly mediaType: MovieType;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Undefined for a fragmented film whose index does not say. */
  readonly durationMs: number | undefined;
}

/** `unknown`: no kind of media we know. `broken`: begins like one, but cannot be read. */
export interface NoMedia {
  readonly kind: 'unknown' | 'broken';
}

export type MediaFacts = PictureFacts | MovieFacts;
