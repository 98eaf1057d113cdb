import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';
import { expect, it, describe } from 'vitest';

import { TestPage } from '../local/page/open-page.ts';
import { findViolations } from './find-violations.ts';
import { looks } from './looks.ts';
import { describeInBrowser } from './open-browser.ts';

const PHOTO = fileURLToPath(new URL('../fixtures/media/photo-800x320.jpg', import.meta.url));
const post = { account: 'main', text: 'Which hill?', media: [] };
const attempts = [{ number: 1, intentAtEpochMs: 0, outcome: 'unknown' }] as const;
const failure = { code: 'X_FORBIDDEN', message: 'no', advice: 'Change it.' };

/** A log in which everything can be done that the page offers. */
async function open(options: Parameters<TestPage['open']>[0] = {}) {
  const page = await new TestPage().open(options);
  const waits = await page.add({ post });
  const gone = await page.add({ post, state: 'REJECTED', failure });
  const lost = await page.add({ post, state: 'NEEDS_HUMAN', attempts });
  await page.hold('shop', { held: { reason: 'credits', message: 'used up', sinceEpochMs: 0 } });
  const at = { waits: `/publications/${waits.id}`, gone: `/publications/${gone.id}`, lost: `/publications/${lost.id}` };
  return { page, at, waits, gone, lost };
}

