import { describe, expect, it } from 'vitest';

import { newPublication } from '../../functions/domain/new-publication.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { figuresOf } from './figures.ts';
import { judge } from './judge.ts';
import type { ShownPost } from './read-sandbox.ts';
import { makeTriggers, markOf, type Trigger } from './trigger.ts';

const { drops, calls } = makeTriggers(2, 2);
const triggers: readonly Trigger[] = [...drops, ...calls];

function rowOf(trigger: Trigger, number: number): Publication {
  const beginning = {
    id: `row${number}`,
    source: trigger.kind === 'drop' ? 'drop' : 'webhook',
    label: trigger.kind === 'drop' ? trigger.key : 'north',
    account: 'north',
    fingerprint: '00',
    state: 'POSTED',
    dueAtEpochMs: null,
    post: { account: 'north', text: trigger.kind === 'drop' ? '' : trigger.key, media: [] },
  } as const;
  return { ...newPublication(beginning, 0), result: { postId: `${number}`, url: '', postedAtEpochMs: 1 } };
}

const rows = triggers.map(rowOf);
const posts: readonly ShownPost[] = triggers.map((trigger, n) => ({ postId: `${n}`, mark: markOf(trigger) }));
const with0 = (fields: Partial<Publication>) => rows.map((row, n) => (n === 0 ? { ...row, ...fields } : row));
const withoutFirst = <Item>(items: readonly Item[]) => items.slice(1);

describe('the judge of a soak', () => {
  it('finds nothing where every trigger is on X once', () => {
    expect(judge({ triggers, rows, posts })).toEqual({ posted: 4, needsHuman: 0, violations: [] });
  });

  it.each([
    {
      case: 'a picture on X twice',
      evidence: { rows, posts: [...posts, { postId: '9', mark: markOf(drops[0]!) }] },
      violation: 'north/00000.png is on X 2 times',
    },
    {
      case: 'a call on X twice',
      evidence: { rows, posts: [...posts, { postId: '9', mark: 'call-00001' }] },
      violation: 'call-00001 is on X 2 times',
    },
    { case: 'a trigger without a row', evidence: { rows: withoutFirst(rows), posts }, violation: 'has 0 rows' },
    { case: 'a trigger with two rows', evidence: { rows: [...rows, rows[0]!], posts }, violation: 'has 2 rows' },
    {
      case: 'a post that the log has and X does not',
      evidence: { rows, posts: withoutFirst(posts) },
      violation: 'north/00000.png is posted in the log, and not on X',
    },
    {
      case: 'a row that took the post of another',
      evidence: { rows: with0({ result: { postId: '3', url: '', postedAtEpochMs: 1 } }), posts },
      violation: 'north/00000.png has another post in the log than on X',
    },
    {
      case: 'a row that failed',
      evidence: {
        rows: with0({ state: 'REJECTED', failure: { code: 'C', message: 'm' } }),
        posts: withoutFirst(posts),
      },
      violation: 'north/00000.png is failed: C m',
    },
    {
      case: 'a row that has not ended',
      evidence: { rows: with0({ state: 'RECONCILING' }), posts },
      violation: 'north/00000.png is unknown',
    },
    {
      case: 'a post that nobody asked for',
      evidence: { rows, posts: [...posts, { postId: '9', mark: 'stray' }] },
      violation: '9 was asked for by nobody',
    },
    {
      case: 'more than one in a hundred with a person',
      evidence: { rows: rows.map((row, n): Publication => (n < 2 ? { ...row, state: 'NEEDS_HUMAN' } : row)), posts },
      violation: '2 wait for a person: more than one in a hundred',
    },
  ])('finds $case', ({ evidence, violation }) => {
    const { violations } = judge({ triggers, ...evidence });
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(violation);
  });

  it('lets one in a hundred wait for a person, on X or not', () => {
    const many = makeTriggers(0, 100).calls;
    const waiting = many.map(rowOf).map((row, n): Publication => (n === 0 ? { ...row, state: 'NEEDS_HUMAN' } : row));
    const shown = many.map((call, n) => ({ postId: `${n}`, mark: markOf(call) }));
    for (const posts of [shown, shown.slice(1)]) {
      expect(judge({ triggers: many, rows: waiting, posts })).toEqual({ posted: 99, needsHuman: 1, violations: [] });
    }
  });
});

describe('the pictures of a soak', () => {
  it('are all different', () => {
    const marks = makeTriggers(3000, 0).drops.map(markOf);
    expect(new Set(marks).size).toBe(3000);
  });
});

describe('the figures of a soak', () => {
  it('count the calls that got no clear answer', () => {
    const [row] = rows;
    const attempts = [
      { number: 1, intentAtEpochMs: 0, outcome: 'refused', detail: 'RATE_LIMITED' },
      { number: 2, intentAtEpochMs: 0, outcome: 'absent', detail: 'silence' },
      { number: 3, intentAtEpochMs: 0, outcome: 'posted', detail: 'cut' },
      { number: 4, intentAtEpochMs: 0, outcome: 'posted' },
    ] as const;
    expect(figuresOf([{ ...row!, attempts, updatedAtEpochMs: 4000 }], 2)).toEqual({
      postsPerSecond: 0.5,
      unclearCalls: 2,
      foundOnX: 1,
      medianSeconds: 4,
      p99Seconds: 4,
    });
  });
});
