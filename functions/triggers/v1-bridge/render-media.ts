/** What of a medium is told; `BridgeMedia` has all of it. */
interface MediaFacts {
  readonly mediaId: string;
  readonly mediaKey?: string;
  readonly totalBytes?: number;
  readonly expiresAfterSeconds?: number;
  readonly image?: { readonly mediaType: string; readonly widthPx: number; readonly heightPx: number };
  readonly video?: { readonly mediaType: string };
  readonly processing?: {
    readonly state: string;
    readonly checkAfterSeconds?: number;
    readonly progressPercent?: number;
    readonly error?: { readonly code?: number; readonly name?: string; readonly message?: string };
  };
  readonly limit?: { readonly limit: number; readonly remaining: number; readonly resetAtEpochSeconds: number };
}

/** A medium as `media/upload` answers it, with only what is known. */
export function renderMedia(media: MediaFacts): Readonly<Record<string, unknown>> {
  const { mediaId, mediaKey, totalBytes, expiresAfterSeconds, image, video, processing } = media;
  return {
    media_id: BigInt(mediaId),
    media_id_string: mediaId,
    media_key: mediaKey,
    size: totalBytes,
    expires_after_secs: expiresAfterSeconds,
    image: image && { image_type: image.mediaType, w: image.widthPx, h: image.heightPx },
    video: video && { video_type: video.mediaType },
    processing_info: processing && renderProcessing(processing),
  };
}

function renderProcessing(processing: NonNullable<MediaFacts['processing']>): Readonly<Record<string, unknown>> {
  const { state, checkAfterSeconds, progressPercent, error } = processing;
  return {
    state,
    check_after_secs: checkAfterSeconds,
    progress_percent: progressPercent,
    error: state === 'failed' ? { ...failure, ...error } : undefined,
  };
}

/** v2 does not tell why. */
const failure = { code: 1, name: 'InvalidMedia', message: 'The media could not be processed.' };

/** X's limit for this kind of call, as X itself told it; none where it did not. */
export function limitHeaders({ limit }: Pick<MediaFacts, 'limit'>): Readonly<Record<string, string>> {
  if (limit === undefined) return {};
  return {
    'x-rate-limit-limit': String(limit.limit),
    'x-rate-limit-remaining': String(limit.remaining),
    'x-rate-limit-reset': String(limit.resetAtEpochSeconds),
  };
}
