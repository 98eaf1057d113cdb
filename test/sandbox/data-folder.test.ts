import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Account } from '../../sandbox/state/account.ts';
import { mediaFixture, multipart } from './playground.ts';
import { type RunningMain, runMain, runToEnd } from './run-main.ts';
import { callerFor } from './signed-request.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const control = async ({ ready }: RunningMain, path: string, init?: RequestInit): Promise<unknown> =>
  (await fetch(`${ready.url}/_sandbox${path}`, init)).json();

describe('a data folder', () => {
  it('brings back everything that was answered, after the process was killed', async () => {
    const before = await runMain('--data', folder);
    const call = callerFor(before.ready.url, before.ready);
    const picture = mediaFixture('drawing-333x175.png');
    const form = multipart(['status', 'with a picture'], ['media[]', new Blob([picture])]);
    const post = await call({ path: '/1.1/statuses/update_with_media.json', multipart: form });
    await call({ path: '/2/tweets', json: { text: 'by v2' } });
    const gone = await call({ path: '/2/tweets', json: { text: 'gone' } });
    await call({ method: 'DELETE', path: `/2/tweets/${String(gone.at('data', 'id'))}` });
    await call({ path: '/1.1/statuses/update.json', form: { status: 'D carrierpigeon hi' } });
    const wish = { method: 'POST', body: JSON.stringify({ screenName: 'guest', geoEnabled: false }) };
    const guest = (await control(before, '/accounts', wish)) as Account;
    await control(before, '/settings', { method: 'PUT', body: JSON.stringify({ limits: { statusesPerDay: 4 } }) });
    const posts = await control(before, '/posts');
    expect(await before.stop('SIGKILL')).toBeNull();

    const after = await runMain('--data', folder);
    expect(await control(after, '/posts')).toEqual(posts);
    expect(await control(after, '/messages')).toMatchObject({ messages: [{ text: 'hi' }] });
    expect(await control(after, '/settings')).toMatchObject({ limits: { statusesPerDay: 4 } });
    const mediaId = String(post.at('entities', 'media', 0, 'id_str'));
    const bytes = await (await fetch(`${after.ready.url}/_sandbox/media/${mediaId}`)).arrayBuffer();
    expect(Buffer.from(bytes)).toEqual(picture);
    const asGuest = callerFor(after.ready.url, guest);
    expect(
      (await asGuest({ path: '/1.1/statuses/update.json', form: { status: 'a', lat: '1', long: '1' } })).at('geo'),
    ).toBeNull();
    const again = callerFor(after.ready.url, after.ready);
    const limited = await again({ path: '/2/tweets', json: { text: 'by v2' } });
    expect(limited.headers.get('x-user-limit-24hour-remaining')).toBe('1');
    expect(limited.json).toMatchObject({ detail: expect.stringContaining('duplicate content') });
    await after.stop('SIGTERM');
  });

  it('keeps its era unless another is asked for, and is empty again after a reset', async () => {
    const first = await runMain('--data', folder, '--era', 'modern');
    await callerFor(first.ready.url, first.ready)({ path: '/2/tweets', json: { text: 'a' } });
    await control(first, '/settings', { method: 'PUT', body: '{"latencyMs":1}' });
    await first.stop('SIGKILL');
    const second = await runMain('--data', folder);
    expect(await control(second, '/settings')).toMatchObject({ era: 'modern', latencyMs: 1 });
    await control(second, '/reset', { method: 'POST' });
    await second.stop('SIGKILL');
    const third = await runMain('--data', folder, '--era', 'classic');
    expect(await control(third, '/settings')).toMatchObject({ era: 'classic', latencyMs: 0 });
    expect(await control(third, '/posts')).toEqual({ posts: [] });
    await third.stop('SIGKILL');
  });

  it('belongs to one sandbox at a time', async () => {
    const first = await runMain('--data', folder);
    const { code, stderr } = await runToEnd('--port', '0', '--data', folder);
    await first.stop('SIGKILL');
    expect([code, stderr]).toEqual([1, expect.stringContaining('is used by another sandbox')]);
  });
});
