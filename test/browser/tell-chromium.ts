import { findChromium } from './find-chromium.ts';

/** Says once why every test of the pages is skipped, and what to do about it. */
export default function tellChromium(): void {
  if (findChromium() !== undefined) return;
  console.log(
    'No Chromium on this machine, so the browser tests are skipped: `apt-get install chromium` on Debian, or name one with CHROMIUM_PATH.',
  );
}