describeInBrowser('what people do on the page', (visit) => {
  type Places = Awaited<ReturnType<typeof open>>['at'];
  const pages: readonly { what: string; path: (at: Places) => string }[] = [
    { what: 'the log with its buttons', path: () => '/' },
    { what: 'what was done', path: () => '/?done=paused' },
    { what: 'a row to be settled', path: ({ lost }) => lost },
    { what: 'the question before it is settled', path: ({ lost }) => `${lost}/settle?verdict=again` },
    { what: 'a settlement that cannot be meant', path: ({ lost }) => `${lost}/settle?verdict=posted&post=x` },
    { what: 'the question before all are sent again', path: () => '/redrive-all' },
    { what: 'the question before an account is paused', path: () => '/accounts/main/pause' },
    { what: 'the form to post by hand', path: () => '/post' },
  ];

  describe.each(looks)('$look', ({ options }) => {
    it.each(pages)('is clean for axe at $what', async ({ path }) => {
      const { page, at } = await open();
      const { page: shown, complaints } = await visit(`${page.url}${path(at)}`, options);

      expect(await findViolations(shown)).toEqual([]);
      expect(await shown.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
    });

    it('is clean for axe at a form with faults', async () => {
      const { page } = await open();
      const { page: shown } = await visit(`${page.url}/post`, options);
      await shown.locator('#replyTo').fill('x');
      await shown.getByRole('button', { name: 'Post' }).click();
      await shown.locator('[role=alert]').waitFor();

      expect(await findViolations(shown)).toEqual([]);
    });
  });

  it.each(['light', 'dark'] as const)('is clean for axe where posts go to X, %s', async (colorScheme) => {
    const { page, at } = await open({ mode: 'LIVE' });
    for (const path of ['/', at.lost, '/post', '/redrive-all']) {
      const { page: shown } = await visit(`${page.url}${path}`, { colorScheme });
      expect(await shown.locator('.live-mark').count()).toBeGreaterThan(0);
      expect(await findViolations(shown)).toEqual([]);
    }
  });

  it('settles by keyboard alone, after a question', async () => {
    const { page, at, lost } = await open();
    const { page: shown } = await visit(`${page.url}${at.lost}`);

    await tabTo(shown, '#settle-posted');
    await shown.keyboard.press('Space');
    await shown.keyboard.press('Tab');
    await shown.keyboard.type('https://x.com/somebody/status/1234567890123456789');
    await tabTo(shown, '.settle button');
    await shown.keyboard.press('Enter');
    await shown.waitForURL(/settle/);
    await tabTo(shown, '.action button');
    await shown.keyboard.press('Enter');
    await shown.waitForURL(/done=settled-posted/);

    expect(await page.log.publication(lost.id)).toMatchObject({ result: { postId: '1234567890123456789' } });
    expect(await shown.evaluate('document.activeElement.id')).toBe('done');
    expect(await shown.locator('#done').textContent()).toBe('Settled: it is on X.');
  });

  it('cancels by keyboard from the log, and reloading does it no second time', async () => {
    const { page, waits } = await open();
    const { page: shown } = await visit(page.url);

    await tabTo(shown, `#row-${waits.id} button`);
    await shown.keyboard.press('Enter');
    await shown.waitForURL(/done=cancelled/);
    const once = await page.log.publication(waits.id);
    await shown.reload();

    expect(once).toMatchObject({ state: 'CANCELLED' });
    expect(await page.log.publication(waits.id)).toEqual(once);
    expect(await shown.locator('.actions').count()).toBe(0);
  });

  it('posts a picture with its alt text without script', async () => {
    const { page } = await open();
    const { page: shown } = await visit(`${page.url}/post`, { javaScriptEnabled: false });

    await shown.locator('#text').fill('By hand\nin two lines');
    await shown.locator('#media1').setInputFiles(PHOTO);
    await shown.locator('#alt1').fill('A sun over a hill');
    await shown.getByRole('button', { name: 'Post' }).click();
    await shown.waitForURL(/done=accepted/);

    const row = page.log.rows.at(-1);
    expect(row?.post).toMatchObject({ text: 'By hand\nin two lines', media: [{ altText: 'A sun over a hill' }] });
    expect(await shown.locator('#done').textContent()).toContain('Accepted');
  });

  it('brings whoever sent a form with faults to them, and from each to its field', async () => {
    const { page } = await open();
    const { page: shown } = await visit(`${page.url}/post`);
    await shown.locator('#text').fill('\nKept as it was');
    await shown.locator('#replyTo').fill('x');
    await shown.getByRole('button', { name: 'Post' }).click();
    await shown.locator('[role=alert]').waitFor();

    expect(await shown.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await shown.locator('#text').inputValue()).toBe('\nKept as it was');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Enter');
    expect(await shown.locator('#replyTo').getAttribute('aria-invalid')).toBe('true');
    expect(page.log.rows).toHaveLength(3);
  });

  it('keeps what is being filled in while the rest of the page goes on', async () => {
    const { page, at, lost } = await open();
    const { page: shown } = await visit(`${page.url}${at.lost}`);
    await shown.locator('#settle-posted').check();
    await shown.locator('#settle-post').fill('1234');

    const row = await page.log.publication(lost.id);
    await page.log.transact([{ ...lost, ...row, version: 2, warnings: ['something new'] }]);

    await shown.getByText('something new').waitFor({ timeout: 30_000 });
    expect(await shown.locator('#settle-post').inputValue()).toBe('1234');
    expect(await shown.locator('#settle-posted').isChecked()).toBe(true);
  });

  it('takes a button away when its time is over', async () => {
    const { page, at, waits } = await open();
    const { page: shown } = await visit(`${page.url}${at.waits}`);
    expect(await shown.getByRole('button', { name: 'Cancel' }).count()).toBe(1);

    await page.log.transact([{ ...waits, version: 2, state: 'POSTING' }]);

    await shown.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached', timeout: 30_000 });
  });

  it('pauses an account and lets it go on', async () => {
    const { page } = await open();
    const { page: shown } = await visit(page.url);
    await shown.getByRole('link', { name: 'Pause main' }).click();
    await shown.locator('#why').fill('spring cleaning');
    await shown.getByRole('button', { name: 'Pause main' }).click();
    await shown.waitForURL(/done=paused/);
    expect(await shown.locator('#account-main').textContent()).toContain('spring cleaning');

    await shown.getByRole('button', { name: 'Resume main' }).click();

    await shown.waitForURL(/done=resumed/);
    expect((await page.log.gate('main')).held).toBeNull();
  });
});

/** Presses Tab until that element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`100 presses of Tab do not lead to ${selector}`);
}
