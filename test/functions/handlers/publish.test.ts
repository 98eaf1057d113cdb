import { setImmediate } from 'node:timers/promises';

import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { StoreUnavailableError, XUnavailableError } from '../../../functions/domain/errors.ts';
import { createPublishHandler } from '../../../functions/handlers/publish.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { sqsEvent } from '../../fixtures/events/read-event.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

/** `leftMs`: what Lambda says is left, each time it is asked. */
const handle = async (bodies: readonly string[], leftMs = () => 120_000) =>
  createPublishHandler(world.ports)(sqsEvent(...bodies), {
    awsRequestId: 'request',
    getRemainingTimeInMillis: leftMs,
  } as Context);
const hint = (account: string) => JSON.stringify({ account });

describe('the publish handler', () => {
  it('works the due rows of the account that the hint names, and gives the account back', async () => {
    await world.accept('a');
    await world.accept('b', { account: 'other' });
    expect(await handle([hint('main')])).toEqual({ batchItemFailures: [] });
    expect(world.x.posts).toMatchObject([{ account: 'main', text: 'text a' }]);
    expect((await world.log.gate('main')).lease).toBeNull();
  });

  it('asks for the keys of the account while the log is asked for the account, and so waits for both at once', async () => {
    const callsBeforeTheLog: string[] = [];
    const gate = world.log.gate.bind(world.log);
    world.log.gate = async (account) => {
      // A turn of the loop, as an answer from anywhere takes at least.
      await setImmediate();
      callsBeforeTheLog.push(...world.x.calls);
      return gate(account);
    };
    await world.accept('a');
    await handle([hint('main')]);
    expect(callsBeforeTheLog).toEqual(['open']);
    expect(world.x.posts).toHaveLength(1);
  });

  it('works the account all the same when its keys could not be had the first time', async () => {
    await world.accept('a');
    world.x.next('open', new StoreUnavailableError('Secrets Manager does not answer'));
    expect(await handle([hint('main')])).toEqual({ batchItemFailures: [] });
    expect(world.x.posts).toMatchObject([{ text: 'text a' }]);
  });

  it('F74: is done with a hint for an account that has nothing to do, or is held by another run', async () => {
    await world.accept('a');
    const gate = await world.log.gate('main');
    const lease = { owner: 'another', untilEpochMs: world.now() + 1_000 };
    await world.log.transact([{ ...gate, version: gate.version + 1, lease }]);
    expect(await handle([hint('main'), hint('idle')])).toEqual({ batchItemFailures: [] });
    expect(world.x.posts).toEqual([]);
  });

  it.each([
    { case: 'no JSON', body: 'hello' },
    { case: 'null', body: 'null' },
    { case: 'no account', body: '{}' },
    { case: 'an account that is no text', body: '{"account":7}' },
    { case: 'an empty account', body: '{"account":""}' },
  ])('F72, F76: shows a hint that is $case as a failed row, and works the others', async ({ body }) => {
    await world.accept('a');
    await world.accept('b', { account: 'other' });
    expect(await handle([hint('main'), body, hint('other')])).toEqual({ batchItemFailures: [] });
    const failed = { state: 'REJECTED', account: '-', failure: { code: 'HINT_INVALID' } };
    expect(world.log.rows.filter(({ account }) => account === '-')).toMatchObject([failed]);
    expect(world.x.posts).toHaveLength(2);
  });

  it('asks for the hint again when the log fails under it', async () => {
    await world.accept('a');
    world.log.failNext('dueRows');
    expect(await handle([hint('main')])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(await handle([hint('main')])).toEqual({ batchItemFailures: [] });
    expect(world.x.posts).toHaveLength(1);
  });

  it('begins no post with less than a minute left, and leaves it to the next run', async () => {
    await world.accept('a');
    expect(await handle([hint('main')], () => 59_999)).toEqual({ batchItemFailures: [] });
    expect(world.x.posts).toEqual([]);
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED', dueAtEpochMs: world.now() });
  });

  it('stops after the row in hand when time runs out meanwhile', async () => {
    await world.accept('a');
    await world.accept('b');
    // Asked once more after each row.
    const left = [120_000, 120_000, 30_000];
    await handle([hint('main')], () => left.shift() ?? 30_000);
    expect(world.x.posts).toMatchObject([{ text: 'text a' }]);
    expect(await world.row('b')).toMatchObject({ state: 'RECEIVED' });
  });

  it('stops an upload with 15 seconds left, saves the row, and answers itself', async () => {
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    const account = await world.x.open('main');
    world.x.open = async () => ({
      ...account,
      uploadMedia: async (_source, options) => untilInterrupted(options?.signal),
    });
    // The chain asks first, for its timer; the publisher before each row.
    const left = [15_020];
    expect(await handle([hint('main')], () => left.shift() ?? 120_000)).toEqual({ batchItemFailures: [] });
    expect(await world.row('a')).toMatchObject({ state: 'DEFERRED', attempts: [] });
    expect((await world.log.gate('main')).lease).toBeNull();
  });
});

/** What a driver does with an upload that has no end before the signal. */
async function untilInterrupted(signal: AbortSignal | undefined): Promise<never> {
  await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  throw new XUnavailableError('the upload was interrupted');
}
