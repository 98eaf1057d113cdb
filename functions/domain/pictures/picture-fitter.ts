/** What a re-encoded picture has to keep to. */
export interface FitDemand {
  readonly maxBytes: number;
  readonly maxSidePx: number;
  /** Written by cameras and programs; which way is up is applied to the pixels either way. */
  readonly keepMetadata: boolean;
}

export interface FittedPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Decodes a picture and encodes it anew: upright, in colours that every viewer shows, its colour profile kept, as little
 * changed as the demand allows. The same picture and demand give the same bytes.
 */
export interface PictureFitter {
  /** @throws MediaRejectedError `MEDIA_CORRUPT`, `MEDIA_PIXELS`, `MEDIA_TOO_LARGE`, `MEDIA_CRASHES`, `FITTER_MISSING` */
  fit(bytes: Uint8Array, demand: FitDemand): Promise<FittedPicture>;
}

/** What a route, or its account, allows to be done to pictures. */
export interface PictureRules {
  /** Whether a picture that X would refuse is made fit for it, or refused. */
  readonly oversize: 'downscale' | 'refuse';
  /** Whether what cameras and programs wrote into it, the place among it, is taken out. */
  readonly stripMetadata: boolean;
}
