import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine } from '../engine.ts';
import { startSandbox, type ShownPost } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/transparent-64x48.png'));

const captions = [
  { case: 'emoji', text: 'Good morning 🕊️ 👩‍👩‍👧 🇪🇺 ☕' },
  { case: 'percent signs and what looks encoded', text: '100 % of pigeons: %20 %F0%9F %zz 50%' },
  { case: 'plus signs', text: '2 + 2 = 4, C++ and a+b' },
  { case: 'tildes, stars, parentheses, apostrophes', text: "~ the team (all of us*) said: 'go!'" },
  { case: 'line breaks', text: 'first line\n\nthird line' },
  { case: 'quotes and backslashes', text: 'she said "hi" \\ back\\slash `tick`' },
  { case: 'ampersands and angle brackets', text: 'seed & crumbs <b>not bold</b> &amp; &#39;' },
  { case: 'CJK', text: '鳩が手紙を運ぶ。한국어 텍스트, 中文' },
  { case: 'letters from right to left', text: 'حمام زاجل and יונה' },
  { case: 'form separators', text: 'a=1&b=2;c=3?d=4' },
];

/** X escapes three characters in texts it shows, and puts a link to its own media behind. */
function wordsOf({ text }: ShownPost): string {
  const words = text.replace(/ ?https:\/\/t\.co\/\w+$/, '');
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe.each([{ driver: 'v2' }, { driver: 'v1' }] as const)('captions through the driver $driver', ({ driver }) => {
  it('arrive as they were sent, with and without a picture', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver } },
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
    });
    const engine = await machine.start();
    const webhook = engine.ready.webhooks['cms']!;
    for (const { text } of captions) {
      expect(await callWebhook(webhook, { text })).toMatchObject({ status: 202 });
    }
    const altText = 'A "quoted" & <bracketed> 鳩 100 % + ~\nof alt text 🕊️';
    const pictured = {
      text: 'With a picture: 50 % + ~ 🕊️\n"end"',
      media: [{ data: photo.toString('base64'), altText }],
    };
    expect(await callWebhook(webhook, pictured)).toMatchObject({ status: 202 });
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(captions.length + 1);
    const posts = (await sandbox.posts()).toReversed();
    expect(posts.map(wordsOf)).toEqual([...captions.map(({ text }) => text), pictured.text]);
    const [medium] = posts.at(-1)?.extended_entities?.media ?? [];
    expect(medium?.ext_alt_text).toBe(altText);
    expect((await sandbox.media(medium?.id_str ?? '')).equals(photo)).toBe(true);
  });
});
