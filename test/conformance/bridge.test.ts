import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeKey } from '../../functions/bridge/make-key.ts';
import { startBridge } from '../fakes/bridge-world.ts';
import { allCases } from './all-cases.ts';
import { bridgeDifferences } from './bridge-differences.ts';
import { runCases, type Result } from './run-cases.ts';
import { openTarget } from './target.ts';

/** Who calls is found out before a driver is asked: once is enough. */
const beginnings = { v2: ['v1.', 'oauth.'], v1: ['v1.'] } as const;

async function runAgainstBridge(driver: 'v1' | 'v2'): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bridge-'));
  const world = await startBridge(folder, { accounts: { main: { driver, mediaPerDay: 1_000 }, other: { driver } } });
  try {
    const key = makeKey('other', Date.now());
    await world.running.secrets.write({ bridge: { keys: [{ ...key, account: 'main', ...world.keys }, key] } });
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = key;
    const second = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
    const target = await openTarget(world.url, { ...world.keys, second });
    const chosen = allCases.filter(({ name }) => beginnings[driver].some((start) => name.startsWith(start)));
    return await runCases(chosen, target);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the bridge conforms, but for what is stated', () => {
  it.each(['v2', 'v1'] as const)('with an account whose driver is %s', { timeout: 120_000 }, async (driver) => {
    const results = await runAgainstBridge(driver);
    const stated = bridgeDifferences.filter((one) => (one.driver ?? driver) === driver).map(({ name }) => name);
    const failed = results.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter(({ name }) => !stated.includes(name))).toEqual([]);
    const passed = results.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
    expect(passed.filter((name) => stated.includes(name))).toEqual([]);
    expect(passed.length).toBeGreaterThan(70);
  });
});
