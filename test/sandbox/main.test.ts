import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { runMain, runToEnd } from './run-main.ts';
import { callerFor } from './signed-request.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('npm run sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('prints one ready line, serves, and ends cleanly on %s', async (signal) => {
    const main = await runMain();
    const keys = 'url consumerKey consumerSecret accessToken accessTokenSecret userId screenName'.split(' ');
    expect(Object.keys(main.ready)).toEqual(keys);
    const me = await callerFor(main.ready.url, main.ready)({ path: '/2/users/me' });
    expect(me.at('data', 'id')).toBe(main.ready.userId);
    expect(main.stdout().trim().split('\n')).toHaveLength(1);
    expect(main.stderr()).toContain('X sandbox (classic)');
    expect(await main.stop(signal)).toBe(0);
  });

  it('begins in the era and with the faults it is given, and again after a reset', async () => {
    const faults = file('faults.json', '[{"match":{"nth":1},"action":{"respond":{"status":503}}}]');
    const main = await runMain('--era', 'modern', '--faults', faults);
    const call = callerFor(main.ready.url, main.ready);
    const statuses = [
      (await call({ path: '/2/users/me' })).status,
      (await call({ path: '/1.1/statuses/show/1.json' })).status,
    ];
    await fetch(`${main.ready.url}/_sandbox/reset`, { method: 'POST' });
    statuses.push((await call({ path: '/2/users/me' })).status);
    await main.stop('SIGTERM');
    expect(statuses).toEqual([503, 403, 503]);
  });

  it('says in one line that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await runToEnd('--port', String(port), '--json');
    server.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `sandbox: port ${port} on 127.0.0.1 is in use; choose another with --port, or --port 0 for any free one\n`,
    );
  });

  it.each([
    { case: 'an unknown option', options: ['--colour'], says: '--colour' },
    { case: 'an unknown era', options: ['--era', 'stone'], says: 'classic or modern' },
    { case: 'a port that is none', options: ['--port', '70000'], says: '0 to 65535' },
    { case: 'a missing file of faults', options: ['--faults', '/nowhere.json'], says: '/nowhere.json' },
  ])('refuses $case in one line', async ({ options, says }) => {
    const { code, stderr } = await runToEnd(...options);
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining(says)]]);
  });

  it('refuses a fault that makes no sense', async () => {
    const { code, stderr } = await runToEnd('--port', '0', '--faults', file('odd.json', '{"action":{"explode":true}}'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('explode')]);
  });

  it('lists its options', async () => {
    const { code, stdout } = await runToEnd('--help');
    expect(code).toBe(0);
    for (const option of ['--port', '--host', '--era', '--https', '--data', '--faults', '--json'])
      expect(stdout).toContain(option);
  });
});
