import { describe, expect, it } from 'vitest';

import type { DropConfig } from '../../../../functions/config/config-schema.ts';
import { isNoDrop, routeDrop } from '../../../../functions/triggers/s3-drop/route-drop.ts';

const route = (prefix: string): DropConfig => ({
  prefix,
  account: 'main',
  settleSeconds: 10,
  sidecar: 'optional',
  waitSeconds: 3600,
  thread: false,
  location: false,
  after: 'tag',
});
const routes = [route('main/'), route('main/press/'), route('')];

describe('routeDrop', () => {
  it.each([
    { key: 'main/a.jpg', prefix: 'main/' },
    { key: 'main/press/a.jpg', prefix: 'main/press/' },
    { key: 'main/press', prefix: 'main/' },
    { key: 'mainly/a.jpg', prefix: '' },
    { key: 'a.jpg', prefix: '' },
    { key: '/a.jpg', prefix: '' },
  ])('sends $key along the longest prefix that fits, "$prefix"', ({ key, prefix }) => {
    expect(routeDrop(key, routes)?.prefix).toBe(prefix);
    expect(routeDrop(key, routes.toReversed())?.prefix).toBe(prefix);
  });

  it('knows no route where no prefix fits', () => {
    expect(routeDrop('other/a.jpg', [route('main/')])).toBeUndefined();
    expect(isNoDrop('other/a.jpg')).toBe(false);
  });

  it.each([
    { case: 'a folder marker', key: 'main/' },
    { case: 'a picture that was moved away after it was posted', key: 'posted/main/a.jpg' },
    { case: 'a note of ours about a failure', key: 'main/a.jpg.failed.txt' },
    { case: 'a hidden file', key: 'main/.DS_Store' },
    { case: 'a file in a hidden folder', key: 'main/.trash/a.jpg' },
    { case: 'a way up', key: '../a.jpg' },
  ])('F69, F70: leaves $case alone', ({ key }) => {
    expect(routeDrop(key, routes)).toBeUndefined();
    expect(isNoDrop(key)).toBe(true);
  });
});
