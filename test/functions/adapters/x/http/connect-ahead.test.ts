import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { XAccountSettings } from '../../../../../functions/adapters/x/open-accounts.ts';
import type { Post } from '../../../../../functions/domain/post.ts';
import { manualClock } from '../../../../fakes/manual-clock.ts';
import { openTestAccount, sourceOf, type TestAccount } from '../open-test-account.ts';

const text: Post = { account: 'main', text: 'Hi', media: [] };
const picture: Post = { ...text, media: [{ from: 'stored', ref: { area: 'drop', key: 'a.jpg' } }] };
const jpeg = sourceOf(Buffer.alloc(1000), { kind: 'photo', mediaType: 'image/jpeg' });

/** A server that tells of its connections. */
interface Host {
  readonly url: string;
  readonly server: Server;
  readonly sockets: Socket[];
  /** Which of its connections each request came on. */
  readonly usedBy: number[];
}

async function startHost(): Promise<Host> {
  const sockets: Socket[] = [];
  const usedBy: number[] = [];
  const server = createServer((request, response) => {
    usedBy.push(sockets.indexOf(request.socket));
    request.resume().on('end', () => response.end('{"data":{"id":"9"},"id_str":"9","media_id_string":"9"}'));
  });
  server.on('connection', (socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, sockets, usedBy };
}

let api: Host;
let upload: Host;
let opened: TestAccount;
const time = manualClock();

beforeEach(async () => {
  [api, upload] = await Promise.all([startHost(), startHost()]);
});
afterEach(async () => {
  await opened.accounts.close();
  for (const { server } of [api, upload]) {
    server.closeAllConnections();
    server.close();
  }
});

async function open(driver: XAccountSettings['driver'], readOnly = false): Promise<TestAccount['account']> {
  const settings = { driver, apiBaseUrl: api.url, uploadBaseUrl: upload.url };
  const options = { clock: time.clock, readOnly, accounts: { main: settings } };
  opened = await openTestAccount(api.url, settings, { ...options, apiUrl: undefined as never });
  return opened.account;
}

async function connected({ server, sockets }: Host): Promise<void> {
  if (sockets.length === 0) await once(server, 'connection');
  // The client learns of it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('connectAhead', () => {
  it('spares the post its handshake', async () => {
    const account = await open('v2');
    account.connectAhead(text);
    await connected(api);
    expect(api.usedBy).toEqual([]);
    await account.createPost({ text: 'Hi', mediaIds: [] });
    expect(api.usedBy).toEqual([0]);
    expect(api.sockets).toHaveLength(1);
  });

  it('spares the post its handshake while the connection is still being made', async () => {
    const account = await open('v2');
    account.connectAhead(text);
    await account.createPost({ text: 'Hi', mediaIds: [] });
    expect(api.sockets).toHaveLength(1);
  });

  it('opens one connection however often it is asked', async () => {
    const account = await open('v2');
    for (let times = 0; times < 5; times += 1) account.connectAhead(text);
    await connected(api);
    expect(api.sockets).toHaveLength(1);
  });

  it('opens none where a free one is alive', async () => {
    const account = await open('v2');
    await account.createPost({ text: 'Hi', mediaIds: [] });
    account.connectAhead(text);
    await account.createPost({ text: 'Ho', mediaIds: [] });
    expect(api.usedBy).toEqual([0, 0]);
    expect(api.sockets).toHaveLength(1);
  });

  it('reaches both hosts of v1.1 for a picture', async () => {
    const account = await open('v1');
    account.connectAhead(picture);
    await Promise.all([connected(api), connected(upload)]);
    const { mediaId } = await account.uploadMedia(jpeg);
    await account.createPost({ text: 'Hi', mediaIds: [mediaId] });
    expect([api.usedBy, upload.usedBy]).toEqual([[0], [0]]);
    expect([api.sockets.length, upload.sockets.length]).toEqual([1, 1]);
  });

  it('leaves the host of uploads alone for a text', async () => {
    const account = await open('v1');
    account.connectAhead(text);
    await connected(api);
    expect(upload.sockets).toHaveLength(0);
  });

  it('sends the post on a new connection when the first one has waited, as in a frozen function', async () => {
    const account = await open('v2');
    account.connectAhead(text);
    await connected(api);
    time.advance(2_001);
    await account.createPost({ text: 'Hi', mediaIds: [] });
    expect(api.usedBy).toEqual([1]);
  });

  it('sends the post on a new connection when the server has hung up', async () => {
    const account = await open('v2');
    account.connectAhead(text);
    await connected(api);
    api.sockets[0]?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await account.createPost({ text: 'Hi', mediaIds: [] });
    expect(api.usedBy).toEqual([1]);
  });

  it('leaves it to the post to say that nobody is there', async () => {
    const account = await open('v2');
    api.server.close();
    account.connectAhead(text);
    await expect(account.createPost({ text: 'Hi', mediaIds: [] })).rejects.toMatchObject({ code: 'X_UNREACHABLE' });
  });

  it('does nothing in a dry run', async () => {
    const account = await open('v2', true);
    account.connectAhead(text);
    await account.whoAmI().catch(() => undefined);
    expect(api.sockets).toHaveLength(1);
  });

  it('is ended with the accounts', async () => {
    const account = await open('v2');
    account.connectAhead(text);
    await connected(api);
    const [socket] = api.sockets;
    await Promise.all([once(socket!, 'close'), opened.accounts.close()]);
    expect(socket?.destroyed).toBe(true);
  });
});

describe('connectAhead over TLS', () => {
  const trusted = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(trusted));

  it('spares the post both handshakes', async () => {
    const names = [{ name: 'commonName', value: '127.0.0.1' }];
    const altNames = { name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] };
    const { private: key, cert } = await generate(names, { extensions: [altNames] });
    setDefaultCACertificates([cert]);
    const server = createTlsServer({ key, cert }, (request, response) => {
      request.resume().on('end', () => response.end('{"data":{"id":"9"}}'));
    });
    let handshakes = 0;
    server.on('secureConnection', () => (handshakes += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened = await openTestAccount(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, { driver: 'v2' });
    opened.account.connectAhead(text);
    await once(server, 'secureConnection');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await opened.account.createPost({ text: 'Hi', mediaIds: [] });
    expect(handshakes).toBe(1);
    server.closeAllConnections();
    server.close();
  });
});
