import { describe, expect, it } from 'vitest';

import { objectToDrop } from '../../../../functions/triggers/s3-drop/object-to-drop.ts';
import type { ObjectCreated } from '../../../../functions/triggers/s3-drop/parse-s3-event.ts';

const route = {
  prefix: 'main/',
  account: 'main',
  settleSeconds: 2.5,
  sidecar: 'optional',
  waitSeconds: 3600,
  thread: false,
  location: false,
  after: 'tag',
} as const;
const object: ObjectCreated = { bucket: 'drops', key: 'main/a b.jpg', eTag: 'e1' };
const idOf = (changes: Partial<ObjectCreated>) => objectToDrop({ ...object, ...changes }, route).id;

describe('objectToDrop', () => {
  it('says where it is, whose it is, and how long it may gather', () => {
    expect(objectToDrop(object, route)).toMatchObject({
      label: 'main/a b.jpg',
      account: 'main',
      ref: { area: 'drop', key: 'main/a b.jpg', eTag: 'e1' },
      settleMs: 2_500,
    });
  });

  it('F64: reads the very version that the event names', () => {
    expect(objectToDrop({ ...object, versionId: 'v1' }, route).ref).toMatchObject({ versionId: 'v1', eTag: 'e1' });
  });

  it('pins nothing when the event has no ETag', () => {
    expect(objectToDrop({ ...object, eTag: '' }, route).ref).toEqual({ area: 'drop', key: 'main/a b.jpg' });
  });

  it('is the same drop when the event comes again, whatever the route says by then', () => {
    const again = objectToDrop({ ...object }, { ...route, account: 'other', settleSeconds: 60 });
    expect(again.id).toBe(objectToDrop(object, route).id);
    expect(again.fingerprint).toBe(objectToDrop(object, route).fingerprint);
  });

  it('F66: is another drop for another bucket, key, version or content', () => {
    const ids = [{}, { bucket: 'x' }, { key: 'main/c.jpg' }, { eTag: 'e2' }, { versionId: 'v1' }, { versionId: 'v2' }];
    expect(new Set(ids.map(idOf)).size).toBe(ids.length);
  });

  it('is one drop for one version, though its ETag is told differently', () => {
    expect(idOf({ versionId: 'v1', eTag: 'e2' })).toBe(idOf({ versionId: 'v1' }));
  });
});
