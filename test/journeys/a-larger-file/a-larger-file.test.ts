import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));
/** More than a call may have; what follows the end of a picture is no part of it, but it is bytes. */
const large = Buffer.concat([photo, Buffer.alloc(5_000_000 - photo.length)]);

describe('a picture too large for a call', () => {
  it('is brought to an address of its own, and posted by a call that waits', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      webhooks: {
        cms: { scheme: 'standard-webhooks', account: 'main' },
        slow: { scheme: 'standard-webhooks', account: 'main', perMinute: 1 },
      },
    });
    const engine = await machine.start();
    const { url, secret } = engine.ready.webhooks['cms']!;
    const announced = { mediaType: 'image/jpeg', totalBytes: large.length };
    const { status, document } = await callWebhook({ url: `${url}/uploads`, secret }, announced);
    expect(status).toBe(201);
    const target = new URL(String(document['url']), url);
    const headers = { 'content-type': 'image/jpeg' };
    expect((await fetch(target, { method: 'PUT', headers, body: large })).status).toBe(200);

    const media = [{ upload: document['id'], altText: 'A lake' }];
    const answer = await callWebhook({ url, secret }, { text: 'large', media, wait: 20 });
    expect(answer).toMatchObject({ status: 200, document: { state: 'posted' } });
    const [post] = await sandbox.posts();
    const shown = await sandbox.media(post?.extended_entities?.media[0]?.id_str ?? '');
    expect(shown.equals(large)).toBe(true);

    const slow = engine.ready.webhooks['slow']!;
    expect((await callWebhook(slow, { text: 'dry', dryRun: true })).document).toMatchObject({ text: 'dry' });
    expect(await callWebhook(slow, { text: 'one too many' })).toMatchObject({
      status: 429,
      document: { code: 'TOO_MANY_CALLS' },
    });
    expect(await sandbox.posts()).toHaveLength(1);
  });
});
