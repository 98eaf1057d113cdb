import { describe, expect, it } from 'vitest';

import { changeGate } from '../../../functions/domain/change-gate.ts';
import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { redrive } from '../../../functions/domain/redrive.ts';
import { dropWorld, photo, photoNamed, type DropWorld } from '../../fakes/drop-world.ts';

const worldWith = async (after: 'tag' | 'move' | 'delete', account = {}) =>
  dropWorld([{ prefix: 'main/', account: 'main', settleSeconds: 10, after }], account);

async function putPictureAndSidecar(world: DropWorld): Promise<void> {
  await world.put('main/sun rise.jpg', photo);
  await world.put('main/sun rise.txt', 'Morning');
}

/** As the clock of the tests has it. */
function monthOf(world: DropWorld): string {
  return new Date(world.now()).toISOString().slice(0, 7).replace('-', '/');
}

describe('what a post was made of', () => {
  it('stays where it is by default, tagged', async () => {
    const world = await worldWith('tag');
    await putPictureAndSidecar(world);
    await world.after(10);
    expect(world.media.keys).toEqual(['main/sun rise.jpg', 'main/sun rise.txt']);
    expect(world.media.tags.get('drop/main/sun rise.jpg')).toMatchObject({ 'pigeonpost:state': 'posted' });
  });

  it('is moved by the month of its post, picture and sidecar, where the route says so', async () => {
    const world = await worldWith('move');
    await putPictureAndSidecar(world);
    await world.after(9);
    expect(world.media.keys).toEqual(['main/sun rise.jpg', 'main/sun rise.txt']);
    await world.after(1);
    const folder = `posted/${monthOf(world)}/main`;
    expect(world.media.keys.toSorted()).toEqual([`${folder}/sun rise.jpg`, `${folder}/sun rise.txt`]);
    expect(world.x.posts).toMatchObject([{ text: 'Morning' }]);
  });

  it('is deleted, picture and sidecar, where the route says so', async () => {
    const world = await worldWith('delete');
    await putPictureAndSidecar(world);
    await world.after(10);
    expect(world.media.keys).toEqual([]);
    expect(world.x.posts).toHaveLength(1);
  });

  it.each(['move', 'delete'] as const)('takes manifest and pictures of an album along: %s', async (after) => {
    const world = await worldWith(after);
    await world.put('main/x/a.jpg', photo);
    await world.put('main/x/other.jpg', photoNamed('other'));
    await world.put('main/x/post.yaml', 'text: one\nmedia: [{ key: a.jpg }]');
    await world.after(10);
    expect(world.x.posts).toHaveLength(1);
    expect(world.media.keys.filter((key) => key.startsWith('main/'))).toEqual(['main/x/other.jpg']);
    expect(world.media.keys).toHaveLength(after === 'move' ? 3 : 1);
  });

  it('leaves a sidecar to the last of the pictures that need it', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    await world.put('main/a.png', photoNamed('second'));
    await world.put('main/a.txt', 'both');
    await world.after(10);
    expect(world.x.posts.map(({ text }) => text)).toEqual(['both', 'both']);
    expect(world.media.keys.filter((key) => !key.startsWith('posted/'))).toEqual([]);
  });

  it('is moved beside another file that has its place already, over none', async () => {
    const world = await worldWith('move');
    const place = `posted/${monthOf(world)}/main/a`;
    world.media.put(`${place}.jpg`, Buffer.from('another'));
    await world.put('main/a.jpg', photo);
    await world.after(10);
    const postId = world.rowOf('main/a.jpg')?.result?.postId;
    expect(world.media.keys).toEqual([`${place}.jpg`, `${place}-${postId}.jpg`]);
    expect(world.media.textOf(`${place}.jpg`)).toBe('another');
  });

  it('is left alone once it was replaced: the newer file is a drop of its own', async () => {
    const world = await worldWith('delete');
    await world.put('main/a.jpg', photo);
    const announce = world.ports.announce.bind(world.ports);
    world.ports.announce = async (row) => {
      world.media.put('main/a.jpg', photoNamed('newer'));
      await announce(row);
    };
    await world.after(10);
    expect(world.x.posts).toHaveLength(1);
    expect(world.media.keys).toEqual(['main/a.jpg']);
  });

  it('is not touched by a post that failed', async () => {
    const world = await worldWith('delete', { altText: 'require' });
    await putPictureAndSidecar(world);
    await world.after(10);
    expect(world.media.keys).toEqual(['main/sun rise.jpg', 'main/sun rise.txt', 'main/sun rise.jpg.failed.txt']);
  });
});

