import { beforeEach, describe, expect, it } from 'vitest';

import { acceptDrop } from '../../../functions/domain/accept-drop.ts';
import { cancel } from '../../../functions/domain/cancel.ts';
import * as errors from '../../../functions/domain/errors.ts';
import { pauseAccount } from '../../../functions/domain/pause-account.ts';
import { handPostId, postByHand } from '../../../functions/domain/post-by-hand.ts';
import type { LogState } from '../../../functions/domain/publication-state.ts';
import type { Publication } from '../../../functions/domain/publication.ts';
import { redriveAll } from '../../../functions/domain/redrive-all.ts';
import { redrive } from '../../../functions/domain/redrive.ts';
import { rejectTrigger } from '../../../functions/domain/reject-trigger.ts';
import { resumeAccount } from '../../../functions/domain/resume-account.ts';
import { settleByHand } from '../../../functions/domain/settle-by-hand.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const forbidden = () => new errors.XRefusedError('X_FORBIDDEN', 'no');
const silence = () => new errors.OutcomeUnknownError('silence');
const gate = async () => world.log.gate('main');

/** The row as it would be in that state. */
async function put(id: string, state: LogState, changes: Partial<Publication> = {}): Promise<void> {
  await world.accept(id);
  const row = await world.row(id);
  await world.log.transact([{ ...row, state, version: row.version + 1, ...changes }]);
}

/** A row whose attempt got no answer, and which X does not let us look for. */
async function needsHuman(id: string): Promise<void> {
  await world.accept(id);
  world.x.next('create', 'lost').next('recent', forbidden());
  await world.publish();
  world.advance(30_000);
  await world.publish();
  expect(await world.row(id)).toMatchObject({ state: 'NEEDS_HUMAN' });
}

/** Somebody else writes the row between the next read and the write that follows it. */
function interruptNext(write: () => Promise<unknown>): void {
  const { log } = world;
  const publication = log.publication.bind(log);
  log.publication = async (id) => {
    log.publication = publication;
    const row = await publication(id);
    await write();
    return row;
  };
}

describe('cancel', () => {
  it.each(['GATHERING', 'RECEIVED', 'MEDIA_UPLOADING', 'MEDIA_PENDING', 'MEDIA_READY', 'DEFERRED'] as const)(
    'ends a row that is %s; it is never posted',
    async (state) => {
      await put('a', state);
      expect(await cancel('a', world.ports)).toMatchObject({ state: 'CANCELLED', failure: { code: 'CANCELLED' } });
      await world.publish();
      expect(world.x.calls).toEqual([]);
      expect(world.announced).toEqual(['a CANCELLED']);
    },
  );

  it.each(['POSTING', 'AMBIGUOUS', 'RECONCILING', 'NEEDS_HUMAN', 'POSTED', 'REJECTED', 'EXPIRED'] as const)(
    'is refused for a row that is %s',
    async (state) => {
      await put('a', state);
      await expect(cancel('a', world.ports)).rejects.toMatchObject({ code: 'WRONG_STATE' });
      expect(await world.row('a')).toMatchObject({ state });
    },
  );

  it('changes nothing the second time', async () => {
    await world.accept('a');
    await cancel('a', world.ports);
    const { version } = await world.row('a');
    await cancel('a', world.ports);
    expect((await world.row('a')).version).toBe(version);
    expect(world.announced).toHaveLength(1);
  });

  it('is refused when the publisher was faster, and wins when it is', async () => {
    await world.accept('a');
    interruptNext(async () => world.publish());
    await expect(cancel('a', world.ports)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('stops a row that is being uploaded before anything is posted', async () => {
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] });
    world.x.onCall = async (call) => {
      if (call === 'describe') await cancel('a', world.ports);
    };
    await world.publish();
    expect(world.x.calls).not.toContain('create');
    expect(await world.row('a')).toMatchObject({ state: 'CANCELLED' });
  });

  it('names a post that is not there', async () => {
    await expect(cancel('nobody', world.ports)).rejects.toMatchObject({ code: 'POST_UNKNOWN' });
  });
});

