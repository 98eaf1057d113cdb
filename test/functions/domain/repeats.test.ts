import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import * as errors from '../../../functions/domain/errors.ts';
import type { MediaRef, Post } from '../../../functions/domain/post.ts';
import { printMedia } from '../../../functions/domain/print-media.ts';
import { redrive } from '../../../functions/domain/redrive.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const HOUR_MS = 3_600_000;

let world: PublishingWorld;
let samePhoto: MediaRef;
let otherPhoto: MediaRef;

beforeEach(async () => {
  world = await publishingWorld();
  world.rules = { ...world.rules, refuseRepeatsWithinHours: 24 };
  const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));
  samePhoto = await world.media.stage('a-copy.jpg', bytes);
  // Bytes behind the end of a picture make it another file.
  otherPhoto = await world.media.stage('other.jpg', Buffer.concat([bytes, bytes]));
});

const showing = (ref: MediaRef, text = ''): Partial<Post> => ({ text, media: [{ from: 'stored', ref }] });
const texts = () => world.x.posts.map(({ text }) => text);
const state = async (id: string) => (await world.row(id)).state;

describe('an account that refuses repeats', () => {
  it.each([
    { case: 'the same text', first: () => ({ text: 'hello' }), second: () => ({ text: 'hello' }) },
    {
      case: 'the same words',
      first: () => ({ text: 'caf\u00E9 ole' }),
      second: () => ({ text: ' cafe\u0301  ole\n' }),
    },
    { case: 'the same picture', first: () => showing(world.photo), second: () => showing(samePhoto) },
    {
      case: 'the same picture with another text',
      first: () => showing(world.photo, 'one'),
      second: () => showing(samePhoto, 'two'),
    },
    {
      case: 'the same text with another picture',
      first: () => showing(world.photo, 'one'),
      second: () => showing(otherPhoto, 'one'),
    },
  ])('fails $case, before X hears of it', async ({ first, second }) => {
    await world.accept('a', first());
    await world.publish();
    const calls = world.x.calls.length;
    await world.accept('b', second());
    await world.publish();
    expect(await world.row('b')).toMatchObject({ state: 'REJECTED', failure: { code: 'REPEATED' } });
    expect(world.x.calls.slice(calls)).toEqual(['open']);
  });

  it.each([
    { case: 'two pictures without text', first: () => showing(world.photo), second: () => showing(otherPhoto) },
    { case: 'blank texts', first: () => showing(world.photo, ' '), second: () => showing(otherPhoto, '\n') },
    {
      case: 'equal answers to two posts',
      first: () => ({ text: 'thanks', replyTo: '1' }),
      second: () => ({ text: 'thanks', replyTo: '2' }),
    },
    {
      case: 'the same text of another account',
      first: () => ({ text: 'hi', account: 'other' }),
      second: () => ({ text: 'hi' }),
    },
  ])('lets $case pass', async ({ first, second }) => {
    await world.accept('a', first());
    await world.accept('b', second());
    const { publishAccount } = await import('../../../functions/domain/publish-account.ts');
    await publishAccount('other', world.ports, { owner: 'me', deadlineEpochMs: Infinity });
    await world.publish();
    expect(world.x.posts).toHaveLength(2);
  });

  it('lets the same pass again after the window', async () => {
    await world.accept('a', { text: 'hello' });
    await world.publish();
    world.advance(24 * HOUR_MS);
    await world.accept('b', { text: 'hello' });
    await world.publish();
    expect(texts()).toEqual(['hello', 'hello']);
  });

  it('takes a post of unknown outcome for one that is there', async () => {
    await world.accept('a', { text: 'hello' });
    await world.accept('b', { text: 'hello' });
    world.x.next('create', 'lost');
    await world.publish();
    expect(await state('b')).toBe('REJECTED');
  });

  it('knows of a post whose row the log has forgotten, in a window that is longer than rows are kept', async () => {
    world.rules = { ...world.rules, refuseRepeatsWithinHours: 8_760 };
    await world.accept('a', { text: 'hello' });
    await world.publish();
    world.advance(100 * 24 * HOUR_MS);
    world.log.forget('a');
    await world.accept('b', { text: 'hello' });
    await world.publish();
    expect(await world.row('b')).toMatchObject({ state: 'REJECTED', failure: { code: 'REPEATED' } });
  });

  it('does not hold what failed against its repeat', async () => {
    await world.accept('a', { text: 'hello' });
    await world.accept('b', { text: 'hello' });
    world.x.next('create', new errors.XRefusedError('X_FORBIDDEN', 'no'));
    await world.publish();
    expect(await state('a')).toBe('REJECTED');
    expect(await state('b')).toBe('POSTED');
  });

  it('is no repeat of itself, however often a post is tried', async () => {
    await world.accept('a', showing(world.photo, 'hello'));
    world.x.next('create', new errors.OutcomeUnknownError('silence'));
    await world.publish();
    for (const seconds of [30, 90, 480]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', attempts: [{}, {}] });
    expect(world.x.uploads).toHaveLength(1);
  });

  it('may send again by hand what it refused, once the window has passed', async () => {
    await world.accept('a', { text: 'hello' });
    await world.accept('b', { text: 'hello' });
    await world.publish();
    await redrive('b', world.ports);
    await world.publish();
    expect(await state('b')).toBe('REJECTED');
    world.advance(24 * HOUR_MS);
    await redrive('b', world.ports);
    await world.publish();
    expect(await state('b')).toBe('POSTED');
  });

  it('remembers in the transaction of the intent, and keeps the hash in the row', async () => {
    await world.accept('a', showing(world.photo, 'hello'));
    await world.publish();
    const intent = world.log.transactions.find((items) => items.some(({ kind }) => kind === 'mark'));
    expect(intent?.map(({ kind }) => kind).toSorted()).toEqual(['account', 'mark', 'mark', 'publication']);
    expect((await world.row('a')).media[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs the file no more once it is up', async () => {
    const ref = world.media.put('gone.jpg', world.media.objects.get('work/photo.jpg')!.bytes);
    await world.accept('a', showing(ref));
    world.x.next('create', new errors.XUnreachableError('refused'));
    await world.publish();
    world.media.takeAway('gone.jpg');
    world.advance(60_000);
    await world.publish();
    expect(await state('a')).toBe('POSTED');
  });
});

describe('an account that lets repeats through', () => {
  it('posts the same again, and remembers nothing', async () => {
    world.rules = { maxLatenessHours: 168, reconcileAfterSeconds: [30], whenUnknown: 'ask' };
    await world.accept('a', showing(world.photo, 'hello'));
    await world.accept('b', showing(samePhoto, 'hello'));
    await world.publish();
    expect(texts()).toEqual(['hello', 'hello']);
    expect(world.log.transactions.flat().some(({ kind }) => kind === 'mark')).toBe(false);
  });
});

describe('printMedia', () => {
  /** A film of that size: one byte differs from zero. */
  function film(totalBytes: number, oddByteAt = -1) {
    let readBytes = 0;
    const read = async (start: number, end: number) => {
      const bytes = Buffer.alloc(end - start);
      if (oddByteAt >= start && oddByteAt < end) bytes[oddByteAt - start] = 1;
      readBytes += bytes.length;
      return (async function* () {
        yield bytes;
      })();
    };
    return { source: { totalBytes, read }, readBytes: () => readBytes };
  }

  it('gives the SHA-256 of what is not heavier than a picture', async () => {
    const { sha256, print } = await printMedia(film(1_000).source);
    expect(sha256).toBe('541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53');
    expect(print).toContain(sha256);
  });

  it('reads no more than three samples of a heavy film', async () => {
    const { source, readBytes } = film(400_000_000);
    expect((await printMedia(source)).sha256).toBeUndefined();
    expect(readBytes()).toBe(3 * 1024 * 1024);
  });

  it.each([0, 200_000_000, 399_999_999])('tells films apart by the byte at %i', async (at) => {
    const plain = await printMedia(film(400_000_000).source);
    expect(await printMedia(film(400_000_000).source)).toEqual(plain);
    expect(await printMedia(film(400_000_000, at).source)).not.toEqual(plain);
  });

  it('tells films of different sizes apart', async () => {
    expect(await printMedia(film(400_000_001).source)).not.toEqual(await printMedia(film(400_000_000).source));
  });
});
