import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';

import { findChromium } from './find-chromium.ts';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page with what happened on it that nobody wants. */
export interface Visit {
  readonly page: Page;
  /** Addresses asked for, in order. */
  readonly requested: readonly string[];
  /** What the console complains about, what the policy stopped, and every dialog. */
  readonly complaints: readonly string[];
}

/** A suite that is skipped where there is no Chromium; `visit` opens pages of one browser, each with an empty memory. */
export function describeInBrowser(
  name: string,
  suite: (visit: (url: string, options?: BrowserContextOptions) => Promise<Visit>) => void,
): void {
  const executablePath = findChromium();
  describe.skipIf(executablePath === undefined)(`in a browser, ${name}`, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      // Chromium's own sandbox does not work for root, as which CI runs.
      const flags = process.getuid?.() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS;
      browser = await chromium.launch({ executablePath: executablePath ?? '', args: flags });
    });
    afterAll(async () => browser?.close());
    suite(async (url, options = {}) => {
      if (browser === undefined) throw new Error('the browser did not start');
      return visit(browser, url, options);
    });
  });
}

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(async () => context.close());
  const page = await context.newPage();
  const [requested, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => requested.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, requested, complaints };
}
