import { describe, expect, it } from 'vitest';

import type { Publication } from '../../../functions/domain/publication.ts';
import type { PublishPorts } from '../../../functions/domain/publish-ports.ts';
import { dropWorld, photoNamed, type DropWorld } from '../../fakes/drop-world.ts';
import { withXmp } from '../../fakes/with-xmp.ts';

const route = { prefix: 'main/', account: 'main', settleSeconds: 10, waitSeconds: 600 };

async function putPictures(world: DropWorld, names: readonly string[]): Promise<void> {
  for (const name of names) await world.put(`main/x/${name}`, photoNamed(name));
}

/** Of the row at that place of the only thread, or of the only post. */
function keysOf(world: DropWorld, at = 0): readonly string[] | undefined {
  const rows = world.log.rows.filter(({ post }) => post !== null);
  const row = rows.find(({ thread }) => (thread?.index ?? 0) === at);
  return row?.post?.media.map((medium) => (medium.from === 'stored' ? medium.ref.key : ''));
}

/** Gathers those that are meant; the others come one second later. */
function putOff(world: DropWorld, isMeant: (row: Publication) => boolean): PublishPorts['gather'] {
  const gather = world.ports.gather.bind(world.ports);
  const untilEpochMs = world.now() + 11_000;
  return async (row) => (isMeant(row) || world.now() >= untilEpochMs ? gather(row) : { outcome: 'wait', untilEpochMs });
}

describe('an album without a list', () => {
  it('shows all pictures of its folder by name, numbers by their size', async () => {
    const world = await dropWorld([route]);
    await putPictures(world, ['10.jpg', '2.jpg', 'Cover.JPG']);
    await world.put('main/x/notes.pdf', 'no picture');
    await world.put('main/x/deeper/3.jpg', photoNamed('deeper'));
    await world.put('main/x/post.md', 'A walk');
    await world.after(10);
    const media = world.rowOf('main/x/post.md')?.post?.media;
    const refs = ['main/x/2.jpg', 'main/x/10.jpg', 'main/x/Cover.JPG'].map((key) => ({ ref: { key } }));
    expect(media).toMatchObject(refs);
    expect(world.x.posts.map(({ text }) => text).toSorted()).toEqual(['', 'A walk']);
  });

  it('waits until its folder has rested, each new picture beginning that anew', async () => {
    const world = await dropWorld([route]);
    await world.put('main/x/post.md', 'A walk');
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) {
      await putPictures(world, [name]);
      await world.after(9);
      expect(world.x.posts).toEqual([]);
    }
    await world.after(1);
    expect(world.x.posts).toMatchObject([{ text: 'A walk' }]);
    expect(keysOf(world)).toHaveLength(3);
  });

  it('is not ended by the clock of a camera that runs ahead', async () => {
    const world = await dropWorld([route]);
    world.advance(3_600_000);
    await putPictures(world, ['a.jpg']);
    world.advance(-3_600_000);
    await world.put('main/x/post.md', 'A walk');
    await world.after(10);
    expect(world.x.posts).toHaveLength(1);
  });

  it('fails when no picture comes', async () => {
    const world = await dropWorld([route]);
    await world.put('main/x/post.md', 'A walk');
    await world.after(599);
    expect(world.rowOf('main/x/post.md')).toMatchObject({ state: 'GATHERING' });
    await world.after(1);
    expect(world.rowOf('main/x/post.md')).toMatchObject({ state: 'REJECTED', failure: { code: 'ALBUM_INCOMPLETE' } });
    expect(world.media.textOf('main/x/post.md.failed.txt')).toContain('media: []');
  });

  it('takes alt texts from the files beside its pictures, their metadata, and the pictures themselves', async () => {
    const world = await dropWorld([route]);
    await world.put('main/x/post.md', 'A walk');
    await putPictures(world, ['a.jpg', 'b.jpg', 'e.jpg']);
    await world.put('main/x/a.txt', 'A hill');
    await world.put('main/x/b.yaml', 'altText: A brook');
    await world.put('main/x/c.jpg', photoNamed('c'), { alt: 'A gate' });
    await world.put(
      'main/x/d.jpg',
      withXmp(photoNamed('d'), '<Iptc4xmpCore:AltTextAccessibility>A sheep</Iptc4xmpCore:AltTextAccessibility>'),
    );
    await world.after(10);
    expect(world.rowOf('main/x/post.md')?.failure).toMatchObject({ code: 'MEDIA_MIX' });
    world.media.takeAway('main/x/e.jpg');
    await world.put('main/x/post.md', 'A walk, again');
    await world.after(10);
    expect(world.rowOf('main/x/post.md')?.post?.media.map(({ altText }) => altText)).toEqual([
      'A hill',
      'A brook',
      'A gate',
      'A sheep',
    ]);
  });
});

