import { beforeEach, describe, expect, it } from 'vitest';

import {
  acceptUnlessPosted,
  markDeleted,
  printOf,
  type Create,
  type Taken,
} from '../../../functions/domain/accept-unless-posted.ts';
import { callOff } from '../../../functions/domain/call-off.ts';
import type { Post } from '../../../functions/domain/post.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import type { RecordingHints } from '../../fakes/recording-hints.ts';

const plain: Post = { account: 'main', text: 'hello', media: [] };
let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

function take(id: string, post: Post = plain, media: readonly string[] = []): Promise<Taken> {
  const create: Create = { id, account: 'main', print: printOf(post, media) };
  const acceptance = { id, source: 'bridge', label: 'client', fingerprint: id, post } as const;
  return acceptUnlessPosted(create, async () => acceptance, world.ports);
}

describe('a create of a client that hears nothing and sends it again', () => {
  it('is one row for the same call, and stays it once posted', async () => {
    expect((await take('a')).how).toBe('new');
    expect((await take('a')).how).toBe('repeated');
    await world.publish();
    world.advance(60 * 60_000);
    const { how, publication } = await take('a');
    expect([how, publication.state, world.x.posts]).toEqual(['repeated', 'POSTED', [expect.anything()]]);
  });

  it('is the row that is being made for a call signed anew', async () => {
    await take('a');
    const { how, publication } = await take('b');
    expect([how, publication.id, world.log.rows.length]).toEqual(['adopted', 'a', 1]);
  });

  it.each([1, 2, 3])('is one post for twenty such calls at once (%i)', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_unused, at) => take(`call-${at}`)));
    await world.publish();
    expect(all.filter(({ how }) => how === 'new')).toHaveLength(1);
    expect(new Set(all.map(({ publication }) => publication.id)).size).toBe(1);
    expect(world.x.posts).toHaveLength(1);
  });

  it('is told that it stands on X once the other call made it', async () => {
    await take('a');
    await world.publish();
    expect((await take('b')).how).toBe('posted');
  });

  it('is told so for a quarter of an hour', async () => {
    await take('a');
    await world.publish();
    world.advance(15 * 60_000);
    expect((await take('b')).how).toBe('new');
  });

  it('is a new one after the other failed, was called off or deleted', async () => {
    await take('a');
    await callOff('a', { code: 'PACE', message: 'not now' }, world.ports);
    expect((await take('b')).how).toBe('new');
    await world.publish();
    expect((await take('c')).how).toBe('posted');
    await markDeleted((await world.row('b')).result?.postId ?? '', world.ports);
    expect((await take('c')).how).toBe('new');
  });

  it.each([
    { case: 'another text', post: { ...plain, text: 'goodbye' }, media: [] },
    { case: 'another reply target', post: { ...plain, replyTo: '1' }, media: [] },
    { case: 'another quoted post', post: { ...plain, attachmentUrl: 'https://x.com/a/status/1' }, media: [] },
    { case: 'a picture', post: plain, media: ['7'] },
  ])('is another create with $case', async ({ post, media }) => {
    await take('a');
    expect((await take('b', post, media)).how).toBe('new');
  });

  it('survives a transaction whose answer gets lost', async () => {
    world.log.failNext('transact', 'after');
    await expect(take('a')).rejects.toThrow('the answer of the log got lost');
    expect((await take('b')).how).toBe('adopted');
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('hints again when it comes again: the first hint may be lost', async () => {
    await take('a');
    await take('b');
    expect((world.ports.hints as RecordingHints).sent).toHaveLength(2);
  });

  it('prepares nothing for what is known', async () => {
    await take('a');
    const create = { id: 'b', account: 'main', print: printOf(plain, []) };
    const prepare = () => Promise.reject(new Error('nothing is to be stored'));
    await expect(acceptUnlessPosted(create, prepare, world.ports)).resolves.toMatchObject({ how: 'adopted' });
  });
});
