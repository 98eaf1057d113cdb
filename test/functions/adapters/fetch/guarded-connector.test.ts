import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { generate } from 'selfsigned';
import { buildConnector } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';

import { guardedConnector } from '../../../../functions/adapters/fetch/guarded-connector.ts';
import { startMediaServer, type MediaServer } from './media-server.ts';

const open: (MediaServer | Server)[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** For this test the first of the machine's own addresses is the public one, and the second is not. */
const isPublic = (address: string): boolean => address === '127.0.0.1';

async function connect(
  target: { readonly hostname: string; readonly port: number; readonly protocol?: string },
  resolve: (hostname: string) => Promise<readonly string[]>,
  build = buildConnector,
): Promise<Socket> {
  const { hostname, port, protocol = 'http:' } = target;
  const connector = guardedConnector({ build, resolve, connectTimeoutMs: 2_000, isFree: false, isPublic });
  const options = { hostname, host: `${hostname}:${port}`, protocol, port: String(port) };
  return new Promise((done, fail) => {
    connector(options, (error, socket) => (error === null ? done(socket) : fail(error)));
  });
}

describe('the guarded connector', () => {
  it('F133: resolves once and connects to the very address that it looked at', async () => {
    const shown = await startMediaServer(() => undefined, '127.0.0.1');
    open.push(shown);
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const asked: string[] = [];
    const socket = await connect({ hostname: 'rebind.example.org', port: shown.port }, async (hostname) => {
      asked.push(hostname);
      return answers[asked.length - 1] ?? [];
    });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(asked).toEqual(['rebind.example.org']);
    socket.destroy();
  });

  it.each([['127.0.0.2'], ['127.0.0.1', '127.0.0.2'], ['::1', '127.0.0.1']])(
    'F132: connects to nobody when one address is not public: %s %s',
    async (...addresses) => {
      const hidden = await startMediaServer(() => undefined, '127.0.0.2');
      open.push(hidden);
      const connecting = connect({ hostname: 'example.org', port: hidden.port }, async () => addresses);
      await expect(connecting).rejects.toMatchObject({ code: 'URL_BLOCKED' });
      expect(hidden.connections()).toBe(0);
    },
  );

  it('F131: looks at an address that needs no resolving too', async () => {
    const hidden = await startMediaServer(() => undefined, '127.0.0.2');
    open.push(hidden);
    const resolve = async () => ['127.0.0.1'];
    for (const hostname of ['127.0.0.2', '::1']) {
      await expect(connect({ hostname, port: hidden.port }, resolve)).rejects.toMatchObject({ code: 'URL_BLOCKED' });
    }
    expect(hidden.connections()).toBe(0);
  });

  it('asks for the certificate of the name, not of the address', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'cdn.example.org' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'cdn.example.org' }] }],
    });
    const server = createServer({ key, cert });
    open.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const trusting = ((options: buildConnector.BuildOptions) =>
      buildConnector({ ...options, ca: cert })) as typeof buildConnector;
    const resolve = async () => ['127.0.0.1'];
    const socket = await connect({ hostname: 'cdn.example.org', port, protocol: 'https:' }, resolve, trusting);
    socket.destroy();
    const other = connect({ hostname: 'other.example.org', port, protocol: 'https:' }, resolve, trusting);
    await expect(other).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });
});
