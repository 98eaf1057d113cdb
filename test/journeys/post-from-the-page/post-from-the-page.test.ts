import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };

describe('a form on the page', () => {
  it('posts what somebody wrote and chose, once, although the button was pressed twice', async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, { accounts: { main: {} } });
    const { ready } = await machine.start();
    const page = await (await fetch(`${ready.url}/post`)).text();
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const form = new FormData();
    for (const name of ['token', 'key']) form.set(name, hidden(name));
    form.set('account', 'main');
    form.set('text', 'From the page\r\nin two lines');
    form.set('media1', new Blob([new Uint8Array(makePng(11))]), 'colour.png');
    form.set('alt1', 'One colour');
    const send = async () =>
      fetch(`${ready.url}/post`, { method: 'POST', body: form, headers: { origin: ready.url }, redirect: 'manual' });

    const answers = await Promise.all([send(), send()]);

    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    await expect.poll(async () => sandbox.posts(), PATIENCE).toHaveLength(1);
    const [post] = await sandbox.posts();
    expect(post?.text).toContain('From the page\nin two lines');
    expect(post?.extended_entities?.media[0]?.ext_alt_text).toBe('One colour');
    expect(await sandbox.media(post?.extended_entities?.media[0]?.id_str ?? '')).toEqual(makePng(11));
  });
});
