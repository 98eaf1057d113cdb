import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countGifFrames } from '../../../sandbox/media/count-frames.ts';
import { stillGif } from '../../../sandbox/page/look/still-gif.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));

describe('stillGif', () => {
  it('keeps the first image of a GIF that moves, whole', () => {
    const moving = fixture('animated-64x48-6-frames.gif');

    const still = stillGif(moving);

    expect(countGifFrames(moving)).toBe(6);
    expect(countGifFrames(still)).toBe(1);
    expect(moving.subarray(0, still.length - 1).equals(still.subarray(0, -1))).toBe(true);
  });

  it('leaves a GIF that stands still as it is', () => {
    const still = fixture('still-64x48.gif');

    expect(stillGif(still).equals(still)).toBe(true);
  });

  it('gives back bytes that are no whole GIF, whatever they are', () => {
    const moving = fixture('animated-64x48-6-frames.gif');
    fc.assert(
      fc.property(fc.nat(moving.length), fc.uint8Array({ maxLength: 40 }), (cut, noise) => {
        const bytes = Buffer.concat([moving.subarray(0, cut), noise]);
        expect(stillGif(bytes).length).toBeLessThanOrEqual(bytes.length + 1);
      }),
    );
  });
});