describe('a picture', () => {
  it.each(['move', 'delete'] as const)('is part of its album still when that was put away first: %s', async (after) => {
    const world = await dropWorld([{ ...route, settleSeconds: 10, after, thread: true }]);
    const names = ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg', '5.txt'];
    await world.put('main/x/post.md', 'Five');
    for (const name of names) await world.put(`main/x/${name}`, name.endsWith('.txt') ? 'alt' : photoNamed(name));
    // The album is worked before the rows of its pictures, and its second post waits.
    world.ports.gather = putOff(world, (row) => row.label.endsWith('.md'));
    await world.after(10);
    await world.after(1);
    expect(world.x.posts.length).toBeGreaterThan(0);
    await world.after(10);
    await world.after(10);
    expect(world.x.posts).toHaveLength(2);
    for (const name of names) {
      expect(world.rowOf(`main/x/${name}`)).toMatchObject({ state: 'IGNORED', failure: { code: 'ALBUM_PART' } });
    }
    expect(world.media.keys.filter((key) => !key.startsWith('posted/'))).toEqual([]);
  });

  it('is a drop of its own in the folder of an album that was put away', async () => {
    const world = await dropWorld([{ ...route, after: 'move' }]);
    await world.put('main/x/post.md', 'One');
    await putPictures(world, ['1.jpg']);
    await world.after(10);
    await putPictures(world, ['2.jpg']);
    await world.after(10);
    expect(world.x.posts.map(({ text }) => text)).toEqual(['One', '']);
  });
});

describe('an incomplete album', () => {
  it('goes on when its last picture arrives, looked at neither before nor long after', async () => {
    const world = await dropWorld([route]);
    await world.put('main/x/post.yaml', 'text: two\nmedia: [{ key: a.jpg }, { key: b.jpg }]');
    await putPictures(world, ['a.jpg']);
    await world.after(11);
    const looks = world.media.reads.length;
    await world.after(20);
    expect(world.media.reads).toHaveLength(looks);
    await putPictures(world, ['b.jpg']);
    await world.after(10);
    expect(world.x.posts).toMatchObject([{ text: 'two' }]);
    expect(world.journal.linesOf('album-woken')).toHaveLength(2);
  });
});