describe('the end of a drop that could not be shown', () => {
  it('is told, and shown later; the post is made once', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    const announce = world.ports.announce.bind(world.ports);
    world.ports.announce = async () => Promise.reject(new StoreUnavailableError('the bucket does not answer'));
    await world.after(10);
    await world.after(60);
    expect(world.journal.linesOf('announce-failed')).toHaveLength(2);
    expect(world.media.keys).toEqual(['main/a.jpg']);
    world.ports.announce = announce;
    await world.after(60);
    expect(world.media.keys).toEqual([`posted/${monthOf(world)}/main/a.jpg`]);
    expect(world.rowOf('main/a.jpg')).toMatchObject({ state: 'POSTED', isUnshown: false, dueAtEpochMs: null });
    expect(world.x.posts).toHaveLength(1);
  });

  it('is shown by the next run when the one that posted died before it', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    const announce = world.ports.announce.bind(world.ports);
    let hangs: (() => void) | undefined;
    world.ports.announce = async () => new Promise<void>((_, reject) => (hangs = () => reject(new Error('killed'))));
    const dead = world.after(10);
    await expect.poll(() => hangs).toBeDefined();
    world.ports.announce = announce;
    world.advance(200_000);
    await world.publish('another');
    hangs?.();
    await dead;
    expect(world.media.keys).toEqual([`posted/${monthOf(world)}/main/a.jpg`]);
    expect(world.x.posts).toHaveLength(1);
  });

  it('is shown while the account stands still, for it needs no word from X', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    const announce = world.ports.announce.bind(world.ports);
    world.ports.announce = async () => Promise.reject(new StoreUnavailableError('the bucket does not answer'));
    await world.after(10);
    world.ports.announce = announce;
    const held = { reason: 'auth', message: 'keys revoked', sinceEpochMs: world.now() } as const;
    await changeGate('main', world.log, () => ({ held }));
    await world.after(60);
    expect(world.media.keys).toEqual([`posted/${monthOf(world)}/main/a.jpg`]);
  });

  it('is given up at last, with a line that people are woken by', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    world.ports.announce = async () => Promise.reject(new StoreUnavailableError('the bucket does not answer'));
    await world.after(10);
    for (let hours = 0; hours < 48; hours += 1) await world.after(3_600);
    expect(world.journal.linesOf('announce-given-up')).toHaveLength(1);
    expect(world.rowOf('main/a.jpg')).toMatchObject({ state: 'POSTED', dueAtEpochMs: null });
  });
});

describe('a note of a failure', () => {
  const note = 'main/a.jpg.failed.txt';

  it('says why and what to do, and triggers nothing', async () => {
    const world = await worldWith('tag');
    await world.put('main/a.jpg', 'no picture');
    await world.after(10);
    const text = world.media.textOf(note) ?? '';
    expect(text).toContain('main/a.jpg was not posted');
    expect(text).toContain('(MEDIA_TYPE)');
    expect(text).toMatch(/What to do: .+/);
    expect(world.media.tags.get('drop/main/a.jpg')).toMatchObject({ 'pigeonpost:state': 'failed' });
    await world.put(note, text);
    await world.after(60);
    expect(world.log.rows).toHaveLength(1);
    expect(world.journal.linesOf('no-route')).toEqual([]);
  });

  it('says what to do also where the fields of the post are at fault', async () => {
    const world = await worldWith('tag');
    await world.put('main/a.txt', 'word '.repeat(100));
    await world.put('main/a.jpg', photo);
    await world.after(10);
    expect(world.media.textOf(note)).toMatch(
      /\(TEXT_TOO_LONG\)\nWhat to do: Correct what lies beside it, then redrive/,
    );
  });

  it.each([
    { after: 'tag', told: 'is posted by now' },
    { after: 'move', told: 'gone' },
    { after: 'delete', told: 'gone' },
  ] as const)('is taken back when a fixed file is posted: $after', async ({ after, told }) => {
    const world = await worldWith(after);
    await world.put('main/a.jpg', 'no picture');
    await world.after(10);
    await world.put('main/a.jpg', photo);
    await world.after(10);
    expect(world.x.posts).toHaveLength(1);
    expect(world.media.textOf(note) ?? 'gone').toContain(told);
  });

  it('is taken back when the same file is sent again by hand', async () => {
    const world = await worldWith('move');
    await world.put('main/a.jpg', photo);
    await world.put('main/a.yaml', 'txet: hello');
    await world.after(10);
    expect(world.media.textOf(note)).toContain('SIDECAR_INVALID');
    await world.put('main/a.yaml', 'text: hello');
    await redrive(world.rowOf('main/a.jpg')?.id ?? '', world.ports);
    await world.after(0);
    expect(world.x.posts).toMatchObject([{ text: 'hello' }]);
    expect(world.media.keys.filter((key) => !key.startsWith('posted/'))).toEqual([]);
  });

  it('is left out where no key could hold its name', async () => {
    const world = await worldWith('tag');
    const key = `main/${'x'.repeat(1_010)}.jpg`;
    await world.put(key, 'no picture');
    await world.after(10);
    expect(world.rowOf(key)).toMatchObject({ state: 'REJECTED', isUnshown: false });
    expect(world.media.keys).toEqual([key]);
    expect(world.journal.linesOf('no-note')).toHaveLength(1);
  });
});
