import { request } from 'undici';
import { describe, expect, it } from 'vitest';

import { NOW_EPOCH_MS, TestPage } from './open-page.ts';

const post = { account: 'main', text: 'Hello', media: [] };

async function json(page: TestPage, path: string): Promise<unknown> {
  return (await page.get(path)).json();
}

describe('the page as JSON', () => {
  it('lists publications newest first, page by page', async () => {
    const page = await new TestPage().open();
    const first = await page.add({ post });
    const second = await page.add({ post, state: 'REJECTED', failure: { code: 'X', message: 'no' } });

    const one = await json(page, '/api/publications?limit=1');
    const two = await json(page, `/api/publications?limit=1&after=${second.id}`);

    expect(one).toMatchObject({
      mode: 'SANDBOX',
      publications: [{ id: second.id, state: 'failed', text: 'Hello', failure: { code: 'X' }, dueAt: null }],
      next: second.id,
    });
    expect(two).toMatchObject({ publications: [{ id: first.id, state: 'queued' }], next: null });
  });

  it('gives one publication with every attempt', async () => {
    const page = await new TestPage().open({ xApiUrl: 'http://127.0.0.1:9' });
    const attempts = [{ number: 1, intentAtEpochMs: 0, outcome: 'posted', endedAtEpochMs: 1500 }] as const;
    const result = { postId: '7', url: 'https://x.com/i/status/7', postedAtEpochMs: 1500 };
    const { id } = await page.add({ post, state: 'POSTED', attempts, result });

    expect(await json(page, `/api/publications/${id}`)).toMatchObject({
      id,
      state: 'posted',
      logState: 'POSTED',
      attempts: [
        { number: 1, outcome: 'posted', intentAt: '1970-01-01T00:00:00.000Z', endedAt: '1970-01-01T00:00:01.500Z' },
      ],
      result: { postId: '7', url: 'http://127.0.0.1:9/i/status/7', postedAt: '1970-01-01T00:00:01.500Z' },
    });
  });

  it('gives each account with its gate', async () => {
    const page = await new TestPage().open();
    await page.hold('main', { closedUntilEpochMs: NOW_EPOCH_MS + 60_000 });
    await page.hold('shop', { held: { reason: 'auth', message: 'no', sinceEpochMs: 0 }, closedUntilEpochMs: 1 });

    expect(await json(page, '/api/accounts')).toEqual({
      mode: 'SANDBOX',
      accounts: [
        {
          name: 'main',
          driver: 'v2',
          gate: 'closed',
          closedUntil: '2026-11-22T12:01:00.000Z',
          held: null,
          working: false,
        },
        {
          name: 'shop',
          driver: 'v1',
          gate: 'held',
          closedUntil: null,
          held: { reason: 'auth', message: 'no', since: '1970-01-01T00:00:00.000Z' },
          working: false,
        },
      ],
    });
  });

  it.each([
    { path: '/api/publications?state=posted,failed', status: 400 },
    { path: '/api/publications?account=nobody', status: 400 },
    { path: '/api/publications?limit=0', status: 400 },
    { path: '/api/publications?limit=201', status: 400 },
    { path: '/api/publications/ffff', status: 404 },
    { path: '/page/..%2fpage-routes.ts', status: 404 },
    { path: '/publications/ffff', status: 404 },
  ])('answers $status to $path', async ({ path, status }) => {
    const page = await new TestPage().open();

    expect((await page.get(path)).status).toBe(status);
  });

  it.each(['/', '/publications/x', '/api/publications', '/api/accounts', '/page/base.css', '/publications/x/media/0'])(
    'gives nothing of %s to a name that somebody pointed here',
    async (path) => {
      const page = await new TestPage().open();

      const { statusCode, body } = await request(`${page.url}${path}`, { headers: { host: 'evil.example' } });

      expect(statusCode).toBe(403);
      await body.dump();
    },
  );

  it('keeps style and script by their tag', async () => {
    const page = await new TestPage().open();
    const { headers } = await page.get('/page/live.js');

    const again = await page.get('/page/live.js', { 'if-none-match': headers.get('etag') ?? '' });

    expect(headers.get('content-type')).toContain('text/javascript');
    expect(again.status).toBe(304);
  });
});
