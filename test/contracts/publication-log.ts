import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { emptyLedger } from '../../functions/domain/account-ledger.ts';
import { FETCH_LANE } from '../../functions/domain/lane-of.ts';
import { newPublication } from '../../functions/domain/new-publication.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { PublicationLog } from '../../functions/domain/ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { stepPublication } from '../../functions/domain/step-publication.ts';

const NOW = 1_795_000_000_000;

interface Opened {
  readonly log: PublicationLog;
  close(): void;
}

/** What every publication log promises, whatever keeps it. */
export function describePublicationLog(name: string, open: () => Opened | Promise<Opened>): void {
  describe(`the publication log ${name}`, () => {
    let opened: Opened;
    let log: PublicationLog;

    beforeEach(async () => {
      opened = await open();
      ({ log } = opened);
    });
    afterEach(() => opened.close());

    it('gives back what was put, and nothing for an unknown id', async () => {
      const row = rowOf('a');
      expect(await log.transact([row])).toBe('done');
      expect(await log.publication('a')).toEqual(row);
      expect(await log.publication('b')).toBeUndefined();
    });

    it('takes a first version once only', async () => {
      expect(await log.transact([rowOf('a')])).toBe('done');
      expect(await log.transact([{ ...rowOf('a'), label: 'another' }])).toBe('conflict');
      expect(await log.publication('a')).toMatchObject({ label: 'a' });
    });

    it('takes a version only over the one before it', async () => {
      const first = rowOf('a');
      await log.transact([first]);
      const second = stepPublication(first, 'CANCELLED', NOW);
      expect(await log.transact([{ ...second, version: 3 }])).toBe('conflict');
      expect(await log.transact([second])).toBe('done');
      expect(await log.transact([stepPublication(first, 'EXPIRED', NOW)])).toBe('conflict');
      expect(await log.publication('a')).toMatchObject({ state: 'CANCELLED', version: 2 });
    });

    it('writes all items of a transaction or none', async () => {
      await log.transact([rowOf('a')]);
      const claim = { kind: 'claim', id: 'claim/77', version: 1, publicationId: 'b' } as const;
      expect(await log.transact([rowOf('b'), claim, rowOf('a')])).toBe('conflict');
      expect(await log.publication('b')).toBeUndefined();
      expect(await log.claimOf('77')).toBeUndefined();
      expect(await log.transact([rowOf('b'), claim])).toBe('done');
      expect(await log.claimOf('77')).toBe('b');
    });

    it('keeps the mark of a content, and replaces it by its next version', async () => {
      const first = {
        kind: 'mark',
        id: 'content/main/text-1',
        version: 1,
        publicationId: 'a',
        atEpochMs: NOW,
      } as const;
      expect(await log.mark(first.id)).toBeUndefined();
      expect(await log.transact([first])).toBe('done');
      expect(await log.mark(first.id)).toEqual(first);
      expect(await log.transact([{ ...first, publicationId: 'b' }])).toBe('conflict');
      expect(await log.transact([{ ...first, version: 2, publicationId: 'b' }])).toBe('done');
      expect(await log.mark(first.id)).toMatchObject({ publicationId: 'b' });
      expect(await log.list({ limit: 9 })).toEqual([]);
    });

    it('lets one of many racing writers win', async () => {
      await log.transact([rowOf('a')]);
      const row = rowOf('a');
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, i) =>
          log.transact([stepPublication(row, 'MEDIA_UPLOADING', NOW, { warnings: [`${i}`] })]),
        ),
      );
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    });

    it('lets one of many racing transactions win, with all of its items', async () => {
      await log.transact([rowOf('a')]);
      const taken = Array.from({ length: 12 }, (_, i) => [
        stepPublication(rowOf('a'), 'MEDIA_UPLOADING', NOW, { warnings: [`${i}`] }),
        { kind: 'claim', id: `claim/${i}`, version: 1, publicationId: 'a' } as const,
      ]);
      const answers = await Promise.all(taken.map(async (writes) => log.transact(writes)));
      const winners = answers.flatMap((answer, i) => (answer === 'done' ? [`${i}`] : []));
      expect(winners).toHaveLength(1);
      expect((await log.publication('a'))?.warnings).toEqual(winners);
      const claims = await Promise.all(taken.map(async (_, i) => log.claimOf(`${i}`)));
      expect(claims.flatMap((claim, i) => (claim === undefined ? [] : [`${i}`]))).toEqual(winners);
    });

    it('takes all rows of the longest thread at once', async () => {
      const rows = Array.from({ length: 25 }, (_, i) => rowOf(`part-${i}`, {}, NOW + i));
      expect(await log.transact(rows)).toBe('done');
      expect(await log.dueRows('main', NOW, 99)).toEqual(rows);
    });

    it('reads the gate of an account that was never written as open, version 0', async () => {
      const gate = await log.gate('main');
      expect(gate).toEqual(openGate('main'));
      const ledger = { ...emptyLedger, day: '2026-11-22', posts: 3, costMicroUsd: 45_000 };
      const held = { ...gate, version: 1, ledger, held: { reason: 'auth', message: 'no', sinceEpochMs: NOW } } as const;
      expect(await log.transact([held])).toBe('done');
      expect(await log.gate('main')).toEqual(held);
      expect(await log.gate('other')).toMatchObject({ version: 0 });
    });

    it('finds what is due, of one account, in the order of acceptance', async () => {
      await log.transact([rowOf('late', { dueAtEpochMs: NOW - 1 }, NOW - 50)]);
      await log.transact([rowOf('early', { dueAtEpochMs: NOW }, NOW - 40)]);
      await log.transact([rowOf('future', { dueAtEpochMs: NOW + 1 }, NOW - 30)]);
      await log.transact([rowOf('foreign', { account: 'other', dueAtEpochMs: NOW }, NOW - 20)]);
      await log.transact([rowOf('over', { state: 'REJECTED', dueAtEpochMs: null }, NOW - 10)]);
      expect((await log.dueRows('main', NOW, 10)).map(({ id }) => id)).toEqual(['late', 'early']);
      expect(await log.dueRows('main', NOW, 1)).toHaveLength(1);
      expect((await log.dueAccounts(NOW)).toSorted()).toEqual(['main', 'other']);
      expect(await log.dueAccounts(NOW - 2)).toEqual([]);
    });

    it('puts what was accepted first before what came due first', async () => {
      await log.transact([rowOf('first', { dueAtEpochMs: NOW }, NOW - 50)]);
      await log.transact([rowOf('second', { dueAtEpochMs: NOW - 40 }, NOW - 40)]);
      expect((await log.dueRows('main', NOW, 1)).map(({ id }) => id)).toEqual(['first']);
    });

    it('tells apart accounts whose names begin alike', async () => {
      const accounts = ['a', 'a-b', 'ab', '0', 'a0'];
      for (const account of accounts) await log.transact([rowOf(`row of ${account}`, { account })]);
      expect((await log.dueAccounts(NOW)).toSorted()).toEqual(accounts.toSorted());
      for (const account of accounts) {
        expect((await log.dueRows(account, NOW, 9)).map(({ id }) => id)).toEqual([`row of ${account}`]);
      }
    });

    it('keeps rows that wait for a fetch out of the way of their account, in a lane of their own', async () => {
      const fetching = rowOf('a', { state: 'FETCHING' }, NOW - 50);
      await log.transact([fetching]);
      expect(await log.dueRows('main', NOW, 9)).toEqual([]);
      expect(await log.dueAccounts(NOW)).toEqual([FETCH_LANE]);
      await log.transact([rowOf('b', {}, NOW - 40)]);
      expect((await log.dueAccounts(NOW)).toSorted()).toEqual([FETCH_LANE, 'main']);
      expect((await log.dueRows(FETCH_LANE, NOW, 9)).map(({ id }) => id)).toEqual(['a']);
      await log.transact([stepPublication(fetching, 'RECEIVED', NOW)]);
      expect(await log.dueAccounts(NOW)).toEqual(['main']);
      expect((await log.dueRows('main', NOW, 9)).map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await log.list({ account: 'main', limit: 9 })).map(({ id }) => id)).toEqual(['b', 'a']);
    });

    it('passes over accounts whose rows all wait for later', async () => {
      await log.transact([rowOf('a', { account: 'early', dueAtEpochMs: NOW + 1 })]);
      await log.transact([rowOf('b', { account: 'late', dueAtEpochMs: NOW })]);
      expect(await log.dueAccounts(NOW)).toEqual(['late']);
    });

    it('forgets that a row is due once it is final', async () => {
      const row = rowOf('a', { source: 'webhook' });
      await log.transact([row]);
      await log.transact([stepPublication(row, 'CANCELLED', NOW)]);
      expect(await log.dueRows('main', NOW * 2, 10)).toEqual([]);
    });

    it('lists newest first, by filter, page after page', async () => {
      for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await log.transact([rowOf(id, {}, NOW + i)]);
      await log.transact([rowOf('e', { account: 'other', source: 'webhook' }, NOW + 9)]);
      const ids = async (filter: Parameters<PublicationLog['list']>[0]) => (await log.list(filter)).map(({ id }) => id);
      expect(await ids({ limit: 2 })).toEqual(['e', 'd']);
      expect(await ids({ limit: 2, after: 'd' })).toEqual(['c', 'b']);
      expect(await ids({ limit: 9, account: 'other' })).toEqual(['e']);
      expect(await ids({ limit: 9, source: 'drop' })).toEqual(['d', 'c', 'b', 'a']);
      expect(await ids({ limit: 9, state: 'queued' })).toEqual(['e', 'd', 'c', 'b', 'a']);
      expect(await ids({ limit: 9, state: 'posted' })).toEqual([]);
      expect(await ids({ limit: 1, account: 'main', source: 'drop', state: 'queued', after: 'd' })).toEqual(['c']);
      expect(await ids({ limit: 9, after: 'a' })).toEqual([]);
    });

    it('lists a row under the state it has now', async () => {
      await log.transact([rowOf('a')]);
      await log.transact([stepPublication(rowOf('a'), 'CANCELLED', NOW)]);
      expect(await log.list({ limit: 9, state: 'queued' })).toEqual([]);
      expect(await log.list({ limit: 9, state: 'cancelled' })).toMatchObject([{ id: 'a', version: 2 }]);
    });
  });
}

function rowOf(id: string, changes: Partial<Publication> = {}, acceptedAtEpochMs = NOW): Publication {
  const beginning = {
    id,
    source: 'drop',
    label: id,
    account: 'main',
    fingerprint: id,
    state: 'RECEIVED',
    dueAtEpochMs: NOW,
    post: { account: 'main', text: 'täxt 🕊️\n%+~', media: [] },
  } as const;
  return { ...newPublication(beginning, acceptedAtEpochMs), ...changes };
}
