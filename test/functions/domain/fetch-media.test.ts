import { createHash } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import { cancel } from '../../../functions/domain/cancel.ts';
import { FetchFailedError, MediaRejectedError, StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { FETCH_LEASE_MS, fetchMedia, type FetchPorts } from '../../../functions/domain/fetch-media.ts';
import type { OperatePorts } from '../../../functions/domain/operate-ports.ts';
import { pauseAccount } from '../../../functions/domain/pause-account.ts';
import type { FetchedMedia, FetchRules } from '../../../functions/domain/ports.ts';
import type { Post } from '../../../functions/domain/post.ts';
import { redriveAll } from '../../../functions/domain/redrive-all.ts';
import { redrive } from '../../../functions/domain/redrive.ts';
import { tagMedia } from '../../../functions/domain/tag-media.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { RecordingFetchHints, RecordingHints } from '../../fakes/recording-hints.ts';
import { picture } from '../../fakes/webhook-bench.ts';

const photo = picture();
const url = 'https://cdn.example.org/a.jpg?X-Amz-Signature=5ecret';
const showing = (...urls: readonly string[]): Partial<Post> => ({
  media: (urls.length === 0 ? [url] : urls).map((one) => ({ from: 'url', url: one, altText: 'A lake' })),
});

let world: PublishingWorld;
let ports: FetchPorts & OperatePorts & { readonly hints: RecordingHints; readonly fetchHints: RecordingFetchHints };
/** What the server of that URL does next; it gives the photo by default. */
let serve: (url: string) => Promise<FetchedMedia>;
let asked: string[];

beforeEach(async () => {
  world = await publishingWorld();
  asked = [];
  serve = async () => giving(photo);
  ports = {
    ...world.ports,
    hints: new RecordingHints(),
    fetchHints: new RecordingFetchHints(),
    fetchRules: (): FetchRules => ({ allowHttp: false, allowPrivateHosts: [] }),
    fetcher: {
      fetch: async (address) => {
        asked.push(address);
        return serve(address);
      },
    },
  };
});

function giving(bytes: Uint8Array, pieceBytes = 700): FetchedMedia {
  return {
    toldBytes: undefined,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    })(),
  };
}

const fails = (error: Error) => async (): Promise<never> => {
  throw error;
};
const busy = (retryAtEpochMs?: number) =>
  fails(new FetchFailedError('FETCH_UNAVAILABLE', 'cdn.example.org answers 503', { retryAtEpochMs }));
const staged = () => [...world.media.objects.keys()].filter((key) => key.startsWith('work/staged/'));

