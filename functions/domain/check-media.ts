import type { MediaFacts } from './media-facts.ts';
import { isForeign, MAX_DECODED_PX } from './pictures/expect-fit.ts';
import type { PostMedia } from './post.ts';
import type { FieldFault } from './x-account.ts';
import * as limits from './x-limits.ts';

/** Null where nothing is known, as of media that a client uploaded to X before. */
export type KnownMedia = readonly (MediaFacts | null)[];

type Finding = readonly [code: string, message: string] | false;

/** Everything about the media of a post that X would refuse; index by index as in `media`. */
export function checkMedia(
  media: readonly PostMedia[],
  known: KnownMedia,
  maxPhotoBytes: number = limits.MAX_PHOTO_BYTES,
): readonly FieldFault[] {
  const mix = checkMix(media.length, known);
  if (mix !== false) return [toFault('media', mix)];
  return media.flatMap((medium, at) => {
    const facts = known[at] ?? null;
    const found = [checkAltText(medium.altText ?? ''), ...(facts === null ? [] : checkFacts(facts, maxPhotoBytes))];
    const faults = found.filter((finding) => finding !== false);
    return faults.map((finding) =>
      toFault(finding[0] === 'ALT_TEXT' ? `media[${at}].altText` : `media[${at}]`, finding),
    );
  });
}

function toFault(path: string, [code, message]: readonly [string, string]): FieldFault {
  return { path, code, message };
}

function checkMix(count: number, known: KnownMedia): Finding {
  const films = known.filter((facts) => facts !== null && facts.kind !== 'photo').length;
  if (films === 0 ? count <= limits.MAX_PHOTOS : count === 1) return false;
  const got = films === 0 ? `${count} pictures` : `${films} GIF or video among ${count}`;
  return ['MEDIA_MIX', `${got}: a post takes ${limits.MAX_PHOTOS} pictures, or 1 animated GIF, or 1 video`];
}

function checkAltText(altText: string): Finding {
  if (!altText.isWellFormed()) return ['ALT_TEXT', 'the alt text holds half a surrogate pair: send whole characters'];
  // Two units a character at most: no need to count far beyond.
  const length = altText.length > 2 * limits.MAX_ALT_TEXT_LENGTH ? altText.length : Array.from(altText).length;
  if (length <= limits.MAX_ALT_TEXT_LENGTH) return false;
  return ['ALT_TEXT', `the alt text has ${length} characters, allowed ${limits.MAX_ALT_TEXT_LENGTH}: shorten it`];
}

function checkFacts(facts: MediaFacts, maxPhotoBytes: number): readonly Finding[] {
  if (facts.totalBytes === 0) return [['MEDIA_EMPTY', 'the file is empty: copy it again']];
  if (facts.kind === 'photo') return checkPhoto(facts, maxPhotoBytes);
  return facts.kind === 'video' ? checkVideo(facts) : checkGif(facts);
}

function checkPhoto(facts: MediaFacts, maxPhotoBytes: number): readonly Finding[] {
  const { totalBytes, widthPx, heightPx, mediaType } = facts;
  const sides = [widthPx, heightPx].filter((side) => side !== undefined);
  const fits = sides.every((side) => side >= limits.MIN_PHOTO_SIDE_PX && side <= limits.MAX_PHOTO_SIDE_PX);
  return [
    isForeign(facts) && ['MEDIA_TYPE', `the bytes are ${mediaType}, which X does not take: export it as JPEG or PNG`],
    facts.moves === true && [
      'MEDIA_MOVES',
      'the WEBP moves, and X is not known to keep the movement: send it as GIF or MP4',
    ],
    checkBytes('a picture', totalBytes, maxPhotoBytes, beyondScaling(facts)),
    !fits && [
      'MEDIA_PIXELS',
      `the picture is ${widthPx}×${heightPx} px; each side takes ${limits.MIN_PHOTO_SIDE_PX} to ${limits.MAX_PHOTO_SIDE_PX}${beyondScaling(facts)}: resize it`,
    ],
  ];
}

function checkGif({ totalBytes, widthPx = 1, heightPx = 1, frames = 1 }: MediaFacts): readonly Finding[] {
  const totalPx = widthPx * heightPx * frames;
  const isTooWide = widthPx > limits.MAX_GIF_WIDTH_PX || heightPx > limits.MAX_GIF_HEIGHT_PX;
  const allowed = `${limits.MAX_GIF_WIDTH_PX}×${limits.MAX_GIF_HEIGHT_PX} px`;
  return [
    checkBytes('an animated GIF', totalBytes, limits.MAX_GIF_BYTES),
    isTooWide && ['GIF_LIMITS', `the GIF is ${widthPx}×${heightPx} px, allowed ${allowed}: resize it`],
    frames > limits.MAX_GIF_FRAMES && [
      'GIF_LIMITS',
      `the GIF has ${frames} frames, allowed ${limits.MAX_GIF_FRAMES}: shorten it, or send it as MP4`,
    ],
    totalPx > limits.MAX_GIF_TOTAL_PX && [
      'GIF_LIMITS',
      `width × height × frames of the GIF is ${totalPx}, allowed ${limits.MAX_GIF_TOTAL_PX}: resize or shorten it`,
    ],
  ];
}

function checkVideo({ totalBytes, seconds }: MediaFacts): readonly Finding[] {
  const { MIN_VIDEO_SECONDS: min, MAX_VIDEO_SECONDS: max } = limits;
  const fits = seconds === undefined || (seconds >= min && seconds <= max);
  return [
    checkBytes('a video', totalBytes, limits.MAX_VIDEO_BYTES),
    !fits && ['VIDEO_LIMITS', `the video runs ${seconds} s, allowed ${min} to ${max}: cut it to length`],
  ];
}

/** Why it was not simply made smaller. */
function beyondScaling({ widthPx = 0, heightPx = 0 }: MediaFacts): string {
  const isBeyond = widthPx * heightPx > MAX_DECODED_PX;
  return isBeyond ? `, and of more than ${MAX_DECODED_PX / 1e6} megapixels none is scaled here` : '';
}

function checkBytes(what: string, totalBytes: number, maxBytes: number, why = ''): Finding {
  if (totalBytes <= maxBytes) return false;
  return ['MEDIA_TOO_LARGE', `${what} of ${totalBytes} bytes, allowed ${maxBytes}${why}: shrink it`];
}
