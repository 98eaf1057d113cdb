import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Browser } from 'playwright-core';

import type { Publication } from '../functions/domain/publication.ts';
import { callWebhooks } from '../local/demo/call-webhooks.ts';
import { DROPPED_POSTS, dropPhotos } from '../local/demo/drop-photos.ts';
import { startPigeonpost, type RunningPigeonpost } from '../local/start.ts';
import { openBrowser, takePage, takePosts } from './pictures/browser.ts';
import { stories, storiesConfig, type Story } from './pictures/stories.ts';

const images = new URL('../docs/images/', import.meta.url);
const demoConfig = fileURLToPath(new URL('../local/demo/pigeonpost.config.ts', import.meta.url));
const PATIENCE_MS = 60_000;

const browser = await openBrowser();
try {
  await drawDemo(browser);
  await drawStories(browser);
} finally {
  await browser.close();
}

/** The timeline and the page after the demo, for the README. */
async function drawDemo(browser: Browser): Promise<void> {
  await withEngine(demoConfig, async (running, dropFolder) => {
    await dropPhotos(dropFolder, () => undefined);
    await waitForPosts(running, DROPPED_POSTS + (await callWebhooks(running, () => undefined)));
    const timeline = await browser.newPage({ viewport: { width: 760, height: 1120 }, colorScheme: 'dark' });
    await timeline.goto(`${running.xApiUrl}/`, { waitUntil: 'networkidle' });
    await takePage(timeline, new URL('timeline.png', images));
    const page = await browser.newPage({ viewport: { width: 1100, height: 760 }, colorScheme: 'light' });
    await page.goto(`${running.gateway.url}/`, { waitUntil: 'networkidle' });
    await takePage(page, new URL('page.png', images));
  });
}

/** What each way of docs/image-drop.md becomes. */
async function drawStories(browser: Browser): Promise<void> {
  await withConfig(async (configFile) =>
    withEngine(configFile, async (running, dropFolder) => {
      for (const story of stories) {
        await dropStory(story, dropFolder);
        const rows = await waitForKeys(running, story.shown);
        const page = await browser.newPage({ viewport: { width: 600, height: 900 }, colorScheme: 'light' });
        await page.goto(`${running.xApiUrl}/`, { waitUntil: 'networkidle' });
        const ids = rows.flatMap(({ result }) => result?.postId ?? []);
        await takePosts(page, ids, new URL(`${story.name}.png`, images));
        await page.close();
      }
    }),
  );
}

async function withConfig(work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pigeonpost-stories-'));
  try {
    const file = join(folder, 'pigeonpost.config.ts');
    await writeFile(file, `export default ${JSON.stringify(storiesConfig)};\n`);
    await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withEngine(
  configFile: string,
  work: (running: RunningPigeonpost, dropFolder: string) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pigeonpost-drawing-'));
  const dropFolder = join(dataDir, 'drop');
  const quiet = { isLive: false, xApiUrl: undefined, backfill: false, yes: false, json: false, verbose: false };
  const ports = { port: 0, host: '127.0.0.1', sandboxPort: 0, readTimesSeconds: undefined };
  const running = await startPigeonpost({ ...quiet, ...ports, dataDir, dropFolder, configFile });
  try {
    await work(running, dropFolder);
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function dropStory({ files }: Story, dropFolder: string): Promise<void> {
  for (const [key, content] of Object.entries(files)) {
    await mkdir(dirname(join(dropFolder, key)), { recursive: true });
    await writeFile(join(dropFolder, key), content);
  }
}

async function waitForPosts(running: RunningPigeonpost, count: number): Promise<void> {
  await waitFor(running, (rows) => (rows.filter(({ state }) => state === 'POSTED').length >= count ? rows : undefined));
}

/** The rows of these keys, the later parts of threads among them, once all are on the timeline. */
async function waitForKeys(running: RunningPigeonpost, keys: readonly string[]): Promise<readonly Publication[]> {
  return waitFor(running, (rows) => {
    const ours = rows.filter(({ label, state }) => keys.includes(label) && state !== 'IGNORED');
    const isThere = keys.every((key) => ours.some(({ label }) => label === key));
    return isThere && ours.every(({ state }) => state === 'POSTED') ? ours : undefined;
  });
}

async function waitFor(
  { engine }: RunningPigeonpost,
  look: (rows: readonly Publication[]) => readonly Publication[] | undefined,
): Promise<readonly Publication[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const rows = await engine.log.list({ limit: 100 });
    const found = look(rows);
    if (found !== undefined) return found;
    const states = rows.map(({ label, state, failure }) => `${label} ${state} ${failure?.message ?? ''}`).join('\n');
    if (Date.now() > deadline) throw new Error(`not posted in time:\n${states}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
