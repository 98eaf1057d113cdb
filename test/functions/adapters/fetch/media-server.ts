import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface MediaServer {
  /** Host and port, as a URL has them. */
  readonly host: string;
  readonly port: number;
  readonly server: Server;
  /** Method and path of each request, in order. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  readonly connections: () => number;
  readonly close: () => void;
}

/** A stranger's server on this machine that answers as told. */
export async function startMediaServer(answer: Answer, address = '127.0.0.1'): Promise<MediaServer> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    answer(request, response);
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `${address}:${port}`,
    port,
    server,
    asked,
    headers,
    connections: () => connections,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
