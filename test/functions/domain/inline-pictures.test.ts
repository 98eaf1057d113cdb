import { beforeEach, describe, expect, it } from 'vitest';

import * as errors from '../../../functions/domain/errors.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
  world.x.takesInlineMedia = true;
});

const silence = () => new errors.OutcomeUnknownError('no answer within 30 s');
const creates = () => world.x.calls.filter((call) => call === 'create').length;

async function acceptPicture(id: string, text = ''): Promise<void> {
  await world.accept(id, { text, media: [{ from: 'stored', ref: world.photo }] });
}

async function look(): Promise<void> {
  for (const seconds of [0, 30, 90, 480]) {
    world.advance(seconds * 1000);
    await world.publish();
  }
}

describe('a picture that travels inside the call and gets no answer', () => {
  it('is known by its words where no other picture has the same', async () => {
    await acceptPicture('a', 'a lake');
    await acceptPicture('b', 'a hill');
    world.x.next('create', 'lost').next('create', silence());
    await look();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
    expect(await world.row('b')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[1]?.postId } });
    expect(creates()).toBe(3);
  });

  it('is for a person to tell from another one under the same words whose outcome is unclear', async () => {
    await acceptPicture('a');
    await acceptPicture('b');
    world.x.next('create', silence()).next('create', 'lost');
    await look();
    const failure = { message: 'several pictures went out with the same words' };
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN', failure });
    expect(await world.row('b')).toMatchObject({ state: 'NEEDS_HUMAN', failure });
    expect(creates()).toBe(2);
  });

  it('is told from one that has its post', async () => {
    await acceptPicture('a');
    await acceptPicture('b');
    world.x.next('create', new errors.XUnreachableError('refused')).next('create', 'lost');
    await look();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(await world.row('b')).toMatchObject({ state: 'POSTED' });
    expect(world.x.posts).toHaveLength(2);
  });

  it('is told from a text, and from one whose calls X refused', async () => {
    await world.accept('text', { text: 'hello' });
    await acceptPicture('refused', 'hello');
    await acceptPicture('b', 'hello');
    world.x
      .next('create', silence())
      .next('create', new errors.XRefusedError('X_FORBIDDEN', 'no'))
      .next('create', 'lost');
    await look();
    expect(await world.row('refused')).toMatchObject({ state: 'REJECTED' });
    expect(await world.row('b')).toMatchObject({ state: 'POSTED' });
  });
});
