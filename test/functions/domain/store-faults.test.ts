import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { OutcomeUnknownError, StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { isFinal } from '../../../functions/domain/publication-state.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

interface Outage {
  /** Which write of the log it begins with, counted from 0 after the acceptance. */
  readonly from: number;
  /** How many writes in a row it hits; more than 30 outlast the patience of whoever has X's answer in hand. */
  readonly writes: number;
  /** `after`: the write is done, and its answer is lost. */
  readonly when: 'before' | 'after';
}

/** Makes the log fail as told; nothing else in the world changes. */
function breakWrites({ log }: PublishingWorld, outages: readonly Outage[]): void {
  const transact = log.transact.bind(log);
  let count = 0;
  log.transact = async (writes) => {
    const at = count;
    count += 1;
    const outage = outages.find(({ from, writes }) => at >= from && at < from + writes);
    if (outage?.when === 'before') throw new StoreUnavailableError('down');
    const answer = await transact(writes);
    if (outage !== undefined) throw new StoreUnavailableError('answer lost');
    return answer;
  };
}

/** Runs again and again, as the sweep does, until the row has ended. */
async function publishUntilFinal(world: PublishingWorld): Promise<void> {
  for (let run = 0; run < 200; run += 1) {
    await world.publish(`run ${run}`).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailableError)) throw error;
    });
    if (isFinal((await world.row('a')).state)) return;
    world.advance(160_000);
  }
}

const creates = {
  answered: () => undefined,
  'committed without an answer': (world: PublishingWorld) => world.x.next('create', 'lost'),
  'lost on the way': (world: PublishingWorld) => world.x.next('create', new OutcomeUnknownError('silence')),
};

async function play(create: keyof typeof creates, outages: readonly Outage[]): Promise<PublishingWorld> {
  const world = await publishingWorld();
  await world.accept('a', { media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] });
  creates[create](world);
  breakWrites(world, outages);
  await publishUntilFinal(world);
  return world;
}

describe('publishing over a log that fails', () => {
  const cases = Object.keys(creates).flatMap((create) =>
    [0, 1, 2, 3, 4, 5].flatMap((from) =>
      [1, 2, 40].flatMap((writes) =>
        (['before', 'after'] as const).map((when) => ({ create: create as keyof typeof creates, from, writes, when })),
      ),
    ),
  );

  it.each(cases)(
    'posts once when the call is $create and $writes writes from number $from fail $when the effect',
    async ({ create, ...outage }) => {
      const world = await play(create, [outage]);
      expect(world.x.posts).toHaveLength(1);
      expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
      // A way out that the table of states forbids would show here.
      expect(world.journal.linesOf('unexpected-error')).toEqual([]);
    },
  );

  it('never posts twice nor forgets a post, whatever fails when', async () => {
    const outage = fc.record({
      from: fc.nat({ max: 60 }),
      writes: fc.integer({ min: 1, max: 35 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    });
    const create = fc.constantFrom(...(Object.keys(creates) as (keyof typeof creates)[]));
    await fc.assert(
      fc.asyncProperty(create, fc.array(outage, { maxLength: 6 }), async (create, outages) => {
        const world = await play(create, outages);
        const { state, result } = await world.row('a');
        const [made] = world.x.posts;
        expect(world.x.posts.length).toBeLessThanOrEqual(1);
        // Three intents whose fate got lost go to a person, though none of the calls was made.
        const end = made === undefined ? ['NEEDS_HUMAN', undefined] : ['POSTED', made.postId];
        expect([state, result?.postId]).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the account back when it must stop, so that nobody waits for the lease', async () => {
    const world = await publishingWorld();
    await world.accept('a');
    world.log.failNext('dueRows');
    await expect(world.publish('first')).rejects.toThrow(StoreUnavailableError);
    expect(await world.publish('second')).toBe('done');
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('leaves a row that cannot be settled, and goes on with the next one', async () => {
    const world = await publishingWorld();
    await world.accept('a');
    await world.accept('b');
    // Nothing leads out of this state, and nothing should be due in it.
    const row = await world.row('a');
    await world.log.transact([{ ...row, version: row.version + 1, state: 'IGNORED' }]);
    expect(await world.publish()).toBe('done');
    expect(await world.row('b')).toMatchObject({ state: 'POSTED' });
    expect(world.journal.linesOf('unexpected-error').at(-1)?.fields).toMatchObject({ id: 'a' });
    expect(world.x.posts.map(({ text }) => text)).toEqual(['text b']);
  });

  it('puts a row aside while the store of the media is down', async () => {
    const world = await publishingWorld();
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    world.media.isDown = true;
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'DEFERRED', failure: { code: 'LEDGER_UNAVAILABLE' } });
    world.media.isDown = false;
    world.advance(60_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });
});
