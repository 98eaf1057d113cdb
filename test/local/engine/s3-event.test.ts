import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseS3Event } from '../../../functions/triggers/s3-drop/parse-s3-event.ts';
import { s3PutEvent } from '../../../local/engine/s3-event.ts';
import { readEvent } from '../../fixtures/events/read-event.ts';

const file = {
  bucket: 'drop',
  key: 'main/sunrise.jpg',
  totalBytes: 81_234,
  eTag: 'b21b84d653bb07b05b1e6b33684dc11b',
  atEpochMs: Date.UTC(2026, 10, 2, 9, 15, 30, 123),
};

/** The names of a value's fields at every depth, and the kinds of what they hold. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

const encodedKey = (key: string) => s3PutEvent({ ...file, key }).Records[0]!.s3.object.key;

describe('s3PutEvent', () => {
  it('has the shape of a put event of S3, field by field', () => {
    expect(shapeOf(s3PutEvent(file))).toEqual(shapeOf(JSON.parse(readEvent('put'))));
  });

  it('tells what was dropped, and when', () => {
    expect(s3PutEvent(file).Records[0]).toMatchObject({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-11-02T09:15:30.123Z',
      s3: {
        bucket: { name: 'drop', arn: 'arn:aws:s3:::drop' },
        object: { key: 'main/sunrise.jpg', size: 81_234, eTag: 'b21b84d653bb07b05b1e6b33684dc11b' },
      },
    });
  });

  it('has sequencers that grow with time, compared as texts', () => {
    const sequencers = [0, 1, 60_000, 1e10].map(
      (later) => s3PutEvent({ ...file, atEpochMs: file.atEpochMs + later }).Records[0]!.s3.object.sequencer,
    );
    expect(sequencers.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(sequencers);
  });

  it.each([
    { case: 'a space', key: 'red flower.jpg', encoded: 'red+flower.jpg' },
    { case: 'a plus sign', key: '1+1.jpg', encoded: '1%2B1.jpg' },
    { case: 'a percent sign', key: '100%.jpg', encoded: '100%25.jpg' },
    { case: 'what looks encoded', key: 'a%20b.jpg', encoded: 'a%2520b.jpg' },
    { case: 'slashes', key: 'a/b/c.jpg', encoded: 'a/b/c.jpg' },
    { case: 'parentheses', key: 'photo (1).jpg', encoded: 'photo+%281%29.jpg' },
    { case: 'an apostrophe, a tilde and an exclamation mark', key: "it's~!.jpg", encoded: 'it%27s%7E%21.jpg' },
    { case: 'an ampersand, an equals sign and a question mark', key: 'a&b=c?.jpg', encoded: 'a%26b%3Dc%3F.jpg' },
    { case: 'an emoji', key: '🕊️.jpg', encoded: '%F0%9F%95%8A%EF%B8%8F.jpg' },
    { case: 'CJK', key: '日本.jpg', encoded: '%E6%97%A5%E6%9C%AC.jpg' },
    { case: 'a composed letter', key: '\u00e9.jpg', encoded: '%C3%A9.jpg' },
    { case: 'a letter with a combining mark', key: 'e\u0301.jpg', encoded: 'e%CC%81.jpg' },
    { case: 'what needs no encoding', key: 'a-b_c.d*e.jpg', encoded: 'a-b_c.d*e.jpg' },
  ])('encodes $case as S3 does', ({ key, encoded }) => {
    expect(encodedKey(key)).toBe(encoded);
  });

  it('is read back with the very key, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (key) => {
        expect(parseS3Event(JSON.stringify(s3PutEvent({ ...file, key })))).toEqual({
          objects: [{ bucket: 'drop', key, eTag: file.eTag }],
          unreadable: [],
        });
      }),
    );
  });
});
