import { describe, expect, it } from 'vitest';

import type { BridgeKey } from '../../functions/triggers/v1-bridge/bridge-key.ts';
import { CommandLine } from './command-line.ts';
import { Deployment } from './deployment.ts';

describe('bridge', () => {
  it('issues a key for one account, lists it without its secrets, and revokes it', async () => {
    const line = new CommandLine({ accounts: { main: {}, press: {} } });
    expect((await line.run('bridge', 'list')).out).toContain('no keys were issued');
    const key = (await line.json('bridge', 'issue', 'press')) as BridgeKey;
    expect(key).toMatchObject({ account: 'press', accessToken: expect.stringMatching(/^0-/) });
    const listed = await line.run('bridge', 'list');
    expect(listed.out).toContain(key.accessToken);
    for (const secret of [key.consumerSecret, key.accessTokenSecret]) expect(listed.out).not.toContain(secret);
    expect(await line.json('bridge', 'revoke', key.id)).toMatchObject({ id: key.id, revokedAt: expect.any(String) });
    expect((await line.run('bridge', 'revoke', key.id)).out).toContain('was revoked before');
    expect(await line.json('bridge', 'list')).toEqual({
      keys: [expect.objectContaining({ id: key.id, revokedAt: expect.any(String) })],
    });
  });

  it('keeps the keys that were issued before', async () => {
    const line = new CommandLine();
    const [first, second] = [await line.json('bridge', 'issue', 'main'), await line.json('bridge', 'issue', 'main')];
    const { keys } = (await line.json('bridge', 'list')) as { keys: BridgeKey[] };
    expect(keys.map(({ id }) => id)).toEqual([first, second].map((key) => (key as BridgeKey).id));
  });

  it('keeps them in the secret of a deployment, and says where clients call it', async () => {
    const deployment = await Deployment.open();
    const { code, out } = await deployment.run('bridge', 'issue', 'main');
    expect(code).toBe(0);
    expect(out).toMatch(/address +https?:\/\/\S+[^/]\/1\.1\/ instead of/);
    expect((await deployment.run('bridge', 'list')).out).toContain(/key +([0-9a-f]{8}),/.exec(out)?.[1]);
  });

  it.each([
    { case: 'an account that is not there', argv: ['issue', 'nobody'], says: 'there is no account nobody' },
    { case: 'a key that is not there', argv: ['revoke', 'nothing'], says: 'no key has the id nothing' },
    { case: 'no action', argv: [], says: 'bridge issue ACCOUNT' },
    { case: 'an action too much', argv: ['list', 'all'], says: 'bridge issue ACCOUNT' },
  ])('refuses $case', async ({ argv, says }) => {
    const { code, err } = await new CommandLine().run('bridge', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(says);
  });
});
