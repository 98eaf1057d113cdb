import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { provideCertificate } from '../../sandbox/tls/certificate.ts';

export interface TlsProxy {
  /** Leads a client that knows X's own names here, as a name server would. */
  readonly agent: Agent;
  readonly close: () => void;
}

/**
 * A proxy that ends TLS for X's names and says so, as API Gateway does.
 *
 * @param addressOf where a path of X lies behind it
 */
export async function openTlsProxy(addressOf: (path: string) => string): Promise<TlsProxy> {
  const certificate = await provideCertificate('127.0.0.1', undefined);
  const { cert, key } = certificate;
  const proxy = createServer({ cert, key }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
    const { method = 'GET', url = '/' } = incoming;
    const call = request(addressOf(url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    call.on('error', () => outgoing.destroy());
    incoming.pipe(call);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const { port } = proxy.address() as AddressInfo;
  const ca = readFileSync(certificate.certPath);
  // An agent's host and port win over those of a request.
  const agent = new Agent({ host: '127.0.0.1', port, ca, keepAlive: true });
  const close = () => {
    agent.destroy();
    proxy.close();
    proxy.closeAllConnections();
    certificate.forget();
  };
  return { agent, close };
}
