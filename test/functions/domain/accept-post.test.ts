import { beforeEach, describe, expect, it } from 'vitest';

import { acceptDrop } from '../../../functions/domain/accept-drop.ts';
import { acceptPost } from '../../../functions/domain/accept-post.ts';
import { RejectedTriggerError, StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { publicationId } from '../../../functions/domain/publication-id.ts';
import { stepPublication } from '../../../functions/domain/step-publication.ts';
import { InMemoryLog } from '../../fakes/in-memory-log.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { RecordingHints } from '../../fakes/recording-hints.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

function createPorts() {
  const time = manualClock();
  return {
    log: new InMemoryLog(),
    hints: new RecordingHints(),
    journal: new RecordingJournal(),
    clock: time.clock,
    time,
  };
}

let ports: ReturnType<typeof createPorts>;

beforeEach(() => {
  ports = createPorts();
});

const post = { account: 'main', text: 'hello', media: [] };
const acceptance = { id: 'a', source: 'webhook', label: 'cms', fingerprint: 'f', post } as const;

describe('acceptPost', () => {
  it('writes the row before it sends the hint', async () => {
    ports.hints.isDown = true;
    const { publication, isNew } = await acceptPost(acceptance, ports);
    expect(isNew).toBe(true);
    expect(publication).toMatchObject({ state: 'RECEIVED', account: 'main', dueAtEpochMs: ports.clock() });
    expect(ports.log.rows).toEqual([publication]);
    expect(ports.journal.linesOf('hint-lost')).toHaveLength(1);
  });

  it('sends no hint when the row could not be written', async () => {
    ports.log.isDown = true;
    await expect(acceptPost(acceptance, ports)).rejects.toThrow(StoreUnavailableError);
    expect(ports.hints.sent).toEqual([]);
  });

  it('takes a repeat for the same post, and hints again since the first hint may be lost', async () => {
    await acceptPost(acceptance, ports);
    ports.time.advance(60_000);
    const { publication, isNew } = await acceptPost(acceptance, ports);
    expect(isNew).toBe(false);
    expect(publication.acceptedAtEpochMs).toBe(ports.clock() - 60_000);
    expect(ports.log.rows).toHaveLength(1);
    expect(ports.hints.sent).toHaveLength(2);
  });

  it('is done after a repeat when the first answer of the log got lost', async () => {
    ports.log.failNext('transact', 'after');
    await expect(acceptPost(acceptance, ports)).rejects.toThrow(StoreUnavailableError);
    expect(await acceptPost(acceptance, ports)).toMatchObject({ isNew: false, publication: { state: 'RECEIVED' } });
  });

  it('hints no more for a post that has ended', async () => {
    const { publication } = await acceptPost(acceptance, ports);
    await ports.log.transact([stepPublication(publication, 'CANCELLED', ports.clock())]);
    await acceptPost(acceptance, ports);
    expect(ports.hints.sent).toHaveLength(1);
  });

  it('refuses the same key with another content, and leaves the first as it is', async () => {
    const { publication } = await acceptPost(acceptance, ports);
    const other = acceptPost({ ...acceptance, fingerprint: 'g', post: { ...post, text: 'other' } }, ports);
    await expect(other).rejects.toThrow(RejectedTriggerError);
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_REUSE' });
    expect(ports.log.rows).toEqual([publication]);
  });

  it('makes one row of many equal calls at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => acceptPost(acceptance, ports)));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(ports.log.rows).toHaveLength(1);
  });

  it.each([
    { case: 'now', inMs: 0, delaySeconds: 0 },
    { case: 'in the past', inMs: -5_000, delaySeconds: 0 },
    { case: 'in a minute and a bit', inMs: 60_001, delaySeconds: 61 },
    { case: 'in an hour, which no queue can wait for', inMs: 3_600_000, delaySeconds: 900 },
  ])('hints for a post scheduled $case in $delaySeconds s', async ({ inMs, delaySeconds }) => {
    const scheduled = { ...post, scheduleAtEpochMs: ports.clock() + inMs };
    const { publication } = await acceptPost({ ...acceptance, post: scheduled }, ports);
    expect(publication.dueAtEpochMs).toBe(ports.clock() + Math.max(inMs, 0));
    expect(ports.hints.sent).toEqual([{ account: 'main', delaySeconds }]);
  });
});

describe('acceptDrop', () => {
  it('lets a drop gather what belongs to it before it is due', async () => {
    const ref = { area: 'drop', key: 'main/a.jpg', eTag: 'e' } as const;
    const drop = { id: 'd', label: 'main/a.jpg', account: 'main', fingerprint: 'f', ref, settleMs: 10_000 };
    const { publication } = await acceptDrop(drop, ports);
    expect(publication).toMatchObject({
      source: 'drop',
      state: 'GATHERING',
      drop: ref,
      post: null,
      dueAtEpochMs: ports.clock() + 10_000,
    });
    expect(ports.hints.sent).toEqual([{ account: 'main', delaySeconds: 10 }]);
  });
});

describe('publicationId', () => {
  it('is the same for the same parts and another for any other', () => {
    const ids = [
      publicationId('drop', 'a', 'bc'),
      publicationId('drop', 'ab', 'c'),
      publicationId('drop', 'abc'),
      publicationId('webhook', 'a', 'bc'),
      publicationId('drop', 'a\n1:b', 'c'),
      publicationId('drop', 'a', 'b', 'c'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(publicationId('drop', 'a', 'bc')).toBe(ids[0]);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});
