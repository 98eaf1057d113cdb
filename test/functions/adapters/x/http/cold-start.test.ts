import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

const adapter = new URL('../../../../../functions/adapters/x/open-accounts.ts', import.meta.url).href;

/** Runs in a fresh process, and prints which files of undici are loaded before and after the first call. */
const script = `
  import { createRequire } from 'node:module';
  import { openXAccounts } from '${adapter}';
  const { cache } = createRequire('${adapter}');
  const loaded = () => Object.keys(cache).filter((file) => file.includes('/undici/')).map((file) => file.split('/undici/')[1]);
  const keys = { consumerKey: 'a', consumerSecret: 'b', accessToken: '1-c', accessTokenSecret: 'd' };
  const accounts = openXAccounts({
    secrets: { read: async () => keys },
    accounts: { main: { driver: 'v2' } },
    apiUrl: 'http://127.0.0.1:1',
    clock: Date.now,
    random: Math.random,
    journal: { write() {} },
  });
  const account = await accounts.open('main');
  const before = loaded();
  await account.createPost({ text: 'Hi', mediaIds: [] }).catch(() => undefined);
  console.log(JSON.stringify({ before, after: loaded() }));
  await accounts.close();
`;

describe('a cold start', () => {
  it('loads of undici only what sends a request, and only for the first one', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    const { before, after } = JSON.parse(stdout) as { before: string[]; after: string[] };
    expect(before).toEqual([]);
    expect(after).toContain('lib/dispatcher/pool.js');
    expect(after.filter((file) => /^index\.js|\/(?:mock|cache|web|interceptor)\//.test(file))).toEqual([]);
  });
});
