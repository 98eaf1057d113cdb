import { beforeEach, describe, expect, it } from 'vitest';

import { acceptPost } from '../../../../functions/domain/accept-post.ts';
import { LEASE_MS } from '../../../../functions/domain/account-lease.ts';
import * as errors from '../../../../functions/domain/errors.ts';
import type { Publication } from '../../../../functions/domain/publication.ts';
import { publishAccount } from '../../../../functions/domain/publish-account.ts';
import { sweep } from '../../../../functions/domain/sweep.ts';
import { killable, type Moment } from '../../../fakes/killable.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';
import { RecordingHints } from '../../../fakes/recording-hints.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const withPhoto = () => ({ media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] as const });
const creates = () => world.x.calls.filter((call) => call === 'create').length;
const isWriteOf =
  (state: Publication['state']) =>
  (writes: unknown): boolean =>
    (writes as readonly { state?: string }[]).some((item) => item.state === state);

/** One run that dies at that moment, and all the time until its lease has run out. */
async function die(moment: Moment): Promise<void> {
  const { ports, killed } = killable(world.ports, moment);
  void publishAccount('main', ports, { owner: 'dies', deadlineEpochMs: Infinity });
  await killed;
  world.advance(LEASE_MS);
}

/** Runs as the sweep makes them, for an hour. */
async function carryOn(): Promise<void> {
  for (let minute = 0; minute < 60; minute += 1) {
    await world.publish(`run ${minute}`);
    world.advance(60_000);
  }
}

async function expectOnePost(): Promise<void> {
  expect(world.x.posts).toHaveLength(1);
  expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
}

