import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UndiciMediaFetcher } from '../../../../functions/adapters/fetch/undici-media-fetcher.ts';
import { type MediaServer, startMediaServer } from './media-server.ts';

let server: Server;
let plain: MediaServer;
let host: string;

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'cdn.example.org' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'cdn.example.org' }] }],
  });
  setDefaultCACertificates([...getCACertificates(), cert]);
  plain = await startMediaServer((_, response) => response.end('in the clear'));
  server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/a.jpg') response.end('bytes');
    else response.writeHead(302, { location: `http://${plain.host}/a.jpg` }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `cdn.example.org:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  plain.close();
});

async function get(url: string): Promise<string> {
  const fetcher = new UndiciMediaFetcher({ clock: Date.now, resolve: async () => ['127.0.0.1'] });
  const { bytes } = await fetcher.fetch(url, { allowHttp: true, allowPrivateHosts: [host, plain.host] });
  let text = '';
  for await (const piece of bytes) text += Buffer.from(piece).toString();
  return text;
}

describe('fetching by https', () => {
  it('gives what lies there', async () => {
    expect(await get(`https://${host}/a.jpg`)).toBe('bytes');
  });

  it('F134: does not go on in the clear, even where plain http is allowed', async () => {
    expect(await get(`http://${plain.host}/a.jpg`)).toBe('in the clear');
    await expect(get(`https://${host}/redirect`)).rejects.toMatchObject({ code: 'URL_BLOCKED' });
    expect(plain.asked).toHaveLength(1);
  });

  it('may be tried again where the certificate is another’s', async () => {
    const address = `https://127.0.0.1:${host.split(':')[1]}/a.jpg`;
    const fetcher = new UndiciMediaFetcher({ clock: Date.now });
    const rules = { allowHttp: false, allowPrivateHosts: [new URL(address).host] };
    await expect(fetcher.fetch(address, rules)).rejects.toMatchObject({
      code: 'FETCH_UNAVAILABLE',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as string,
    });
  });
});
