import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { type MediaServer, startMediaServer } from '../../functions/adapters/fetch/media-server.ts';
import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));
let cms: MediaServer | undefined;
afterEach(() => cms?.close());

describe('a picture that a call names by URL', () => {
  it('is fetched once and posted, whatever becomes of its server', { timeout: 60_000 }, async () => {
    const server = await startMediaServer((request, response) => {
      if (request.url !== '/redirect') response.statusCode = request.url === '/a.jpg' ? 200 : 404;
      else response.writeHead(302, { location: '/a.jpg' });
      response.end(photo);
    });
    cms = server;
    const sandbox = await startSandbox();
    const webhook = { scheme: 'standard-webhooks', account: 'main' } as const;
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      webhooks: { cms: { ...webhook, allowHttp: true, allowPrivateHosts: [server.host] }, strict: webhook },
    });
    const { ready, rows } = await machine.start();
    const call = async (name: string, path: string, more: object = {}) => {
      const media = [{ url: `http://${server.host}${path}`, altText: 'A lake' }];
      return callWebhook(ready.webhooks[name]!, { text: path, media, ...more });
    };
    const scheduleAt = new Date(Date.now() + 3_000).toISOString();
    expect(await call('cms', '/redirect', { scheduleAt })).toMatchObject({
      status: 202,
      document: { state: 'gathering' },
    });
    await expect.poll(rows, { timeout: 30_000 }).toMatchObject([{ state: 'queued' }]);
    expect(await call('cms', '/gone.jpg')).toMatchObject({ status: 202 });
    await expect
      .poll(rows, { timeout: 30_000 })
      .toMatchObject([{ state: 'failed', failure: { code: 'FETCH_STATUS' } }, {}]);
    expect(await call('strict', '/a.jpg')).toMatchObject({ status: 422 });
    expect((await fetch(`${ready.url}/openapi.json`)).status).toBe(200);
    server.close();

    await expect.poll(rows, { timeout: 30_000 }).toMatchObject([{ state: 'failed' }, { state: 'posted' }]);
    expect(server.asked).toEqual(['GET /redirect', 'GET /a.jpg', 'GET /gone.jpg']);
    const [post, ...more] = await sandbox.posts();
    expect(more).toEqual([]);
    const shown = post?.extended_entities?.media[0];
    expect(shown?.ext_alt_text).toBe('A lake');
    expect((await sandbox.media(shown?.id_str ?? '')).equals(photo)).toBe(true);
  });

  it('is fetched again after a kill in the midst of it, and posted once', { timeout: 60_000 }, async () => {
    let isSlow = true;
    const server = await startMediaServer((_, response) => void (isSlow ? response.write('') : response.end(photo)));
    cms = server;
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      webhooks: {
        cms: { scheme: 'standard-webhooks', account: 'main', allowHttp: true, allowPrivateHosts: [server.host] },
      },
    });
    let engine = await machine.start();
    const media = [{ url: `http://${server.host}/a.jpg`, altText: 'A lake' }];
    await callWebhook(engine.ready.webhooks['cms']!, { text: 'killed', media });
    await expect.poll(() => server.asked, { timeout: 30_000 }).toHaveLength(1);
    await engine.kill('SIGKILL');
    isSlow = false;
    engine = await machine.start();
    await expect.poll(engine.rows, { timeout: 30_000 }).toMatchObject([{ state: 'posted' }]);
    expect(await sandbox.posts()).toHaveLength(1);
    expect(server.asked).toHaveLength(2);
  });
});