describe('a process that dies', () => {
  it('F01: before anything is written, posts once when the trigger comes again', async () => {
    const { ports, killed } = killable(world.ports, { when: 'before', call: 'log.transact' });
    const post = { account: 'main', text: 'text a', media: [] };
    void acceptPost({ id: 'a', source: 'webhook', label: 'a', fingerprint: 'a', post }, ports);
    await killed;
    expect(world.log.rows).toEqual([]);
    await world.accept('a');
    await carryOn();
    await expectOnePost();
  });

  it('F02: between row and hint, leaves the row to the sweep', async () => {
    const { ports, killed } = killable(world.ports, { when: 'before', call: 'hints.send' });
    const post = { account: 'main', text: 'text a', media: [] };
    void acceptPost({ id: 'a', source: 'webhook', label: 'a', fingerprint: 'a', post }, ports);
    await killed;
    const hints = new RecordingHints();
    await sweep({ ...world.ports, hints });
    expect(hints.sent).toEqual([{ account: 'main', delaySeconds: 0 }]);
    await carryOn();
    await expectOnePost();
  });

  it('F03: with the lease in hand, is waited for and then taken over', async () => {
    await world.accept('a');
    const { ports, killed } = killable(world.ports, { when: 'before', call: 'log.dueRows' });
    void publishAccount('main', ports, { owner: 'dies', deadlineEpochMs: Infinity });
    await killed;
    expect(await world.publish('next')).toBe('busy');
    world.advance(LEASE_MS);
    expect(await world.publish('next')).toBe('done');
    await expectOnePost();
  });

  it('F04: between upload and its record, uploads twice and posts once', async () => {
    await world.accept('a', withPhoto());
    await die({ when: 'after', call: 'x.uploadMedia' });
    await carryOn();
    expect(world.x.uploads).toHaveLength(2);
    expect((await world.row('a')).media).toMatchObject([{ mediaId: world.x.uploads[1] }]);
    await expectOnePost();
  });

  it('F05: between the record of an upload and the post, uses the upload again', async () => {
    await world.accept('a', withPhoto());
    world.x.next('describe', new errors.XUnavailableError('503'));
    await die({ when: 'after', call: 'log.transact', fits: isWriteOf('MEDIA_UPLOADING') });
    await carryOn();
    expect(world.x.uploads).toHaveLength(1);
    await expectOnePost();
  });

  it('F06: between intent and call, is looked for, found absent, and posts with the same media', async () => {
    await world.accept('a', withPhoto());
    await die({ when: 'after', call: 'log.transact', fits: isWriteOf('POSTING') });
    expect(creates()).toBe(0);
    await carryOn();
    expect(world.x.uploads).toHaveLength(1);
    expect(await world.row('a')).toMatchObject({ attempts: [{ outcome: 'absent' }, { outcome: 'posted' }] });
    await expectOnePost();
  });

  it('F07: before it hears what X made of the call, is found on X', async () => {
    await world.accept('a', withPhoto());
    await die({ when: 'after', call: 'x.createPost' });
    await carryOn();
    expect(creates()).toBe(1);
    await expectOnePost();
  });

  it('F08: with a call under way that X never took, posts after looking in vain', async () => {
    await world.accept('a');
    world.x.next('create', new errors.OutcomeUnknownError('cut on the way'));
    await die({ when: 'before', call: 'log.transact', fits: isWriteOf('AMBIGUOUS') });
    await carryOn();
    expect(creates()).toBe(2);
    await expectOnePost();
  });

  it('F09: between X and its record, tells the id first and finds it again', async () => {
    await world.accept('a');
    await die({ when: 'before', call: 'log.transact', fits: isWriteOf('POSTED') });
    expect(world.journal.linesOf('x-created')).toMatchObject([{ fields: { postId: world.x.posts[0]?.postId } }]);
    await carryOn();
    expect(creates()).toBe(1);
    await expectOnePost();
  });

  it('F10: after the record, makes no call to X again', async () => {
    await world.accept('a');
    await die({ when: 'after', call: 'log.transact', fits: isWriteOf('POSTED') });
    const calls = world.x.calls.length;
    await carryOn();
    expect(world.x.calls).toHaveLength(calls);
    await expectOnePost();
  });

  it('F11: is not let begin a call that it may not live to hear the answer of', async () => {
    await world.accept('a');
    await publishAccount('main', world.ports, { owner: 'me', deadlineEpochMs: world.now() + 59_999 });
    expect(creates()).toBe(0);
    await carryOn();
    await expectOnePost();
  });

  const places = ['log.publication', 'log.gate', 'log.transact', 'log.dueRows', 'media.head', 'media.read'];

  it.each([...places, 'x.uploadMedia', 'x.describeMedia', 'x.createPost'])(
    'at any %s that it makes, posts once in the end',
    async (call) => {
      for (const [when, nth] of (['before', 'after'] as const).flatMap((when) =>
        Array.from({ length: 8 }, (_, index) => [when, index + 1] as const),
      )) {
        world = await publishingWorld();
        await world.accept('a', withPhoto());
        let seen = 0;
        const { ports, killed } = killable(world.ports, { when, call, fits: () => (seen += 1) === nth });
        await Promise.race([killed, publishAccount('main', ports, { owner: 'dies', deadlineEpochMs: Infinity })]);
        world.advance(LEASE_MS);
        await carryOn();
        expect(world.x.posts).toHaveLength(1);
        await expectOnePost();
      }
    },
  );
});

