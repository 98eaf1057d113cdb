import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  type UploadSession,
  addSegment,
  finalizeUpload,
  openUpload,
  parseSegmentIndex,
} from '../../../sandbox/media/upload-session.ts';

const segment = (index: number, sizeBytes: number, content = `bytes of ${index}`) => ({
  index,
  sizeBytes,
  sha256: content,
});
const DO_NOT_ADD_UP = {
  refusal: { kind: 'bad-media', message: 'Segments do not add up to provided total file size.' },
};

const sessionOf = (totalBytes: number | undefined, ...segments: ReturnType<typeof segment>[]): UploadSession =>
  segments.reduce(addSegment, openUpload(totalBytes));

const refusalOf = (act: () => unknown): unknown => {
  try {
    return { taken: act() };
  } catch (error) {
    return error;
  }
};

describe('addSegment', () => {
  it('takes the same bytes for an index twice as one segment', () => {
    const session = sessionOf(8, segment(0, 4), segment(1, 4), segment(0, 4));
    expect(session.segments).toHaveLength(2);
    expect(finalizeUpload(session).finalized).toBe(true);
  });

  it('refuses other bytes for an index that is taken', () => {
    const session = sessionOf(8, segment(0, 4));
    expect(refusalOf(() => addSegment(session, segment(0, 4, 'other bytes')))).toMatchObject({
      refusal: { kind: 'bad-media', message: 'Segment 0 was uploaded before with other bytes.' },
    });
  });

  it('takes a repeated segment after FINALIZE and refuses a new one', () => {
    const closed = finalizeUpload(sessionOf(4, segment(0, 4)));
    expect(addSegment(closed, segment(0, 4))).toBe(closed);
    expect(refusalOf(() => addSegment(closed, segment(1, 4)))).toMatchObject({ refusal: { kind: 'bad-media' } });
  });
});

describe('finalizeUpload', () => {
  it.each([
    { case: 'no segment', session: sessionOf(4) },
    { case: 'bytes missing at the end', session: sessionOf(9, segment(0, 4), segment(1, 4)) },
    { case: 'more bytes than announced', session: sessionOf(7, segment(0, 4), segment(1, 4)) },
    { case: 'a segment missing at the start', session: sessionOf(8, segment(1, 4), segment(2, 4)) },
    { case: 'a segment missing in between', session: sessionOf(8, segment(0, 4), segment(2, 4)) },
    { case: 'a gap and no size announced', session: sessionOf(undefined, segment(0, 4), segment(2, 4)) },
  ])('refuses $case', ({ session }) => {
    expect(refusalOf(() => finalizeUpload(session))).toMatchObject(DO_NOT_ADD_UP);
  });

  it('takes any sizes that add up when INIT announced none', () => {
    expect(finalizeUpload(sessionOf(undefined, segment(0, 4), segment(1, 2))).finalized).toBe(true);
  });

  it('gives the same upload whatever the order and repetition of its segments', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 });
    const shuffled = sizes.chain((all) => {
      const inOrder = all.map((sizeBytes, index) => segment(index, sizeBytes));
      return fc.record({
        inOrder: fc.constant(inOrder),
        sent: fc
          .array(fc.constantFrom(...inOrder), { maxLength: 20 })
          .chain((again) => fc.shuffledSubarray([...inOrder, ...again], { minLength: inOrder.length + again.length })),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ inOrder, sent }) => {
        const total = inOrder.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        expect(finalizeUpload(sessionOf(total, ...sent)).segments).toEqual(inOrder);
      }),
    );
  });

  it('refuses an upload from which any one segment is left out', () => {
    const lacking = fc
      .integer({ min: 1, max: 40 })
      .chain((count) => fc.record({ count: fc.constant(count), lost: fc.nat(count - 1) }));
    fc.assert(
      fc.property(lacking, ({ count, lost }) => {
        const all = Array.from({ length: count }, (_unused, index) => segment(index, 10));
        const session = sessionOf(count * 10, ...all.filter(({ index }) => index !== lost));
        expect(refusalOf(() => finalizeUpload(session))).toMatchObject(DO_NOT_ADD_UP);
      }),
    );
  });
});

describe('parseSegmentIndex', () => {
  it.each([
    { text: '0', index: 0 },
    { text: '999', index: 999 },
    { text: '007', index: 7 },
  ])('reads $text as $index', ({ text, index }) => {
    expect(parseSegmentIndex(text)).toBe(index);
  });

  it.each(['1000', '-1', '1.5', '1e2', ' 1', 'one', '0x1', '99999999999999999999'])('refuses %j', (text) => {
    expect(refusalOf(() => parseSegmentIndex(text))).toMatchObject({
      refusal: { message: 'SegmentIndex must be between 0 and 999.' },
    });
  });
});
