import { describe, expect, it } from 'vitest';

import {
  assertTransition,
  isFinal,
  type LogState,
  publicStates,
  transitions,
} from '../../../functions/domain/publication-state.ts';

const states = Object.keys(transitions) as LogState[];
const leadsTo = (from: LogState): readonly LogState[] => transitions[from];

describe('the states of a publication', () => {
  it('lets only a posted state, an unknown one or a definite answer follow a call', () => {
    expect(leadsTo('POSTING').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'AMBIGUOUS',
      'MEDIA_READY',
      'POSTED',
      'RECONCILING',
      'REJECTED',
      'REJECTED_DUPLICATE',
    ]);
  });

  it.each(['POSTING', 'AMBIGUOUS', 'RECONCILING', 'NEEDS_HUMAN'] as const)(
    'lets nobody cancel, expire or simply queue again what is %s',
    (from) => {
      expect(leadsTo(from)).not.toEqual(expect.arrayContaining(['CANCELLED']));
      expect(leadsTo(from)).not.toEqual(expect.arrayContaining(['EXPIRED']));
      expect(leadsTo(from)).not.toEqual(expect.arrayContaining(['RECEIVED']));
      expect(leadsTo(from)).not.toEqual(expect.arrayContaining(['DEFERRED']));
    },
  );

  it.each(states.filter((state) => !isFinal(state) && state !== 'GATHERING' && state !== 'FETCHING'))(
    'accepts a late result in %s',
    (state) => {
      expect(leadsTo(state)).toContain('POSTED');
    },
  );

  it('leads every state to an end', () => {
    const ends = (from: LogState, seen: ReadonlySet<LogState>): boolean =>
      isFinal(from) || leadsTo(from).some((to) => !seen.has(to) && ends(to, new Set([...seen, to])));
    expect(states.filter((state) => !ends(state, new Set([state])))).toEqual([]);
  });

  it('never leads out of what is posted', () => {
    expect(leadsTo('POSTED')).toEqual(['POSTED']);
  });

  it('has a word for people for every state', () => {
    expect(Object.keys(publicStates)).toEqual(expect.arrayContaining(states));
    expect(publicStates).toMatchObject({ AMBIGUOUS: 'unknown', RECONCILING: 'unknown', NEEDS_HUMAN: 'needs-human' });
  });

  it('throws at a step that the table does not know', () => {
    expect(() => assertTransition('POSTED', 'RECEIVED')).toThrow('no step leads from POSTED to RECEIVED');
    expect(() => assertTransition('POSTING', 'AMBIGUOUS')).not.toThrow();
  });
});
