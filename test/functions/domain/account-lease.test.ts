import { beforeEach, describe, expect, it } from 'vitest';

import {
  AccountLease,
  GateShutError,
  LEASE_MS,
  LeaseLostError,
  RowChangedError,
} from '../../../functions/domain/account-lease.ts';
import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import type { Publication } from '../../../functions/domain/publication.ts';
import { stepPublication } from '../../../functions/domain/step-publication.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;
let row: Publication;

beforeEach(async () => {
  world = await publishingWorld();
  await world.accept('a');
  row = await world.row('a');
});

const claim = async (owner: string) => AccountLease.claim('main', owner, world.ports);
const step = () => stepPublication(row, 'MEDIA_UPLOADING', world.now());

/** An operator's hand on the account's item, the lease left as it is. */
async function changeGate(changes: object): Promise<void> {
  const gate = await world.log.gate('main');
  await world.log.transact([{ ...gate, ...changes, version: gate.version + 1 }]);
}

describe('AccountLease', () => {
  it('goes to one of many who want it at once', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, async (_, i) => claim(`run ${i}`)));
    expect(claims.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('goes to the next one after it was given back, or has run out', async () => {
    const first = await claim('first');
    await first?.release();
    expect(await claim('second')).toBeDefined();
    world.advance(LEASE_MS - 1);
    expect(await claim('third')).toBeUndefined();
    world.advance(1);
    expect(await claim('third')).toBeDefined();
  });

  it('is renewed by every write', async () => {
    const lease = await claim('first');
    world.advance(LEASE_MS - 1);
    await lease?.commit([step()]);
    world.advance(LEASE_MS - 1);
    expect(await claim('second')).toBeUndefined();
  });

  it('lets nobody write who has lost it', async () => {
    const lease = await claim('first');
    world.advance(LEASE_MS);
    await claim('second');
    await expect(lease?.commit([step()])).rejects.toThrow(LeaseLostError);
    expect(await world.row('a')).toEqual(row);
  });

  it('is given back without harm by who has lost it', async () => {
    const lease = await claim('first');
    world.advance(LEASE_MS);
    await claim('second');
    await lease?.release();
    expect((await world.log.gate('main')).lease).toMatchObject({ owner: 'second' });
  });

  it('tells when the row was changed by somebody else, and writes nothing', async () => {
    const lease = await claim('first');
    const cancelled = stepPublication(row, 'CANCELLED', world.now());
    await world.log.transact([cancelled]);
    await expect(lease?.commit([step()])).rejects.toThrow(RowChangedError);
    expect(await world.row('a')).toEqual(cancelled);
  });

  it('takes over what an operator changed in the account, and goes on', async () => {
    const lease = await claim('first');
    await changeGate({ closedUntilEpochMs: 5 });
    await lease?.commit([step()]);
    expect(await world.row('a')).toMatchObject({ state: 'MEDIA_UPLOADING' });
    expect(await world.log.gate('main')).toMatchObject({ closedUntilEpochMs: 5, lease: { owner: 'first' } });
  });

  it.each([
    { case: 'held', changes: { held: { reason: 'operator', message: 'stop', sinceEpochMs: 0 } } },
    { case: 'closed', changes: { closedUntilEpochMs: Number.MAX_SAFE_INTEGER } },
  ])('refuses the intent to post on an account that was $case meanwhile', async ({ changes }) => {
    const lease = await claim('first');
    await changeGate(changes);
    await expect(lease?.commit([step()], {}, { onlyWhenOpen: true })).rejects.toThrow(GateShutError);
    expect(await world.row('a')).toEqual(row);
  });

  it('hides no failure of the log', async () => {
    const lease = await claim('first');
    world.log.failNext('transact');
    await expect(lease?.commit([step()])).rejects.toThrow(StoreUnavailableError);
  });

  it('goes on for its owner though the answer to the claim got lost', async () => {
    world.log.failNext('transact', 'after');
    await expect(claim('first')).rejects.toThrow(StoreUnavailableError);
    expect(await claim('first')).toBeDefined();
  });
});
