import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../../functions/domain/errors.ts';
import { parseS3Event } from '../../../../functions/triggers/s3-drop/parse-s3-event.ts';
import { readEvent } from '../../../fixtures/events/read-event.ts';

const eTag = 'b21b84d653bb07b05b1e6b33684dc11b';
const sunrise = { bucket: 'example-drops', key: 'main/sunrise.jpg', eTag };

/** A notification of one put whose key is written in the event as given. */
function putOf(encodedKey: string): string {
  const event = JSON.parse(readEvent('put')) as { Records: [{ s3: { object: { key: string } } }] };
  event.Records[0].s3.object.key = encodedKey;
  return JSON.stringify(event);
}

describe('parseS3Event', () => {
  it.each([
    { event: 'put', object: sunrise },
    { event: 'put-newer-version-of-the-schema', object: sunrise },
    { event: 'put-with-version', object: { ...sunrise, versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko' } },
    // Every overwrite has this id then, so it tells no version from another.
    { event: 'put-while-versioning-is-suspended', object: sunrise },
    {
      event: 'copy',
      object: { bucket: 'example-drops', key: 'main/copied photo.jpg', eTag: '0cc175b9c0f1b6a831c399e269772661' },
    },
    {
      event: 'multipart-complete',
      object: { bucket: 'example-drops', key: 'main/film.mp4', eTag: '3858f62230ac3c915f300c664312c11f-9' },
    },
    {
      event: 'event-bridge',
      object: {
        bucket: 'example-drops',
        key: 'main/night city 100% + moon.jpg',
        eTag,
        versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko',
      },
    },
  ])('reads the object of $event', ({ event, object }) => {
    expect(parseS3Event(readEvent(event))).toEqual({ objects: [object], unreadable: [] });
  });

  it('takes no version from EventBridge while versioning is suspended', () => {
    const event = JSON.parse(readEvent('event-bridge')) as { detail: { object: Record<string, unknown> } };
    event.detail.object['version-id'] = 'null';
    expect(parseS3Event(JSON.stringify(event)).objects[0]).not.toHaveProperty('versionId');
  });

  it.each([
    { case: 'of another kind', change: { 'detail-type': 'Object Deleted' } },
    { case: 'of another service', change: { source: 'aws.ec2' } },
    { case: 'without an object', change: { detail: { bucket: { name: 'example-drops' } } } },
  ])('refuses an event of EventBridge $case', ({ change }) => {
    const event = { ...(JSON.parse(readEvent('event-bridge')) as object), ...change };
    expect(() => parseS3Event(JSON.stringify(event))).toThrow(RejectedTriggerError);
  });

  it('reads all records of one message in their order', () => {
    const { objects } = parseS3Event(readEvent('several-records'));
    expect(objects.map(({ key }) => key)).toEqual(['main/one.jpg', 'main/two.jpg', 'main/three.jpg']);
  });

  it.each(['test-event', 'no-records', 'removed'])('finds nothing to do in %s', (event) => {
    expect(parseS3Event(readEvent(event))).toEqual({ objects: [], unreadable: [] });
  });

  it.each([
    { event: 'one-key-undecodable', code: 'KEY_INVALID', label: 'main/%E0%A4%A.jpg' },
    { event: 'one-record-malformed', code: 'EVENT_INVALID', label: 'a record of an S3 event' },
  ])('keeps the neighbours of $event', ({ event, code, label }) => {
    const { objects, unreadable } = parseS3Event(readEvent(event));
    expect(objects.map(({ key }) => key)).toEqual(['main/one.jpg', 'main/three.jpg']);
    expect(unreadable).toMatchObject([{ label, error: { code } }]);
  });

  it.each([
    { case: 'no JSON', body: 'hello' },
    { case: 'nothing', body: '' },
    { case: 'a JSON text', body: '"hello"' },
    { case: 'null', body: 'null' },
    { case: 'records that are no list', body: '{"Records":{}}' },
    { case: 'an SNS envelope', body: readEvent('sns-envelope') },
  ])('refuses $case', ({ body }) => {
    expect(() => parseS3Event(body)).toThrow(RejectedTriggerError);
  });

  it.each([
    { case: 'a space', encoded: 'main/red+flower.jpg', key: 'main/red flower.jpg' },
    { case: 'a plus sign', encoded: 'main/1%2B1.jpg', key: 'main/1+1.jpg' },
    { case: 'a percent sign', encoded: 'main/100%25.jpg', key: 'main/100%.jpg' },
    { case: 'what looks encoded twice', encoded: 'main/%2520.jpg', key: 'main/%20.jpg' },
    { case: 'an emoji', encoded: 'main/%F0%9F%95%8A%EF%B8%8F.jpg', key: 'main/🕊️.jpg' },
    { case: 'CJK', encoded: 'main/%E6%97%A5%E6%9C%AC.jpg', key: 'main/日本.jpg' },
    { case: 'parentheses', encoded: 'main/photo+%281%29.jpg', key: 'main/photo (1).jpg' },
    { case: 'combining marks, which stay apart', encoded: 'main/e%CC%81.jpg', key: 'main/e\u0301.jpg' },
    { case: 'a composed letter, which stays composed', encoded: 'main/%C3%A9.jpg', key: 'main/\u00e9.jpg' },
    { case: 'characters that need no encoding', encoded: 'main/a-b_c.d*e.jpg', key: 'main/a-b_c.d*e.jpg' },
  ])('F67: decodes $case once', ({ encoded, key }) => {
    expect(parseS3Event(putOf(encoded)).objects[0]?.key).toBe(key);
  });

  it.each(['%', '%E0%A4%A', '%zz', '%FF', '%C0%AF'])('F68: parks a key that is no UTF-8: %s', (encoded) => {
    expect(parseS3Event(putOf(encoded))).toMatchObject({ objects: [], unreadable: [{ label: encoded }] });
  });

  it('gives a result or our own error, whatever the body is', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ Records: [value] })),
    );
    const outcome = (body: string) => {
      try {
        return Object.keys(parseS3Event(body));
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(anything, (body) => {
        expect([['objects', 'unreadable'], expect.any(RejectedTriggerError)]).toContainEqual(outcome(body));
      }),
    );
  });
});