describe('redrive', () => {
  it('sends a failed row again under its id, and keeps the attempts before', async () => {
    await world.accept('a');
    world.x.next('create', forbidden());
    await world.publish();
    expect(await redrive('a', world.ports)).toMatchObject({ state: 'RECEIVED', generation: 2, failure: null });
    await world.publish();
    expect(await world.row('a')).toMatchObject({
      state: 'POSTED',
      attempts: [
        { number: 1, outcome: 'refused' },
        { number: 2, outcome: 'posted' },
      ],
    });
    expect(world.ports.hints).toMatchObject({ sent: expect.arrayContaining([{ account: 'main', delaySeconds: 0 }]) });
  });

  it('counts the lateness of an expired row from now', async () => {
    await world.accept('a');
    world.advance(169 * 3_600_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'EXPIRED' });
    await redrive('a', world.ports);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('uploads afresh, since what X refused may be the upload', async () => {
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    world.x.next('create', forbidden());
    await world.publish();
    await redrive('a', world.ports);
    await world.publish();
    expect(world.x.uploads).toHaveLength(2);
  });

  it('shows the same media again where an earlier call may have made a post of them', async () => {
    world.rules = { ...world.rules, whenUnknown: 'drop' };
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    world.x.next('create', silence()).next('recent', forbidden());
    await world.publish();
    world.advance(30_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', attempts: [{ outcome: 'unknown' }] });
    await redrive('a', world.ports);
    await world.publish();
    expect(world.x.uploads).toHaveLength(1);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('gathers a drop again that could not be read', async () => {
    const drop = { id: 'd', label: 'd.jpg', account: 'main', fingerprint: 'd', ref: world.photo, settleMs: 0 };
    await acceptDrop(drop, world.ports);
    const whole = await world.ports.gather(await world.row('d'));
    const unreadable = { code: 'MEDIA_CORRUPT', message: 'cut' };
    world.ports.gather = async () => ({ outcome: 'rejected', failure: unreadable });
    await world.publish();
    expect(await world.row('d')).toMatchObject({ state: 'REJECTED', post: null });
    world.ports.gather = async () => whole;
    await redrive('d', world.ports);
    await world.publish();
    expect(await world.row('d')).toMatchObject({ state: 'POSTED' });
  });

  it.each(['RECEIVED', 'POSTING', 'AMBIGUOUS', 'NEEDS_HUMAN', 'POSTED', 'CANCELLED', 'IGNORED'] as const)(
    'is refused for a row that is %s',
    async (state) => {
      await put('a', state);
      await expect(redrive('a', world.ports)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    },
  );

  it('sends all that failed or expired again, and says what it could not', async () => {
    for (const id of ['a', 'b']) {
      await world.accept(id);
      world.x.next('create', forbidden());
    }
    await world.publish();
    await world.accept('c', { account: 'other' });
    await world.accept('d');
    await world.publish();
    await rejectTrigger('drop', 'a message', 'garbage', new errors.RejectedTriggerError('SCHEMA', 'no'), world.ports);
    await put('late', 'EXPIRED');
    const { ids, refused } = await redriveAll({}, world.ports);
    expect(ids).toEqual(['a', 'b', 'late']);
    expect(refused).toEqual([{ id: expect.any(String), reason: expect.stringContaining('could not be read') }]);
    await world.publish();
    expect(world.x.posts.map(({ text }) => text)).toEqual(['text d', 'text a', 'text b', 'text late']);
  });

  it('keeps to the account and the state it was asked for', async () => {
    await put('a', 'REJECTED');
    await put('b', 'EXPIRED');
    expect(await redriveAll({ account: 'other' }, world.ports)).toEqual({ ids: [], refused: [] });
    expect((await redriveAll({ account: 'main', state: 'expired' }, world.ports)).ids).toEqual(['b']);
  });

  it('sends more again than one page of the log holds', async () => {
    for (let i = 0; i < 230; i += 1) await put(`row ${i}`, 'REJECTED');
    expect((await redriveAll({}, world.ports)).ids).toHaveLength(230);
  });
});

describe('settleByHand', () => {
  it('takes the post that a person found, and claims it', async () => {
    await needsHuman('a');
    const [made] = world.x.posts;
    const row = await settleByHand('a', { outcome: 'posted', postId: made!.postId }, world.ports);
    expect(row).toMatchObject({ state: 'POSTED', result: { postId: made!.postId }, attempts: [{ outcome: 'posted' }] });
    expect(await world.log.claimOf(made!.postId)).toBe('a');
  });

  it('refuses a post that is the result of another row', async () => {
    await world.accept('first');
    await world.publish();
    const [made] = world.x.posts;
    await needsHuman('a');
    await expect(settleByHand('a', { outcome: 'posted', postId: made!.postId }, world.ports)).rejects.toMatchObject({
      code: 'POST_CLAIMED',
      message: expect.stringContaining('first'),
    });
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
  });

  it('ends a row that is not on X as failed, and gives its price back', async () => {
    await needsHuman('a');
    world.advance(90_000);
    expect((await gate()).ledger.costMicroUsd).toBe(15_000);
    const row = await settleByHand('a', { outcome: 'not-posted', sendAgain: false }, world.ports);
    expect(row).toMatchObject({
      state: 'REJECTED',
      failure: { code: 'NOT_POSTED' },
      attempts: [{ outcome: 'absent' }],
    });
    expect((await gate()).ledger).toMatchObject({ costMicroUsd: 0, posts: 0 });
    expect(world.announced).toContain('a REJECTED');
  });

  it('sends a row again that is not on X, when asked to', async () => {
    await needsHuman('a');
    world.x.posts.length = 0;
    world.advance(90_000);
    await settleByHand('a', { outcome: 'not-posted', sendAgain: true }, world.ports);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', attempts: [{ outcome: 'absent' }, {}] });
    expect(world.x.posts).toHaveLength(1);
  });

  it('does not take "not posted" for an answer while the last call may still make its post', async () => {
    await needsHuman('a');
    world.advance(89_999);
    for (const sendAgain of [true, false]) {
      const settled = settleByHand('a', { outcome: 'not-posted', sendAgain }, world.ports);
      await expect(settled).rejects.toMatchObject({ code: 'TOO_EARLY', advice: expect.stringContaining('in 1 s') });
    }
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
  });

  it('gives way to the machine that found the post meanwhile', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    await world.publish();
    world.advance(120_000);
    interruptNext(async () => world.publish());
    const settled = settleByHand('a', { outcome: 'not-posted', sendAgain: true }, world.ports);
    await expect(settled).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it.each(['RECEIVED', 'POSTING', 'POSTED', 'REJECTED'] as const)('is refused for a row that is %s', async (state) => {
    await put('a', state);
    const settled = settleByHand('a', { outcome: 'not-posted', sendAgain: false }, world.ports);
    await expect(settled).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each(['', 'abc', '12345678901234567890', '-1'])('refuses the post id %j', async (postId) => {
    await put('a', 'NEEDS_HUMAN');
    await expect(settleByHand('a', { outcome: 'posted', postId }, world.ports)).rejects.toMatchObject({
      code: 'SCHEMA',
    });
  });
});

describe('postByHand', () => {
  const hand = (text: string, key = 'k') => {
    const post = { account: 'main', text, media: [] };
    return postByHand({ id: handPostId('main', key), label: 'by hand', post, inlineMedia: [] }, world.ports, () => ({
      faults: text === 'bad' ? [{ path: 'text', code: 'TEXT_INVALID', message: 'bad' }] : [],
      warnings: [],
    }));
  };

  it('takes the road of every other post', async () => {
    expect(await hand('hello')).toMatchObject({ isNew: true, publication: { source: 'command', state: 'RECEIVED' } });
    expect(await hand('hello')).toMatchObject({ isNew: false });
    await world.publish();
    expect(world.x.posts.map(({ text }) => text)).toEqual(['hello']);
  });

  it('refuses another content under a key that was used, and what the check refuses', async () => {
    await hand('hello');
    await expect(hand('changed')).rejects.toMatchObject({ code: 'IDEMPOTENCY_REUSE' });
    await expect(hand('bad', 'other')).rejects.toMatchObject({ code: 'TEXT_INVALID' });
    expect(world.log.rows).toHaveLength(1);
  });
});

describe('pause and resume of an account', () => {
  it('lets nothing out between the two, and all in its order after', async () => {
    await world.accept('a');
    await pauseAccount('main', 'moving house', world.ports);
    await world.accept('b');
    await world.publish();
    expect(world.x.calls).toEqual([]);
    expect((await gate()).held).toMatchObject({ reason: 'operator', message: 'moving house' });
    expect(await resumeAccount('main', world.ports)).toMatchObject({ reason: 'operator' });
    await world.publish();
    expect(world.x.posts.map(({ text }) => text)).toEqual(['text a', 'text b']);
  });

  it('stops a run that is under way before its next post', async () => {
    for (const id of ['a', 'b', 'c']) await world.accept(id);
    world.x.onCall = async (call) => {
      if (call === 'create') await pauseAccount('main', 'stop', world.ports);
    };
    await world.publish();
    expect(world.x.posts.map(({ text }) => text)).toEqual(['text a']);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(await world.row('b')).toMatchObject({ state: 'RECEIVED' });
  });

  it('keeps the reason for which an account stands still already', async () => {
    await world.accept('a');
    world.x.next('create', new errors.AccountHeldError('credits', 'CREDITS', 'buy credits'));
    await world.publish();
    expect((await pauseAccount('main', 'stop', world.ports)).held).toMatchObject({ reason: 'credits' });
  });

  it('looks for a post of unknown outcome while an operator pauses the account', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    await world.publish();
    await pauseAccount('main', 'stop', world.ports);
    world.advance(30_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('asks X no more than every quarter of an hour about a post while keys are refused', async () => {
    await world.accept('a');
    world.x.next('create', silence());
    await world.publish();
    await pauseAccount('main', 'stop', world.ports);
    const refused = new errors.AccountHeldError('auth', 'AUTH', 'revoked');
    for (let i = 0; i < 40; i += 1) world.x.next('recent', refused);
    for (let minute = 0; minute < 30; minute += 1) {
      world.advance(60_000);
      await world.publish();
    }
    // Each look asks twice: with the keys in hand, and with fresh ones.
    expect(world.x.calls.filter((call) => call === 'recent')).toHaveLength(4);
    expect((await gate()).held).toMatchObject({ reason: 'operator' });
  });

  it('says that an account was not held, and writes nothing', async () => {
    expect(await resumeAccount('main', world.ports)).toBeNull();
    expect(world.log.transactions).toEqual([]);
  });

  it('alarms again when the account is held again, and once each time', async () => {
    await world.accept('a');
    for (let round = 1; round <= 2; round += 1) {
      world.x.next('create', new errors.AccountHeldError('credits', 'CREDITS', 'buy credits'));
      for (let i = 0; i < 5; i += 1) await world.publish();
      expect(world.journal.linesOf('account-held')).toHaveLength(round);
      await resumeAccount('main', world.ports);
    }
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });
});
