import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

describe('a webhook call that was accepted and not yet posted', () => {
  it('is posted after a kill and a restart, its picture with it', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
    });
    let engine = await machine.start();
    const scheduleAt = new Date(Date.now() + 6_000).toISOString();
    const body = { text: 'survives', media: [{ data: photo.toString('base64'), altText: 'A lake' }], scheduleAt };
    const { status, document } = await callWebhook(engine.ready.webhooks['cms']!, body, { id: 'msg_survives' });
    // The very moment after the answer.
    await engine.kill('SIGKILL');
    expect({ status, state: document['state'] }).toEqual({ status: 202, state: 'queued' });
    expect(await sandbox.posts()).toEqual([]);

    engine = await machine.start();
    const repeat = await callWebhook(engine.ready.webhooks['cms']!, body, { id: 'msg_survives' });
    expect(repeat).toMatchObject({ status: 200, document: { id: document['id'] } });
    await expect.poll(engine.rows, { timeout: 30_000 }).toMatchObject([{ state: 'posted', id: document['id'] }]);
    const url = new URL(String(document['url']), engine.ready.url);
    expect(await (await fetch(url)).json()).toMatchObject({ id: document['id'], state: 'posted' });
    const page = await fetch(url, { headers: { accept: 'text/html,*/*' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('survives')]);
    const [post, ...more] = await sandbox.posts();
    expect(more).toEqual([]);
    expect((await sandbox.media(post?.extended_entities?.media[0]?.id_str ?? '')).equals(photo)).toBe(true);
  });
});
