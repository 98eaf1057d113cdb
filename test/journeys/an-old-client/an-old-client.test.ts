import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { authorization } from '../../sandbox/sign-pairs.ts';
import type { Keys } from '../../sandbox/signed-request.ts';
import { Machine, type EngineReady } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));
const PATH = '/1.1/statuses/update_with_media.json';

interface Bridge extends Keys {
  readonly url: string;
}

/** A multipart body, the same each time. */
function bodyOf(status: string): { readonly body: Buffer; readonly contentType: string } {
  const head = `--b\r\nContent-Disposition: form-data; name="status"\r\n\r\n${status}\r\n`;
  const file = '--b\r\nContent-Disposition: form-data; name="media[]"; filename="a.jpg"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head + file), photo, Buffer.from('\r\n--b--\r\n')]);
  return { body, contentType: 'multipart/form-data; boundary=b' };
}

async function send(bridge: Bridge, header: string, status: string) {
  const { body, contentType } = bodyOf(status);
  const headers = { authorization: header, 'content-type': contentType };
  const signal = AbortSignal.timeout(30_000);
  const answer = await fetch(bridge.url + PATH, { method: 'POST', headers, body: new Uint8Array(body), signal });
  return { status: answer.status, tweet: (await answer.json()) as { id_str?: string; text?: string } };
}

describe('an old client whose post was under way when the machine was switched off', () => {
  it('F07: gets its Tweet from the next start by the same bytes, posted once', { timeout: 90_000 }, async () => {
    const sandbox = await startSandbox();
    // X's own rule against repeats must not be what saves anybody.
    await sandbox.set({ duplicates: { refuse: false } });
    await sandbox.fault('mute', { endpoint: 'v2.tweets.create', nth: 1 }, { hold: true });
    const machine = new Machine(temporaryFolder(), sandbox.url, { accounts: { main: { driver: 'v2' } } });
    let engine = await machine.start('--read-times', '1,2,3');
    const { bridge } = engine.ready as EngineReady & { readonly bridge: Bridge };
    const header = authorization('POST', bridge.url + PATH, [], bridge);
    const cut = send(bridge, header, 'from a camera').catch((error: unknown) => error);
    await expect.poll(sandbox.posts, { timeout: 20_000 }).toHaveLength(1);
    await engine.kill('SIGKILL');
    expect(await cut).toBeInstanceOf(Error);

    engine = await machine.start('--read-times', '1,2,3', '--port', new URL(bridge.url).port);
    const answer = await send(bridge, header, 'from a camera');
    const [post, ...more] = await sandbox.posts();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ status: 200, tweet: { id_str: post?.id_str } });
    expect(answer.tweet.text).toMatch(/^from a camera https:\/\/t\.co\//);
    expect(await engine.rows()).toMatchObject([{ source: 'bridge', state: 'posted' }]);
  });
});
