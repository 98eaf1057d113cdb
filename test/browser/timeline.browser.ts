import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fillSandbox, type FilledSandbox, HOSTILE, post } from './fill-sandbox.ts';
import { findViolations } from './find-violations.ts';
import { looks } from './looks.ts';
import { describeInBrowser } from './open-browser.ts';

describeInBrowser("the sandbox's pages", (visit) => {
  let filled: FilledSandbox;
  beforeAll(async () => {
    filled = await fillSandbox();
  });
  afterAll(async () => filled.sandbox.close());
  const at = (path: string) => `${filled.sandbox.url}${path}`;

  const pages = [
    { what: 'the timeline', path: () => '/' },
    { what: 'a conversation', path: () => `/i/status/${filled.questionId}` },
    { what: 'the request log', path: () => '/_sandbox/page/requests' },
    { what: 'a post that is not there', path: () => '/i/status/1' },
  ];

  describe.each(looks)('$look', ({ options }) => {
    it.each(pages)('are clean for axe at $what, shut and opened', async ({ path }) => {
      const { page } = await visit(at(path()), options);

      expect(await findViolations(page)).toEqual([]);
      await openAll(page);
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    });
  });

  it('ask nobody but this machine for anything, and break no policy of theirs', async () => {
    for (const path of ['/', `/i/status/${filled.questionId}`, '/_sandbox/page/requests']) {
      const { page, requested, complaints } = await visit(at(path));
      await openAll(page);
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      await page.waitForLoadState('networkidle');

      expect(requested.length).toBeGreaterThan(4);
      expect(requested.filter((url) => !url.startsWith(filled.sandbox.url))).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  it('show what was posted as text, never as markup', async () => {
    const { page, complaints } = await visit(at('/'));

    expect(await page.locator('.post-text', { hasText: 'onerror' }).textContent()).toContain(HOSTILE.slice(0, 60));
    expect(await page.locator('main script, main [onerror], main [onfocus], main img[src="x"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('show real pictures', async () => {
    const { page } = await visit(at('/'));
    const picture = page.locator('.post', { hasText: 'Which hill?' }).locator('.photo img').first();
    await picture.scrollIntoViewIfNeeded();

    await expect.poll(async () => picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth)).toBe(800);
  });

  it('open an alt text, a GIF and sensitive media by keyboard alone', async () => {
    const { page } = await visit(at('/'));

    await tabTo(page, '.sensitive > summary');
    expect(await page.locator('.sensitive img').isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    expect(await page.locator('.sensitive img').isVisible()).toBe(true);

    await tabTo(page, '.gif > summary');
    expect(await page.locator('.gif > img').isVisible()).toBe(false);
    await page.keyboard.press('Space');
    expect(await page.locator('.gif > img').isVisible()).toBe(true);
    await page.keyboard.press('Space');
    expect(await page.locator('.gif > img').isVisible()).toBe(false);

    await tabTo(page, '.media-4 .alt > summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('.media-4 .alt p').first().isVisible()).toBe(true);
  });

  it('let the first press of Tab skip to the content', async () => {
    const { page } = await visit(at('/'));

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('start no film and no GIF by themselves', async () => {
    const { page } = await visit(at('/'), { reducedMotion: 'reduce' });

    expect(await page.locator('video').evaluate(stateOf)).toEqual([true, false, true]);
    expect(await page.locator('.gif[open]').count()).toBe(0);
  });

  it('can be read without script', async () => {
    const { page } = await visit(at('/'), { javaScriptEnabled: false });
    await page.locator('.media-4 .alt > summary').first().click();

    expect(await page.locator('.media-4 .alt p').first().isVisible()).toBe(true);
    expect(await page.locator('.post').count()).toBeGreaterThan(5);
  });

  it('show a new post without being reloaded, and keep what the reader opened', async () => {
    const { page } = await visit(at('/'));
    await tabTo(page, '.media-4 .alt > summary');
    await page.keyboard.press('Enter');

    await post(filled.first, { status: `Fresh from the loft ${Date.now()}` });

    await page.locator('.post', { hasText: 'Fresh from the loft' }).waitFor({ timeout: 30_000 });
    expect(await page.locator('.media-4 .alt p').first().isVisible()).toBe(true);
    expect(await page.evaluate('document.activeElement.matches(".alt > summary")')).toBe(true);
    expect(await page.locator('#live-status').textContent()).toContain('1 new post');
  });

  it('explain a refused signature', async () => {
    const { page } = await visit(at('/_sandbox/page/requests?show=refused'));
    await page.locator('.request > details > summary').first().press('Enter');

    expect(await page.locator('.base-string').first().textContent()).toContain('POST&http%3A%2F%2F127.0.0.1');
    expect(await page.locator('.key-order li').first().textContent()).toContain('oauth_consumer_key');
  });
});

function stateOf(video: { paused: boolean; autoplay: boolean; muted: boolean }): readonly boolean[] {
  return [video.paused, video.autoplay, video.muted];
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
}

/** Presses Tab until that element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`200 presses of Tab do not lead to ${selector}`);
}
