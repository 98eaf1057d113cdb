import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TestPage } from './open-page.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</title><script>alert(1)</script>',
  '<!--',
  ']]><svg onload=alert(1)>',
  '\u0000<b>\u0008',
  '\uD800 alone',
  '&lt;b&gt;',
];

/** Every place of a row that a stranger fills. */
async function openWith(text: string) {
  const page = await new TestPage().open();
  const ref = { area: 'drop', key: text } as const;
  const post = {
    account: 'main',
    text,
    media: [{ from: 'stored', ref, altText: text }] as const,
    replyTo: text,
    attachmentUrl: text,
    geo: { placeId: text },
  };
  const row = await page.add({
    state: 'REJECTED',
    label: text,
    post,
    warnings: [text],
    failure: { code: text, message: text, advice: text },
    attempts: [{ number: 1, intentAtEpochMs: 0, outcome: 'refused', detail: text, endedAtEpochMs: 1 }],
    media: [{ mediaId: text, mediaType: text, sha256: text }],
  });
  await page.hold('main', { held: { reason: 'auth', message: text, sinceEpochMs: 0 } });
  return { page, row };
}

describe('what strangers write', () => {
  it.each(HOSTILE)('stays text on every page: %j', async (text) => {
    const { page, row } = await openWith(text);

    for (const path of ['/', `/publications/${row.id}`]) {
      const body = await page.text(path);
      expect(tagsOf(body)).toEqual(tagsOf((await openHarmless(path === '/')).body));
    }
  });

  it('cannot make a name read backwards', async () => {
    const { page, row } = await openWith('photo\u202Egpj.exe');

    expect(await page.text(`/publications/${row.id}`)).toContain(
      '<h1 id="publication-title"><bdi>photo[U+202E]gpj.exe',
    );
  });

  it('never breaks out of an attribute or an element, whatever it is', async () => {
    const { page, row } = await openWith('a');
    let version = row.version;
    const harmless = tagsOf(await page.text('/'));
    const special = fc.constantFrom(...Array.from(`<>"'&=/\`\0\u2028 ax-`));
    await fc.assert(
      fc.asyncProperty(fc.array(special, { minLength: 1, maxLength: 12 }), async (characters) => {
        const text = characters.join('');
        version += 1;
        const failure = { code: text, message: text, advice: text };
        await page.log.transact([
          { ...row, version, label: text, failure, warnings: [text], post: { ...row.post!, text } },
        ]);
        expect(tagsOf(await page.text('/'))).toEqual(harmless);
      }),
      { numRuns: 60 },
    );
  });
});

async function openHarmless(isLog: boolean): Promise<{ body: string }> {
  const { page, row } = await openWith('a');
  return { body: await page.text(isLog ? '/' : `/publications/${row.id}`) };
}

/** Names of all tags and attributes in order: what the markup is, without what it says. */
function tagsOf(body: string): readonly string[] {
  const tags = body.match(/<[/!a-z][^>"]*(?:"[^"]*"[^>"]*)*>/gi) ?? [];
  return tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}