describe('a post that shows what lies behind a URL', () => {
  it('is gathered first, and never seen by the publisher of its account meanwhile', async () => {
    await world.accept('a', showing());
    await world.accept('b');
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'FETCHING', version: 1 });
    expect(world.x.posts.map(({ text }) => text)).toEqual(['text b']);
  });

  it('goes on with what was fetched, its bytes as they were, its print and size in the log', async () => {
    await world.accept('a', showing());
    await fetchMedia('a', ports);
    const ref = { area: 'work', key: 'staged/a/0-2' };
    expect(await world.row('a')).toMatchObject({
      state: 'RECEIVED',
      dueAtEpochMs: world.now(),
      stumbles: 0,
      post: { media: [{ from: 'stored', ref, altText: 'A lake' }] },
      media: [
        {
          sha256: createHash('sha256').update(photo).digest('hex'),
          mediaType: 'image/jpeg',
          totalBytes: photo.length,
        },
      ],
    });
    expect(Buffer.compare(world.media.objects.get('work/staged/a/0-2')!.bytes, photo)).toBe(0);
    expect(ports.hints.sent).toEqual([{ account: 'main', delaySeconds: 0 }]);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('brings four pictures at once, beside one that lay here already', async () => {
    const stored = { from: 'stored', ref: world.photo } as const;
    const media = [...(showing('https://a.example/1', 'https://a.example/2').media ?? []), stored];
    await world.accept('a', { media });
    await fetchMedia('a', ports);
    expect((await world.row('a')).post?.media).toMatchObject([
      { ref: { key: 'staged/a/0-2' } },
      { ref: { key: 'staged/a/1-2' } },
      stored,
    ]);
  });

  it('is fetched at once, however late it is scheduled', async () => {
    const scheduleAtEpochMs = world.now() + 86_400_000;
    await world.accept('a', { ...showing(), scheduleAtEpochMs });
    expect(await world.row('a')).toMatchObject({ state: 'FETCHING', dueAtEpochMs: world.now() });
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED', dueAtEpochMs: scheduleAtEpochMs });
  });

  it('F138: asks once: what changes at the server later changes nothing', async () => {
    await world.accept('a', showing());
    await fetchMedia('a', ports);
    serve = async () => giving(picture('clip-320x240-2s.mp4'));
    await fetchMedia('a', ports);
    await world.publish();
    expect(asked).toEqual([url]);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', media: [{ mediaType: 'image/jpeg' }] });
  });

  it('is fetched by one of many who hear of it at the same time', async () => {
    await world.accept('a', showing());
    await Promise.all(Array.from({ length: 20 }, async () => fetchMedia('a', ports)));
    expect(asked).toHaveLength(1);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED' });
  });

  it('is fetched again when its fetcher died, and a late one cannot touch what the row shows', async () => {
    await world.accept('a', showing());
    let goOn = (): void => undefined;
    const late = fetchMedia('a', {
      ...ports,
      fetcher: {
        fetch: async () => new Promise((resolve) => (goOn = () => resolve(giving(picture('still-64x48.gif'))))),
      },
    });
    await expect.poll(async () => (await world.row('a')).version).toBe(2);
    await fetchMedia('a', ports);
    expect(asked).toEqual([]);
    world.advance(FETCH_LEASE_MS);
    await fetchMedia('a', ports);
    const row = await world.row('a');
    goOn();
    await late;
    expect(await world.row('a')).toEqual(row);
    expect(row.media).toMatchObject([{ mediaType: 'image/jpeg' }]);
    expect(staged()).toEqual(expect.arrayContaining(['work/staged/a/0-3']));
  });

  it('can be cancelled while it is fetched, and what came in is marked with it', async () => {
    world.ports.announce = async (row) => tagMedia(row, world.media);
    await world.accept('a', showing());
    serve = async () => {
      await cancel('a', ports);
      return giving(photo);
    };
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'CANCELLED', failure: { code: 'CANCELLED' } });
    expect(ports.hints.sent).toEqual([]);
    await world.publish();
    expect(world.media.tags.get('work/staged/a/0-2')).toMatchObject({ 'pigeonpost:state': 'cancelled' });
    expect(await world.row('a')).toMatchObject({ state: 'CANCELLED', isUnshown: false, dueAtEpochMs: null });
  });

  it('is tried again later while its server is down, and in vain for two hours at most', async () => {
    await world.accept('a', showing());
    serve = busy();
    const beganAt = world.now();
    for (let tries = 0; tries < 20; tries += 1) {
      await fetchMedia('a', ports);
      world.advance(Math.max(((await world.row('a')).dueAtEpochMs ?? 0) - world.now(), 0));
    }
    expect(asked).toHaveLength(12);
    expect(world.now() - beganAt).toBeLessThan(2.2 * 3_600_000);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'FETCH_UNAVAILABLE' } });
  });

  it('is shown as failed by the publisher, though its account stands still, with what came in before that', async () => {
    world.ports.announce = async (row) => tagMedia(row, world.media);
    await world.accept('a', showing('https://a.example/1', url));
    serve = async (address) =>
      address === url ? fails(new MediaRejectedError('FETCH_STATUS', '404'))() : giving(photo);
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({
      state: 'REJECTED',
      post: {
        media: [
          { from: 'stored', ref: { key: 'staged/a/0-2' }, altText: 'A lake' },
          { from: 'url', url },
        ],
      },
      media: [{ mediaType: 'image/jpeg', totalBytes: photo.length }, {}],
    });
    expect(world.journal.lines).toContainEqual(expect.objectContaining({ event: 'ended' }));
    await pauseAccount('main', 'not now', ports);
    world.advance(60_000);
    await world.publish();
    expect(world.media.tags.get('work/staged/a/0-2')).toMatchObject({ 'pigeonpost:state': 'failed' });
    expect(await world.row('a')).toMatchObject({ isUnshown: false, dueAtEpochMs: null });
  });

  it('asks no server again for what it gave already, however often another one is tried', async () => {
    await world.accept('a', showing('https://a.example/1', url));
    serve = async (address) => (address === url ? busy()() : giving(photo));
    await fetchMedia('a', ports);
    world.advance(Math.max(((await world.row('a')).dueAtEpochMs ?? 0) - world.now(), 0));
    serve = async () => giving(photo);
    await fetchMedia('a', ports);
    expect(asked).toEqual(['https://a.example/1', url, url]);
    expect(staged()).toEqual(['work/staged/a/0-2', 'work/staged/a/1-4']);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED', media: [{ mediaType: 'image/jpeg' }, {}] });
  });

  it.each([
    { case: 'waits as long as the server asks for', afterMs: 600_000, waitsMs: 600_000 },
    { case: 'waits an hour at most', afterMs: 86_400_000, waitsMs: 3_600_000 },
    { case: 'takes a moment that has passed for none', afterMs: -5_000, waitsMs: 5_000 },
  ])('$case', async ({ afterMs, waitsMs }) => {
    await world.accept('a', showing());
    serve = busy(world.now() + afterMs);
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'FETCHING', dueAtEpochMs: world.now() + waitsMs });
  });

  it.each([
    { case: 'an address that is not public', error: new MediaRejectedError('URL_BLOCKED', 'not public') },
    { case: 'a 404', error: new MediaRejectedError('FETCH_STATUS', 'cdn.example.org answers 404') },
  ])('fails at once, with code and reason: $case', async ({ error }) => {
    await world.accept('a', showing('https://a.example/1', url));
    serve = async (address) => (address === url ? fails(error)() : busy()());
    await fetchMedia('a', ports);
    const { code, message } = error;
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code, message } });
    expect(world.x.posts).toEqual([]);
  });

  it.each([
    { case: 'a page', bytes: Buffer.from('<!doctype html><p>not found'), code: 'MEDIA_TYPE' },
    { case: 'nothing', bytes: Buffer.alloc(0), code: 'MEDIA_EMPTY' },
  ])('fails at what is nothing that X takes: $case', async ({ bytes, code }) => {
    await world.accept('a', showing());
    serve = async () => giving(bytes);
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(staged()).toEqual([]);
  });

  it('is looked at again under the rules of today, before anybody is asked', async () => {
    await world.accept('a', showing('http://127.0.0.1:2773/secretsmanager/get'));
    await fetchMedia('a', ports);
    expect(asked).toEqual([]);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'URL_BLOCKED' } });
  });

  it('loses nothing while the work bucket is down', async () => {
    await world.accept('a', showing());
    world.media.isDown = true;
    await expect(fetchMedia('a', ports)).rejects.toThrow(StoreUnavailableError);
    world.media.isDown = false;
    world.advance(FETCH_LEASE_MS);
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED' });
  });

  it('is fetched again by a redrive, with a hint to its fetcher and none to its account', async () => {
    await world.accept('a', showing());
    serve = fails(new MediaRejectedError('FETCH_STATUS', '404'));
    await fetchMedia('a', ports);
    await redrive('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'FETCHING', stumbles: 0, generation: 2, failure: null });
    await fetchMedia('a', ports);
    await redriveAll({}, ports);
    expect(ports.fetchHints.sent).toEqual(['a', 'a']);
    serve = async () => giving(photo);
    await fetchMedia('a', ports);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED', generation: 3 });
  });

  it('F140: tells the journal its host and a print, never the address', async () => {
    await world.accept('a', showing());
    await fetchMedia('a', ports);
    expect(world.journal.lines).toContainEqual(
      expect.objectContaining({ event: 'fetched', fields: expect.objectContaining({ host: 'cdn.example.org' }) }),
    );
    const said = JSON.stringify(world.journal.lines);
    expect(said).not.toContain('5ecret');
    expect(said).not.toContain('a.jpg');
  });

  it('has nothing to do for a row that nobody knows', async () => {
    await fetchMedia('nobody', ports);
    expect(asked).toEqual([]);
  });
});
