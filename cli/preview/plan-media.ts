import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaFacts } from '../../functions/domain/media-facts.ts';
import { openMedia } from '../../functions/domain/open-media.ts';
import { fitPicture } from '../../functions/domain/pictures/fit-picture.ts';
import type { PictureFitter, PictureRules } from '../../functions/domain/pictures/picture-fitter.ts';
import { planFit } from '../../functions/domain/pictures/plan-fit.ts';
import type { MediaStore } from '../../functions/domain/ports.ts';
import type { PostMedia } from '../../functions/domain/post.ts';
import type { FieldFault } from '../../functions/domain/x-account.ts';

/** One medium as it would go up. */
export interface PlannedMedium {
  /** Null where nothing is known yet. */
  readonly facts: MediaFacts | null;
  readonly changes: readonly string[];
  readonly fault?: FieldFault;
}

export interface MediaPlanner {
  readonly store: MediaStore;
  readonly fitter: PictureFitter;
  readonly rules: PictureRules;
  readonly maxPhotoBytes: number;
}

/** What would be uploaded of a medium: the same steps that the publisher takes, and nothing kept of them. */
export async function planMedium(medium: PostMedia, index: number, planner: MediaPlanner): Promise<PlannedMedium> {
  if (medium.from === 'url') return { facts: null, changes: ['is fetched when it is posted'] };
  if (medium.from === 'uploaded') return { facts: null, changes: [] };
  const { store, fitter, rules, maxPhotoBytes } = planner;
  try {
    const source = await openMedia(medium.ref, store);
    const fit = await fitPicture(source, await planFit(source, rules, maxPhotoBytes), fitter);
    if (fit.picture === undefined) return { facts: source, changes: fit.notes };
    const { bytes, mediaType, widthPx, heightPx } = fit.picture;
    return { facts: { ...source, mediaType, widthPx, heightPx, totalBytes: bytes.length }, changes: fit.notes };
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    const { code, message } = error;
    return { facts: null, changes: [], fault: { path: `media[${index}]`, code, message } };
  }
}
