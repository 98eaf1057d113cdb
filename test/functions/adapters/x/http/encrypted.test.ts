import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { generate } from 'selfsigned';
import { afterEach, expect, it } from 'vitest';

import { openTestAccount } from '../open-test-account.ts';

let server: Server;

afterEach(async () => {
  server.close();
  await once(server, 'close');
});

it('sends nothing to a server whose certificate nobody vouches for', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  let requests = 0;
  server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('{"data":{"id":"9"}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { account, accounts } = await openTestAccount(url, { driver: 'v2' });
  await expect(account.createPost({ text: 'Hi', mediaIds: [] })).rejects.toMatchObject({
    code: 'X_UNREACHABLE',
    message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as string,
  });
  expect(requests).toBe(0);
  await accounts.close();
});
