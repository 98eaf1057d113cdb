import {
  MAX_GIF_FRAMES,
  MAX_GIF_HEIGHT_PX,
  MAX_GIF_TOTAL_PX,
  MAX_GIF_WIDTH_PX,
} from '../../functions/domain/x-limits.ts';
import type { CategoryRule } from './media-category.ts';
import type { MediaFacts, NoMedia, PictureFacts } from './media-facts.ts';
import type { ProcessingFailure } from './processing.ts';

export interface VideoLimits {
  readonly minVideoSeconds: number;
  readonly maxVideoSeconds: number;
}

/** X media best practices, August 2026. The largest frame is told differently by every source, so it is not checked. */
const MIN_VIDEO_SIDE_PX = 32;
const MAX_VIDEO_ASPECT = 3;

const UNSUPPORTED_FORMAT = invalid('Unsupported video format');
const INVALID_FILE = invalid('file is invalid');

/** What is wrong with the content for that use, in the words of X's processing; undefined when X would take it. */
export function judgeContent(
  found: MediaFacts | NoMedia,
  shows: CategoryRule['shows'],
  limits: VideoLimits,
): ProcessingFailure | undefined {
  if (shows === 'video') return judgeVideo(found, limits);
  if (found.kind !== 'picture') return INVALID_FILE;
  if (shows === 'gif' && found.mediaType !== 'image/gif') return INVALID_FILE;
  return judgeAnimation(found);
}

/** A GIF that stands still is a picture like any other. */
function judgeAnimation({ mediaType, frames, widthPx, heightPx }: PictureFacts): ProcessingFailure | undefined {
  if (mediaType !== 'image/gif' || frames <= 1) return undefined;
  if (widthPx > MAX_GIF_WIDTH_PX || heightPx > MAX_GIF_HEIGHT_PX) {
    return invalid(`GIF dimensions ${widthPx}x${heightPx} exceed ${MAX_GIF_WIDTH_PX}x${MAX_GIF_HEIGHT_PX}`);
  }
  if (frames > MAX_GIF_FRAMES) return invalid(`GIF has ${frames} frames, more than ${MAX_GIF_FRAMES}`);
  if (widthPx * heightPx * frames > MAX_GIF_TOTAL_PX) return invalid('GIF has too many pixels in all its frames');
  return undefined;
}

function judgeVideo(found: MediaFacts | NoMedia, limits: VideoLimits): ProcessingFailure | undefined {
  if (found.kind === 'broken') return INVALID_FILE;
  if (found.kind !== 'movie') return UNSUPPORTED_FORMAT;
  const { widthPx, heightPx, durationMs } = found;
  if (Math.min(widthPx, heightPx) < MIN_VIDEO_SIDE_PX) return invalid('Video is smaller than 32x32');
  if (Math.max(widthPx, heightPx) > MAX_VIDEO_ASPECT * Math.min(widthPx, heightPx)) {
    return invalid('Video aspect ratio is not between 1:3 and 3:1');
  }
  return durationMs === undefined ? undefined : judgeDuration(durationMs, limits);
}

function judgeDuration(
  durationMs: number,
  { minVideoSeconds, maxVideoSeconds }: VideoLimits,
): ProcessingFailure | undefined {
  const duration = inWords(durationMs);
  if (durationMs > maxVideoSeconds * 1000) {
    return unsupported(`Duration ${duration} exceeds max duration of ${inWords(maxVideoSeconds * 1000)}`);
  }
  if (durationMs < minVideoSeconds * 1000) {
    return unsupported(`Duration ${duration} is below min duration of ${inWords(minVideoSeconds * 1000)}`);
  }
  return undefined;
}

/** A duration as X writes it, as in `2.minutes+29.seconds+350.milliseconds`. */
function inWords(durationMs: number): string {
  const minutes = Math.floor(durationMs / 60_000);
  const seconds = Math.floor((durationMs % 60_000) / 1000);
  const milliseconds = Math.round(durationMs % 1000);
  const parts = [
    { count: minutes, unit: 'minutes' },
    { count: seconds, unit: 'seconds' },
    { count: milliseconds, unit: 'milliseconds' },
  ];
  const present = parts.filter(({ count }) => count > 0).map(({ count, unit }) => `${count}.${unit}`);
  return present.join('+') || '0.seconds';
}

function invalid(message: string): ProcessingFailure {
  return { code: 1, name: 'InvalidMedia', message };
}

function unsupported(message: string): ProcessingFailure {
  return { code: 3, name: 'UnsupportedMedia', message };
}
