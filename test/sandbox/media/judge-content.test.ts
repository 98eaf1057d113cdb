import { describe, expect, it } from 'vitest';

import { judgeContent } from '../../../sandbox/media/judge-content.ts';
import type { MovieFacts, PictureFacts } from '../../../sandbox/media/media-facts.ts';

const limits = { minVideoSeconds: 0.5, maxVideoSeconds: 140 };
const photo: PictureFacts = { kind: 'picture', mediaType: 'image/png', widthPx: 800, heightPx: 320, frames: 1 };
const gif: PictureFacts = { kind: 'picture', mediaType: 'image/gif', widthPx: 1280, heightPx: 1080, frames: 20 };
const film: MovieFacts = { kind: 'movie', mediaType: 'video/mp4', widthPx: 1280, heightPx: 720, durationMs: 30_000 };

describe('judgeContent', () => {
  it.each([
    { case: 'a photo as a picture', found: photo, shows: 'picture' as const },
    { case: 'an animated GIF as a picture', found: gif, shows: 'picture' as const },
    { case: 'an animated GIF as a GIF', found: gif, shows: 'gif' as const },
    { case: 'a still GIF of any size', found: { ...gif, widthPx: 5000, frames: 1 }, shows: 'gif' as const },
    {
      case: 'a GIF of 350 small frames',
      found: { ...gif, widthPx: 100, heightPx: 100, frames: 350 },
      shows: 'gif' as const,
    },
    { case: 'a film', found: film, shows: 'video' as const },
    { case: 'a film of 140 s', found: { ...film, durationMs: 140_000 }, shows: 'video' as const },
    { case: 'a film of 0.5 s', found: { ...film, durationMs: 500 }, shows: 'video' as const },
    {
      case: 'a film that does not say how long it is',
      found: { ...film, durationMs: undefined },
      shows: 'video' as const,
    },
  ])('takes $case', ({ found, shows }) => {
    expect(judgeContent(found, shows, limits)).toBeUndefined();
  });

  it.each([
    { case: 'a photo as a GIF', found: photo, shows: 'gif' as const, message: 'file is invalid' },
    { case: 'a photo as a film', found: photo, shows: 'video' as const, message: 'Unsupported video format' },
    { case: 'a film as a picture', found: film, shows: 'picture' as const, message: 'file is invalid' },
    {
      case: 'garbage as a film',
      found: { kind: 'unknown' as const },
      shows: 'video' as const,
      message: 'Unsupported video format',
    },
    { case: 'a cut film', found: { kind: 'broken' as const }, shows: 'video' as const, message: 'file is invalid' },
    {
      case: 'a GIF too wide',
      found: { ...gif, widthPx: 1281 },
      shows: 'gif' as const,
      message: 'GIF dimensions 1281x1080 exceed 1280x1080',
    },
    {
      case: 'a GIF of 351 frames',
      found: { ...gif, frames: 351 },
      shows: 'gif' as const,
      message: 'GIF has 351 frames, more than 350',
    },
    {
      case: 'a GIF of 301 M pixels',
      found: { ...gif, widthPx: 1000, heightPx: 1001, frames: 300 },
      shows: 'gif' as const,
      message: 'GIF has too many pixels in all its frames',
    },
    {
      case: 'a tiny film',
      found: { ...film, heightPx: 30 },
      shows: 'video' as const,
      message: 'Video is smaller than 32x32',
    },
    {
      case: 'a narrow film',
      found: { ...film, widthPx: 200, heightPx: 601 },
      shows: 'video' as const,
      message: 'Video aspect ratio is not between 1:3 and 3:1',
    },
  ])('refuses $case as InvalidMedia', ({ found, shows, message }) => {
    expect(judgeContent(found, shows, limits)).toEqual({ code: 1, name: 'InvalidMedia', message });
  });

  it.each([
    {
      durationMs: 149_350,
      message: 'Duration 2.minutes+29.seconds+350.milliseconds exceeds max duration of 2.minutes+20.seconds',
    },
    { durationMs: 200, message: 'Duration 200.milliseconds is below min duration of 500.milliseconds' },
  ])('refuses a film of $durationMs ms as UnsupportedMedia, in the words of X', ({ durationMs, message }) => {
    expect(judgeContent({ ...film, durationMs }, 'video', limits)).toEqual({
      code: 3,
      name: 'UnsupportedMedia',
      message,
    });
  });
});
