import { writeFile } from 'node:fs/promises';

import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';

import { findChromium } from '../../test/browser/find-chromium.ts';

const FLAGS = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const GAP_PX = 12;

/** @throws Error where this machine has no Chromium */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: install it, or name it in CHROMIUM_PATH');
  // Its own sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS;
  return chromium.launch({ executablePath, args });
}

/** What the page shows at the top, in few colours: a committed picture should be small. */
export async function takePage(page: Page, file: URL): Promise<void> {
  await writeSmall(await page.screenshot(), file);
}

/** The posts of these ids, one below the other as the timeline has them, with their alt texts opened. */
export async function takePosts(page: Page, ids: readonly string[], file: URL): Promise<void> {
  const cards = ids.map((id) => page.locator('article.post', { has: page.locator(`a.post-id:text-is("${id}")`) }));
  const boxes = [];
  for (const card of cards) {
    await card.waitFor();
    for (const alt of await card.locator('details > summary').all()) await alt.click();
    boxes.push(await card.boundingBox());
  }
  const seen = boxes.filter((box) => box !== null);
  const [top, bottom] = [Math.min(...seen.map((box) => box.y)), Math.max(...seen.map((box) => box.y + box.height))];
  const width = Math.max(...seen.map((box) => box.width)) + 2 * GAP_PX;
  const x = Math.min(...seen.map((box) => box.x)) - GAP_PX;
  const clip = { x, y: top - GAP_PX, width, height: bottom - top + 2 * GAP_PX };
  await writeSmall(await page.screenshot({ clip, fullPage: true }), file);
}

async function writeSmall(png: Uint8Array, file: URL): Promise<void> {
  await writeFile(file, await sharp(png).png({ palette: true, quality: 85, effort: 10 }).toBuffer());
}
