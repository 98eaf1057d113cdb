import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startBridge, type BridgeWorld } from '../../fakes/bridge-world.ts';
import { callerFor } from '../../sandbox/signed-request.ts';

const UPDATE = '/1.1/statuses/update.json';

/** On real connections, with nothing at X that would stop a second post of the same words. */
describe('a client whose answer gets lost', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-cut-'));
  let bridge: BridgeWorld;
  beforeAll(async () => {
    bridge = await startBridge(folder, { accounts: { main: {} } }, ['--read-times', '1,2,3']);
    await control('PUT', 'settings', { duplicates: { refuse: false } });
  });
  afterAll(async () => {
    await bridge.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const control = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method, headers, body: JSON.stringify(body) };
    const answer = await fetch(`${bridge.sandbox.url}/_sandbox/${path}`, init);
    if (!answer.ok) throw new Error(`the sandbox took no ${path}: ${answer.status} ${await answer.text()}`);
  };
  const postsOf = (text: string) => bridge.sandbox.world.tweets.all().filter((tweet) => tweet.text === text);

  it('F12: X makes the post and cuts the line: who signs anew, three at once, finds the one post', async () => {
    await control('POST', 'faults', { match: { endpoint: 'v2.tweets.create', nth: 1 }, action: { cut: 'after' } });
    const status = 'made, and never told';
    const call = callerFor(bridge.url, bridge.keys);
    const answers = await Promise.all([0, 1, 2].map(async () => call({ path: UPDATE, form: { status } })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.at('id_str'))).size).toBe(1);
    expect(postsOf(status)).toHaveLength(1);
  });
});
