import type { MediaFacts, RangedBytes } from '../media-facts.ts';
import { MAX_PHOTO_SIDE_PX } from '../x-limits.ts';
import { cutMetadata } from './cut-metadata.ts';
import { canBeFitted, isBeyondX } from './expect-fit.ts';
import { lookAtPicture, type PictureLook } from './look-at-picture.ts';
import type { FitDemand, PictureRules } from './picture-fitter.ts';

/** What is to be done to one picture. */
export type FitPlan =
  /** Byte for byte; X refuses what is still beyond it. `bytes` where they were read. */
  | { readonly how: 'as-is'; readonly bytes?: Uint8Array; readonly look?: PictureLook }
  | { readonly how: 'cut'; readonly bytes: Uint8Array; readonly look: PictureLook }
  | {
      readonly how: 'decode';
      readonly bytes: Uint8Array;
      readonly look?: PictureLook;
      readonly demand: FitDemand;
      /** What is done where it cannot be decoded here; absent where X would refuse that. */
      readonly otherwise?: FitPlan;
    };

/**
 * What the rules ask to be done to a picture, and no more than that. All of it is read once where it may need
 * something: a photo that X takes has 5 MB.
 */
export async function planFit(
  picture: RangedBytes & MediaFacts,
  rules: PictureRules,
  maxPhotoBytes: number,
  signal?: AbortSignal,
): Promise<FitPlan> {
  const isBeyond = isBeyondX(picture, maxPhotoBytes);
  if (picture.kind !== 'photo' || picture.moves === true) return { how: 'as-is' };
  if (isBeyond && (rules.oversize === 'refuse' || !canBeFitted(picture))) return { how: 'as-is' };
  const bytes = await readAll(picture, signal);
  const look = lookAtPicture(bytes, picture.mediaType);
  const demand = { maxBytes: maxPhotoBytes, maxSidePx: MAX_PHOTO_SIDE_PX, keepMetadata: !rules.stripMetadata };
  if (isBeyond) return { how: 'decode', bytes, demand, ...(look === undefined ? {} : { look }) };
  if (look === undefined) return { how: 'as-is', bytes };
  const isCut = rules.stripMetadata && cutsAnything(look);
  const otherwise: FitPlan = isCut
    ? { how: 'cut', bytes: cutMetadata(bytes, look, picture.mediaType), look }
    : { how: 'as-is', bytes, look };
  const looksWrong = look.orientation !== 1 || look.isCmyk;
  const mayDecode = rules.oversize === 'downscale' && canBeFitted(picture);
  return looksWrong && mayDecode ? { how: 'decode', bytes, look, demand, otherwise } : otherwise;
}

/** EXIF that says nothing but which way is up is left in its place. */
function cutsAnything({ metadata, segments }: PictureLook): boolean {
  if (metadata.length === 0) return false;
  const [only, ...others] = segments.filter(({ holds }) => holds !== undefined);
  const isOurOwn = only?.tiffAt !== undefined && only.endByteExclusive - only.tiffAt <= 30 && others.length === 0;
  return !(isOurOwn && metadata.length === 1);
}

/** Into the place it takes: joining pieces would need twice the room. */
async function readAll(source: RangedBytes, signal?: AbortSignal): Promise<Uint8Array> {
  const bytes = Buffer.alloc(source.totalBytes);
  let at = 0;
  for await (const part of await source.read(0, bytes.length, signal)) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
