import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePlace } from '../../../functions/triggers/s3-drop/parse-place.ts';
import { dropWorld, photo } from '../../fakes/drop-world.ts';

const withPlace = readFileSync(join(import.meta.dirname, '../../fixtures/media/rotated-with-gps-320x200.jpg'));
const route = { prefix: 'main/', account: 'main', settleSeconds: 10 };
const v1 = { driver: 'v1' };

describe('the place in a picture', () => {
  it.each([
    { case: 'by default', location: {}, account: v1, text: 'text: a', geo: undefined },
    {
      case: 'where the route shows it',
      location: { location: true },
      account: v1,
      text: 'text: a',
      geo: { lat: 52.37, long: 4.9 },
    },
    {
      case: 'where another one is written',
      location: { location: true },
      account: v1,
      text: 'geo: { placeId: abc }',
      geo: { placeId: 'abc' },
    },
    { case: 'on driver v2', location: { location: true }, account: {}, text: 'text: a', geo: undefined },
  ])('is shown as it must be $case', async ({ location, account, text, geo }) => {
    const world = await dropWorld([{ ...route, ...location }], account);
    await world.put('main/a.jpg', withPlace);
    await world.put('main/a.yaml', text);
    await world.after(10);
    expect(world.rowOf('main/a.jpg')).toMatchObject({ state: 'POSTED' });
    expect(world.rowOf('main/a.jpg')?.post?.geo).toEqual(geo);
  });

  it('is warned about on v2, which cannot say it, and only where there is one', async () => {
    const world = await dropWorld([{ ...route, location: true }]);
    await world.put('main/a.jpg', withPlace);
    await world.put('main/b.jpg', photo);
    await world.after(10);
    const told = (key: string) => world.rowOf(key)?.warnings.filter((warning) => warning.startsWith('geo'));
    expect(told('main/a.jpg')).toHaveLength(1);
    expect(told('main/b.jpg')).toEqual([]);
  });

  it('is that of the first picture in an album', async () => {
    const world = await dropWorld([{ ...route, location: true }], v1);
    await world.put('main/x/a.jpg', withPlace);
    await world.put('main/x/b.jpg', photo);
    await world.put('main/x/post.md', 'two');
    await world.after(10);
    expect(world.rowOf('main/x/post.md')?.post?.geo).toEqual({ lat: 52.37, long: 4.9 });
  });

  it('is none, or one on earth, whatever the bytes are', async () => {
    const bytes = fc.tuple(fc.nat(withPlace.length - 1), fc.uint8Array({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([at, noise]) => {
        const damaged = Buffer.concat([withPlace.subarray(0, at), noise, withPlace.subarray(at + noise.length)]);
        const place = await parsePlace(damaged);
        expect(Math.abs(place?.lat ?? 0)).toBeLessThanOrEqual(90);
        expect(Math.abs(place?.long ?? 0)).toBeLessThanOrEqual(180);
      }),
      { numRuns: 100 },
    );
  });
});