describe('a route with threads', () => {
  const threads = { ...route, thread: true };

  it('makes posts of four pictures each, the text in the first, each replying to the one before', async () => {
    const world = await dropWorld([{ ...threads, after: 'delete' }]);
    await putPictures(
      world,
      Array.from({ length: 9 }, (_, i) => `${i + 1}.jpg`),
    );
    await world.put('main/x/post.yaml', 'text: Nine\nsensitive: true');
    await world.after(10);
    for (let posts = 0; posts < 3; posts += 1) await world.after(5);
    expect(world.x.posts.map(({ text }) => text)).toEqual(['Nine', '', '']);
    expect([0, 1, 2].map((at) => keysOf(world, at)?.length)).toEqual([4, 4, 1]);
    const rows = world.log.rows.filter(({ thread }) => thread !== undefined);
    expect(rows.map(({ state, label, post }) => [state, label, post?.sensitive])).toEqual(
      rows.map(() => ['POSTED', 'main/x/post.yaml', true]),
    );
    const first = rows.find(({ thread }) => thread?.index === 0)?.result?.postId;
    expect(rows.find(({ thread }) => thread?.index === 1)?.post?.replyTo).toBe(first);
    expect(world.media.keys).toEqual([]);
  });

  it('cuts a text that is too long, of an album as of a picture', async () => {
    const world = await dropWorld([threads]);
    const long = 'A sentence of some length. '.repeat(15).trim();
    await world.put('main/a.jpg', photoNamed('a'));
    await world.put('main/a.txt', long);
    await world.after(10);
    await world.after(5);
    expect(world.x.posts).toHaveLength(2);
    expect(world.x.posts.map(({ text }) => text).join(' ')).toBe(long);
  });

  it.each([
    { case: 'a text for more than 25 posts', name: 'a.txt', text: 'word '.repeat(1_500), code: 'TEXT_TOO_LONG' },
    { case: 'a fault in a later part', name: 'a.txt', text: `${'word '.repeat(60)}\uFFFF`, code: 'TEXT_INVALID' },
  ])('refuses $case, whole', async ({ name, text, code }) => {
    const world = await dropWorld([threads]);
    await world.put('main/a.jpg', photoNamed('a'));
    await world.put(`main/${name}`, text);
    await world.after(10);
    expect(world.rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(world.log.rows).toHaveLength(1);
    expect(world.x.posts).toEqual([]);
  });
});

describe('a reply to an earlier manifest', () => {
  const first = 'main/one/post.yaml';
  const second = 'main/two/post.yaml';
  const reply = `text: second\nreplyTo: ${first}\nmedia: []`;

  it.each([
    { case: 'before', order: [first, second] },
    { case: 'after', order: [second, first] },
  ])('waits for that post when it is dropped $case it', async ({ order }) => {
    const world = await dropWorld([route]);
    for (const key of order) await world.put(key, key === first ? 'text: first\nmedia: []' : reply);
    for (let looks = 0; looks < 5; looks += 1) await world.after(10);
    expect(world.x.posts.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(world.rowOf(second)?.post?.replyTo).toBe(world.rowOf(first)?.result?.postId);
  });

  it('may be that of a picture, by its file or its metadata', async () => {
    const world = await dropWorld([route]);
    await world.put(first, 'text: first\nmedia: []');
    await world.put('main/a.jpg', photoNamed('a'), { 'reply-to': first });
    await world.put('main/b.jpg', photoNamed('b'));
    await world.put('main/b.yaml', `replyTo: ${first}`);
    for (let looks = 0; looks < 3; looks += 1) await world.after(10);
    const postId = world.rowOf(first)?.result?.postId;
    expect(['main/a.jpg', 'main/b.jpg'].map((key) => world.rowOf(key)?.post?.replyTo)).toEqual([postId, postId]);
  });

  it('waits as long as that post does, and is not late for it', async () => {
    const world = await dropWorld([route]);
    const at = new Date(world.now() + 14 * 24 * 3_600_000).toISOString();
    await world.put(first, `text: first\nmedia: []\nscheduleAt: ${at}`);
    await world.put(second, reply);
    await world.after(10);
    await world.after(13 * 24 * 3_600);
    expect(world.x.posts).toEqual([]);
    await world.after(24 * 3_600);
    await world.after(10);
    expect(world.x.posts.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it.each([
    { case: 'failed', other: 'txet: first', code: 'REPLY_UNPOSTED' },
    { case: 'never came', other: undefined, code: 'REPLY_MISSING' },
  ])('fails when the other one $case', async ({ other, code }) => {
    const world = await dropWorld([route]);
    if (other !== undefined) await world.put(first, other);
    await world.put(second, reply);
    for (let looks = 0; looks < 3; looks += 1) await world.after(300);
    expect(world.rowOf(second)).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(world.x.posts).toEqual([]);
  });

  it('to itself fails', async () => {
    const world = await dropWorld([route]);
    await world.put(second, `text: loop\nreplyTo: ${second}\nmedia: []`);
    await world.after(10);
    expect(world.rowOf(second)).toMatchObject({ state: 'REJECTED', failure: { code: 'REPLY_MISSING' } });
  });
});
