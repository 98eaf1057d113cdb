import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TestPage } from '../local/page/open-page.ts';
import { fillSandbox, type FilledSandbox, HOSTILE } from './fill-sandbox.ts';
import { findViolations } from './find-violations.ts';
import { looks } from './looks.ts';
import { describeInBrowser } from './open-browser.ts';

describeInBrowser('the page of the local engine', (visit) => {
  let filled: FilledSandbox;
  beforeAll(async () => {
    filled = await fillSandbox();
  });
  afterAll(async () => filled.sandbox.close());

  /** A row of every kind, and accounts in every state. */
  async function open() {
    const page = await new TestPage().open({ xApiUrl: filled.sandbox.url });
    const bytes = readFileSync(new URL('../fixtures/media/photo-800x320.jpg', import.meta.url));
    const { area, key } = page.media.put('main/photo.jpg', bytes);
    const media = [{ from: 'stored', ref: { area, key }, altText: 'A sun' }] as const;
    const post = { account: 'main', text: 'Which hill?', media };
    const result = { postId: filled.questionId, url: 'https://x.com/i/status/1', postedAtEpochMs: 1 };
    const attempts = [{ number: 1, intentAtEpochMs: 0, outcome: 'posted', endedAtEpochMs: 1500 }] as const;
    const failure = { code: 'MEDIA_TYPE', message: HOSTILE, advice: HOSTILE };
    await page.add({
      state: 'REJECTED',
      label: HOSTILE,
      failure,
      warnings: [HOSTILE],
      post: { ...post, text: HOSTILE },
    });
    for (const state of ['GATHERING', 'DEFERRED', 'RECONCILING', 'NEEDS_HUMAN', 'CANCELLED'] as const) {
      await page.add({ state, dueAtEpochMs: Date.now() });
    }
    const posted = await page.add({ state: 'POSTED', post, result, attempts, media: [{ mediaId: '7', sha256: 'ab' }] });
    await page.hold('shop', { held: { reason: 'credits', message: 'used up', sinceEpochMs: 0 } });
    return { page, posted };
  }

  const pages = [
    { what: 'the log', path: () => '/' },
    { what: 'a history', path: (id: string) => `/publications/${id}` },
    { what: 'a row that is not there', path: () => '/publications/none' },
    { what: 'a filter that nothing fits', path: () => '/?state=expired' },
  ];

  describe.each(looks)('$look', ({ options }) => {
    it.each(pages)('is clean for axe at $what', async ({ path }) => {
      const { page, posted } = await open();
      const { page: shown } = await visit(`${page.url}${path(posted.id)}`, options);

      expect(await findViolations(shown)).toEqual([]);
      expect(await shown.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    });
  });

  it('is clean for axe where posts go to X', async () => {
    const page = await new TestPage().open({ mode: 'LIVE' });

    for (const colorScheme of ['light', 'dark'] as const) {
      const visited = await visit(page.url, { colorScheme });
      expect(await findViolations(visited.page)).toEqual([]);
    }
  });

  it('asks nobody but this machine for anything, and breaks no policy of its own', async () => {
    const { page, posted } = await open();

    for (const path of ['/', `/publications/${posted.id}`]) {
      const visited = await visit(`${page.url}${path}`);
      await visited.page.evaluate('scrollTo(0, document.body.scrollHeight)');
      await visited.page.waitForLoadState('networkidle');
      const strangers = visited.requested.filter(
        (url) => ![page.url, filled.sandbox.url].includes(new URL(url).origin),
      );

      expect(visited.requested.length).toBeGreaterThan(4);
      expect(strangers).toEqual([]);
      expect(visited.complaints).toEqual([]);
    }
  });

  it('shows what strangers wrote as text, never as markup', async () => {
    const { page } = await open();
    const { page: shown, complaints } = await visit(page.url);

    expect(await shown.locator('.row', { hasText: 'onerror' }).first().textContent()).toContain(HOSTILE.slice(0, 60));
    expect(await shown.locator('main script, main [onerror], main [onfocus], main img[src="x"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows the picture of a row, and leads from it to the post in the sandbox', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);
    const row = shown.locator('.row', { hasText: 'Which hill?' });

    await expect
      .poll(async () => row.locator('img').evaluate((img: { naturalWidth: number }) => img.naturalWidth))
      .toBe(800);
    await row.getByText('See it in the sandbox').click();
    await shown.waitForURL(/status/);

    expect(await shown.locator('h1').textContent()).toBe('Post by @pigeonpost');
  });

  it('shows the posts of the sandbox beside the log', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);

    expect(await shown.locator('.panel .post', { hasText: 'Quoting' }).count()).toBe(1);
  });

  it('filters by keyboard alone', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);
    await shown.locator('select[name=state]').focus();
    await shown.keyboard.type('post');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Enter');
    await shown.waitForURL(/state=post/);

    expect(await shown.locator('#log-title').isVisible()).toBe(true);
  });

  it('shows a new row and a new state without being reloaded', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);
    const row = await page.add({ label: 'main/fresh.jpg' });
    const pill = shown.locator('.row', { hasText: 'main/fresh.jpg' }).locator('.pill');
    await expect.poll(async () => pill.textContent({ timeout: 1000 }), { timeout: 30_000 }).toContain('queued');

    await page.log.transact([
      { ...row, version: 2, state: 'REJECTED', failure: { code: 'X', message: 'no such luck' } },
    ]);

    await expect.poll(async () => pill.textContent({ timeout: 1000 }), { timeout: 30_000 }).toContain('failed');
  });

  it('says so when the engine is gone, and that it is back', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);

    page.log.isDown = true;
    const status = shown.locator('#live-status');
    await expect.poll(async () => status.textContent(), { timeout: 30_000 }).toContain('does not answer');
    page.log.isDown = false;

    await expect.poll(async () => status.textContent(), { timeout: 30_000 }).toBe('');
  });
});
