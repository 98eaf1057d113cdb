import { describe, expect, it } from 'vitest';

import { KEPT_AFTER_END_DAYS } from '../../../functions/adapters/aws/log-table.ts';
import { parseConfig } from '../../../functions/config/parse-config.ts';
import { evidenceKeptUntil } from '../../../functions/domain/keep-evidence.ts';
import { publishingWorld } from '../../fakes/publishing-world.ts';

const NOW = 1_795_000_000_000;
const keptHours = (evidenceKeptUntil(NOW) - NOW / 1000) / 3600;
const LONGEST_HOURS = 8760;

describe('what an account posted', () => {
  it.each(['repeatWindowHours', 'maxLatenessHours'])('is kept a month longer than the longest %s', (setting) => {
    const longest = (hours: number) => () => parseConfig({ accounts: { main: { [setting]: hours } } });
    expect(longest(LONGEST_HOURS)).not.toThrow();
    expect(longest(LONGEST_HOURS + 1)).toThrow(setting);
    expect(keptHours).toBeGreaterThanOrEqual(LONGEST_HOURS + 30 * 24);
  });

  it('is written with its end: the claim of the post, and the marks of its contents', async () => {
    const world = await publishingWorld();
    world.rules = { ...world.rules, refuseRepeatsWithinHours: 24 };
    await world.accept('a', { text: 'hello' });
    await world.publish();
    const evidence = world.log.transactions.flat().filter(({ kind }) => kind === 'claim' || kind === 'mark');
    const expiresAtEpochSeconds = expect.closeTo(evidenceKeptUntil(world.ports.clock()), -3) as number;
    expect(evidence.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      expect.objectContaining({ kind: 'claim', publicationId: 'a', expiresAtEpochSeconds }),
      expect.objectContaining({ kind: 'mark', publicationId: 'a', expiresAtEpochSeconds }),
    ]);
  });

  it('is kept longer than the row that tells of it', () => {
    expect(keptHours).toBeGreaterThan(KEPT_AFTER_END_DAYS * 24);
  });

  it('is kept by the whole second', () => {
    expect(evidenceKeptUntil(NOW + 1)).toBe(evidenceKeptUntil(NOW + 1000));
  });
});