describe('an answer that does not come, or cannot be read', () => {
  it.each([
    { row: 'F12: X commits and answers nothing within 30 s', fault: 'lost' as const, calls: 1 },
    { row: 'F13: X answers 5xx and has not committed', fault: new errors.OutcomeUnknownError('503'), calls: 2 },
    { row: 'F14: X answers 5xx and has committed', fault: 'lost' as const, calls: 1 },
    { row: 'F15: X commits and its 201 is cut off', fault: 'lost' as const, calls: 1 },
    { row: 'F16: X answers with a page, having made nothing', fault: new errors.OutcomeUnknownError('HTML'), calls: 2 },
    { row: 'F17: X answers 201 without an id', fault: 'lost' as const, calls: 1 },
    { row: 'F18: X commits a minute after the call', fault: { lateMs: 60_000 }, calls: 1 },
  ])('$row: one post, after $calls calls', async ({ fault, calls }) => {
    await world.accept('a', withPhoto());
    world.x.next('create', fault);
    await carryOn();
    expect(creates()).toBe(calls);
    await expectOnePost();
  });

  it('F19: a commit that comes an hour late may double, and never silently', async () => {
    await world.accept('a', withPhoto());
    world.x.next('create', { lateMs: 3_600_000 });
    await world.publish();
    world.x.next('create', 'lost');
    for (const seconds of [30, 90, 480]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    expect(world.x.posts).toHaveLength(2);
    // The second attempt got no answer either, and X shows nothing until the first one is there.
    world.x.timelineLagMs = 0;
    const late = world.x.posts[0];
    expect(late).toBeDefined();
    world.x.posts[0] = { ...late!, createdAtEpochMs: world.now() };
    world.advance(30_000);
    await world.publish();
    expect(world.journal.linesOf('double-detected')).toMatchObject([{ level: 'error', fields: { id: 'a', count: 2 } }]);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('F20: a timeline that shows posts a minute late does not make another one', async () => {
    world.x.timelineLagMs = 60_000;
    await world.accept('a');
    world.x.next('create', 'lost');
    await carryOn();
    expect(creates()).toBe(1);
    await expectOnePost();
  });

  it.each([
    { case: 'may not be read', fault: new errors.XRefusedError('X_FORBIDDEN', 'no reading') },
    { case: 'costs credits that are gone', fault: new errors.AccountHeldError('credits', 'CREDITS', 'buy credits') },
  ])('F21: a timeline that $case sends the row to a person, and nothing again', async ({ fault }) => {
    await world.accept('a');
    world.x.next('create', 'lost').next('recent', fault);
    await carryOn();
    expect(creates()).toBe(1);
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN', failure: { code: 'OUTCOME_UNKNOWN' } });
  });

  it('F22: two posts of the same words are for a person to tell apart; media decide by themselves', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    await world.publish();
    const [made] = world.x.posts;
    world.x.posts.push({ ...made!, postId: '9999' });
    await carryOn();
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
    await world.accept('b', withPhoto());
    world.x.next('create', 'lost');
    await world.publish();
    world.x.posts.push({ ...made!, postId: '10000', text: 'text b' });
    await carryOn();
    expect(await world.row('b')).toMatchObject({ state: 'POSTED' });
  });

  it('F23: one post of two rows with the same words settles one of them, and the other is sent', async () => {
    await world.accept('a', { text: 'same' });
    await world.accept('b', { text: 'same' });
    world.x.next('create', 'lost').next('create', new errors.OutcomeUnknownError('silence'));
    await carryOn();
    const results = new Set([(await world.row('a')).result?.postId, (await world.row('b')).result?.postId]);
    expect(results).toEqual(new Set(world.x.posts.map(({ postId }) => postId)));
    expect(world.x.posts).toHaveLength(2);
  });
});

describe('a publisher that was slow', () => {
  /** The answer of X comes when another run has taken the account over. */
  async function answerLate(meanwhile: () => Promise<unknown>): Promise<void> {
    world.x.onCall = async (call) => {
      if (call !== 'create') return;
      world.x.onCall = async () => undefined;
      world.advance(LEASE_MS + 1);
      await meanwhile();
    };
    await world.publish('slow');
  }

  it('F24: brings its answer without the lease, and it is taken', async () => {
    await world.accept('a');
    await answerLate(async () => world.publish('fast'));
    expect(creates()).toBe(1);
    await expectOnePost();
    expect(world.journal.linesOf('double-detected')).toEqual([]);
  });

  it('F25: whose answer names another post than the one that is known, raises the alarm', async () => {
    await world.accept('a');
    await answerLate(async () => {
      await world.publish('fast');
      world.advance(30_000);
      world.x.posts.push({
        account: 'main',
        postId: '5',
        createdAtEpochMs: world.now(),
        text: 'text a',
        mediaKeys: [],
      });
      await world.publish('fast');
    });
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '5' } });
    expect(world.journal.linesOf('double-detected')).toMatchObject([{ level: 'error', fields: { other: '5' } }]);
  });
});

describe('an X that cannot be reached', () => {
  it('F27: leaves the row waiting with a pause, counts no attempt against it, and gets the post once', async () => {
    await world.accept('a');
    for (let i = 0; i < 20; i += 1) world.x.next('create', new errors.XUnreachableError('connection refused'));
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'DEFERRED', attempts: [{ outcome: 'unsent' }] });
    for (let hour = 0; hour < 6; hour += 1) await carryOn();
    await expectOnePost();
    expect((await world.log.gate('main')).ledger.posts).toBe(1);
  });
});
