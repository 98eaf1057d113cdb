import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;
let sandbox: RunningSandbox;
let folder: string;
let keys: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify({ url: sandbox.url, ...sandbox.accounts[0] }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

async function conformance(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

describe('npm run conformance', () => {
  it('checks the server of a ready line and counts what passed', async () => {
    const { code, out } = await conformance([
      '--keys',
      keys,
      '--only',
      'v1.show,v1.destroy',
      '--skip',
      'v1.destroy.foreign',
    ]);
    expect(out).toMatch(/^passed {2}v1\.show: finds a Tweet by both spellings$/m);
    expect(out).toMatch(/^skipped v1\.destroy\.foreign: .+\n +--skip v1\.destroy\.foreign$/m);
    expect(out).toMatch(/\n3 passed, 0 failed, 1 skipped\n$/);
    expect(code).toBe(0);
  });

  it('takes the keys from the environment, prints JSON, and deletes what it posted', async () => {
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = sandbox.accounts[0]!;
    const env = {
      X_CONSUMER_KEY: consumerKey,
      X_CONSUMER_SECRET: consumerSecret,
      X_ACCESS_TOKEN: accessToken,
      X_ACCESS_TOKEN_SECRET: accessTokenSecret,
    };
    const before = sandbox.world.tweets.all().length;
    const wanted = ['--url', `${sandbox.url}/`, '--only', 'v1.update.text,v2.post.text', '--json', '--clean'];
    const { code, out } = await conformance(wanted, env);
    expect(JSON.parse(out)).toMatchObject({
      url: sandbox.url,
      passed: 2,
      failed: 0,
      results: [{ outcome: 'passed' }, {}],
    });
    expect([code, sandbox.world.tweets.all().length]).toEqual([0, before]);
  });

  it('ends with 1 and says what was other than expected when a case fails', async () => {
    sandbox.world.faults.add({
      id: 'wrong',
      match: { endpoint: 'v1.statuses.show', seed: 1 },
      action: { work: 'skip', html502: true },
    });
    const { code, out } = await conformance(['--keys', keys, '--only', 'v1.show']);
    sandbox.world.faults.remove('wrong');
    expect(out).toMatch(/^failed {2}v1\.show: .+\n +expected 200, got 502/m);
    expect(code).toBe(1);
  });

  it.each([
    { case: 'an unknown option', args: ['--colour'], says: /--colour/ },
    { case: 'no keys', args: ['--url', 'http://127.0.0.1:1'], says: /the keys in the environment lack consumerKey, / },
    { case: 'a missing file', args: ['--keys', '/nowhere/keys.json'], says: /--keys \/nowhere\/keys\.json: ENOENT/ },
  ])('ends with 2 and says so on $case', async ({ args, says }) => {
    const none = { X_CONSUMER_KEY: '', X_CONSUMER_SECRET: '', X_ACCESS_TOKEN: '', X_ACCESS_TOKEN_SECRET: '' };
    const { code, err } = await conformance(args, none);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
  });

  it('tells its options and its cases', async () => {
    expect((await conformance(['--help'])).out).toContain('Usage: npm run conformance -- --url URL');
    expect((await conformance(['--list'])).out).toMatch(/^v1\.update\.text: posts a text/);
  });
});
