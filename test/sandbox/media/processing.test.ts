import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Processing, viewProcessing } from '../../../sandbox/media/processing.ts';

const work: Processing = {
  startedAtEpochMs: 1_000_000,
  pendingMs: 500,
  totalMs: 1500,
  checkAfterSeconds: 1,
  failure: undefined,
};
const failing: Processing = { ...work, failure: { code: 1, name: 'InvalidMedia', message: 'file is invalid' } };
const after = (ms: number) => work.startedAtEpochMs + ms;

describe('viewProcessing', () => {
  it.each([
    { ms: 0, view: { state: 'pending', checkAfterSeconds: 1 } },
    { ms: 499, view: { state: 'pending', checkAfterSeconds: 1 } },
    { ms: 500, view: { state: 'in_progress', checkAfterSeconds: 1, progressPercent: 0 } },
    { ms: 1000, view: { state: 'in_progress', checkAfterSeconds: 1, progressPercent: 50 } },
    { ms: 1499, view: { state: 'in_progress', checkAfterSeconds: 1, progressPercent: 99 } },
    { ms: 1500, view: { state: 'succeeded', progressPercent: 100 } },
    { ms: 9_999_999, view: { state: 'succeeded', progressPercent: 100 } },
    { ms: -5000, view: { state: 'pending', checkAfterSeconds: 1 } },
  ])('is $view.state $ms ms after FINALIZE', ({ ms, view }) => {
    expect(viewProcessing(work, after(ms), false)).toEqual(view);
  });

  it('ends in the failure, with check_after_secs only until then', () => {
    expect(viewProcessing(failing, after(1400), false)).toEqual({
      state: 'in_progress',
      checkAfterSeconds: 1,
      progressPercent: 12,
    });
    expect(viewProcessing(failing, after(1500), false)).toEqual({
      state: 'failed',
      progressPercent: 12,
      failure: failing.failure,
    });
  });

  it('stays in progress when stuck, and ends as soon as it no longer is', () => {
    expect(viewProcessing(work, after(60_000), true)).toMatchObject({ state: 'in_progress', progressPercent: 99 });
    expect(viewProcessing(work, after(60_000), false)).toMatchObject({ state: 'succeeded' });
  });

  it('never goes backwards while the clock goes forwards', () => {
    const rank = { pending: 0, in_progress: 1, failed: 2, succeeded: 2 };
    const times = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 2 });
    fc.assert(
      fc.property(
        fc.constantFrom(work, failing),
        times,
        fc.nat(2000),
        fc.nat(2000),
        (kind, ms, pendingMs, workingMs) => {
          const changed = { ...kind, pendingMs, totalMs: pendingMs + workingMs };
          const views = ms.sort((one, other) => one - other).map((at) => viewProcessing(changed, after(at), false));
          const progress = views.map(
            (view) => rank[view.state] * 1000 + ('progressPercent' in view ? view.progressPercent : 0),
          );
          expect(progress).toEqual([...progress].sort((one, other) => one - other));
        },
      ),
    );
  });
});
