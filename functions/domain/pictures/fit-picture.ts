import { MediaRejectedError } from '../errors.ts';
import type { MediaFacts } from '../media-facts.ts';
import type { PictureLook } from './look-at-picture.ts';
import type { FittedPicture, PictureFitter } from './picture-fitter.ts';
import type { FitPlan } from './plan-fit.ts';

/** In the words of the tag in the bucket. */
export type PictureChange = 'stripped' | 'turned' | 'recoloured' | 'converted' | 'scaled' | 'recompressed';

/** A picture after its plan was carried out; without a change it is the one that was there. */
export interface PictureFit {
  readonly picture: FittedPicture | undefined;
  readonly changes: readonly PictureChange[];
  /** What people read: what was done, or could not be done. */
  readonly notes: readonly string[];
}

/**
 * Carries a plan out.
 *
 * @throws MediaRejectedError as `PictureFitter.fit` does, where nothing else will do
 */
export async function fitPicture(facts: MediaFacts, plan: FitPlan, fitter: PictureFitter): Promise<PictureFit> {
  if (plan.how === 'as-is') return { picture: undefined, changes: [], notes: [] };
  if (plan.how === 'cut') return cutFit(facts, plan.bytes, plan.look);
  try {
    return fitOf(facts, await fitter.fit(plan.bytes, plan.demand), plan);
  } catch (error) {
    if (!(error instanceof MediaRejectedError) || error.code !== 'FITTER_MISSING') throw error;
    if (plan.otherwise === undefined) throw error;
    const fit = await fitPicture(facts, plan.otherwise, fitter);
    return { ...fit, notes: [...fit.notes, `goes as it is, ${wrongness(plan.look)}: ${error.message}`] };
  }
}

function cutFit(facts: MediaFacts, bytes: Uint8Array, look: PictureLook): PictureFit {
  const { mediaType, widthPx = 0, heightPx = 0 } = facts;
  return { picture: { bytes, mediaType, widthPx, heightPx }, changes: ['stripped'], notes: [strippedNote(look)] };
}

function fitOf(facts: MediaFacts, picture: FittedPicture, plan: Extract<FitPlan, { how: 'decode' }>): PictureFit {
  const { look, demand } = plan;
  const { mediaType, widthPx, heightPx, bytes } = picture;
  const [before, after] = [sidesOf(facts), sidesOf(picture)];
  const isScaled = before.long > 0 && (before.long !== after.long || before.short !== after.short);
  const isStripped = !demand.keepMetadata && (look?.metadata.length ?? 0) > 0;
  const done: readonly (readonly [PictureChange, boolean, string])[] = [
    ['turned', (look?.orientation ?? 1) !== 1, 'turned upright'],
    ['recoloured', look?.isCmyk === true, 'converted from CMYK to sRGB'],
    ['converted', mediaType !== facts.mediaType, `converted from ${facts.mediaType} to ${mediaType}`],
    ['scaled', isScaled, `scaled from ${facts.widthPx}×${facts.heightPx} to ${widthPx}×${heightPx} px`],
    ['recompressed', true, `encoded anew, ${facts.totalBytes} bytes before and ${bytes.length} now`],
  ];
  const happened = done.filter(([, isDone]) => isDone);
  const stripped = isStripped && look !== undefined ? [strippedNote(look)] : [];
  return {
    picture,
    changes: [...happened.map(([change]) => change), ...(isStripped ? (['stripped'] as const) : [])],
    notes: [`was ${happened.map(([, , words]) => words).join(', ')}`, ...stripped],
  };
}

function strippedNote({ metadata }: PictureLook): string {
  return `goes without its metadata (${metadata.join(', ')})`;
}

function wrongness(look: PictureLook | undefined): string {
  return look?.isCmyk === true ? 'in CMYK' : 'lying on its side';
}

/** Turning swaps width and height. */
function sidesOf({ widthPx = 0, heightPx = 0 }: Pick<MediaFacts, 'widthPx' | 'heightPx'>) {
  return { long: Math.max(widthPx, heightPx), short: Math.min(widthPx, heightPx) };
}
