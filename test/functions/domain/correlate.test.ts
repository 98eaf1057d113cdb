import { describe, expect, it } from 'vitest';

import { correlatedJournal } from '../../../functions/domain/correlate.ts';
import { publishAccount } from '../../../functions/domain/publish-account.ts';
import type { PublishPorts } from '../../../functions/domain/publish-ports.ts';
import { publishingWorld } from '../../fakes/publishing-world.ts';

describe('the one id of a row', () => {
  it('stands in every line written while the row is worked, also by those who do not know it', async () => {
    const world = await publishingWorld();
    const journal = correlatedJournal(world.journal);
    const ports: PublishPorts = { ...world.ports, journal };
    // Stands for the adapter that writes a line for each call to X.
    world.x.onCall = async (call) => {
      await Promise.resolve();
      journal.write('info', 'x-exchange', { call });
    };
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    await world.accept('b', { account: 'other' });
    const options = { owner: 'me', deadlineEpochMs: Infinity };
    await Promise.all([publishAccount('main', ports, options), publishAccount('other', ports, options)]);
    const lines = world.journal.lines.map(
      ({ event, fields }) => `${event} ${String(fields['call'])} ${String(fields['id'])}`,
    );
    expect(lines.filter((line) => line.startsWith('x-exchange')).toSorted()).toEqual([
      'x-exchange create a',
      'x-exchange create b',
      'x-exchange open a',
      'x-exchange open b',
      'x-exchange upload a',
    ]);
    expect(world.journal.lines.filter(({ fields }) => fields['id'] === undefined)).toEqual([]);
  });

  it('is not in lines about nothing in particular, and gives way to what a line says itself', async () => {
    const world = await publishingWorld();
    const journal = correlatedJournal(world.journal);
    journal.write('info', 'scan', { files: 3 });
    journal.write('info', 'step', { id: 'its own' });
    expect(world.journal.lines.map(({ fields }) => fields)).toEqual([{ files: 3 }, { id: 'its own' }]);
  });
});
