import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as fc from 'fast-check';
import { onTestFinished, describe, expect, it } from 'vitest';

import { ConfigError } from '../../functions/domain/errors.ts';
import { startHttpGateway, type HttpGatewayOptions, type HttpRoute } from '../../local/http-gateway.ts';
import { RecordingJournal } from '../fakes/recording-journal.ts';

async function start(routes: readonly HttpRoute[], options: Partial<HttpGatewayOptions> = {}) {
  const gateway = await startHttpGateway(routes, { host: '127.0.0.1', port: 0, ...options });
  onTestFinished(async () => gateway.close());
  return gateway;
}

/** A gateway whose one route keeps the events it gets. */
async function startListening() {
  const events: APIGatewayProxyEventV2[] = [];
  const handler: HttpRoute['handler'] = async (event) => {
    events.push(event);
    return { statusCode: 200, body: '{}' };
  };
  const { url } = await start([{ method: 'ANY', path: '/webhooks/:name', handler }]);
  return { url, events, port: Number(new URL(url).port) };
}

/** Bytes over a bare connection, and all that comes back until the other side closes it. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

describe('startHttpGateway', () => {
  it('hands over the very bytes of the body, whatever they are', async () => {
    const { url, events } = await startListening();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (body) => {
        await fetch(`${url}/webhooks/cms`, { method: 'POST', body: Buffer.from(body) });
        const { body: encoded, isBase64Encoded } = events.at(-1)!;
        expect(isBase64Encoded).toBe(true);
        expect(Buffer.from(encoded!, 'base64').equals(body)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('hands over a body that came in chunks, and one of several megabytes', async () => {
    const { url, events } = await startListening();
    const body = Buffer.alloc(10_485_760, 'pigeon');
    const { status } = await fetch(`${url}/webhooks/cms`, { method: 'POST', body });
    expect(status).toBe(200);
    expect(Buffer.from(events[0]!.body!, 'base64').equals(body)).toBe(true);
    const chunked = openRequest(`${url}/webhooks/cms`, { method: 'POST' });
    for (const piece of ['one ', 'two ', 'three']) chunked.write(piece);
    chunked.end();
    await once(chunked, 'response');
    expect(Buffer.from(events[1]!.body!, 'base64').toString()).toBe('one two three');
  });

  it('has the fields of payload format 2.0', async () => {
    const { url, events, port } = await startListening();
    await fetch(`${url}/webhooks/cms?a=1&b=x%20y&a=2`, {
      method: 'POST',
      body: 'hi',
      headers: { 'X-Mixed-Case': 'V' },
    });
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/webhooks/cms',
      rawQueryString: 'a=1&b=x%20y&a=2',
      headers: { 'x-mixed-case': 'V', host: `127.0.0.1:${port}` },
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { name: 'cms' },
      requestContext: {
        stage: '$default',
        http: { method: 'POST', path: '/webhooks/cms', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
    });
  });

  it('joins repeated headers by commas, so that nobody can hide one behind another', async () => {
    const { port, events } = await startListening();
    const lines = ['POST /webhooks/cms HTTP/1.1', 'Host: x', 'webhook-id: one', 'Webhook-ID: two', 'Content-Length: 0'];
    await raw(port, `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
    expect(events[0]?.headers['webhook-id']).toBe('one,two');
  });

  it('is not led astray by headers and parameters with names of objects', async () => {
    const { url, events } = await startListening();
    await fetch(`${url}/webhooks/cms?__proto__=1&constructor=2`, { headers: { constructor: 'c', tostring: 't' } });
    expect(events[0]?.headers).toMatchObject({ constructor: 'c', tostring: 't' });
    expect(Object.entries(events[0]?.queryStringParameters ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('answers 413 to more than API Gateway takes, to a caller who sends it all first', async () => {
    const { url, events } = await startListening();
    const answer = await fetch(`${url}/webhooks/cms`, { method: 'POST', body: Buffer.alloc(10_485_761) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ message: 'Request Entity Too Large' });
    const larger = await fetch(`${url}/webhooks/cms`, { method: 'POST', body: Buffer.alloc(40_000_000) });
    expect(larger.status).toBe(413);
    expect(events).toEqual([]);
  });

  it.each(['/', '/nothing', '/webhooks', '/webhooks/a/b', '/webhooks/%zz', '/%', '/webhooks/../../etc/passwd'])(
    'answers 404 at %s as API Gateway does',
    async (path) => {
      const { port } = await startListening();
      const answer = await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toContain('HTTP/1.1 404');
      expect(answer).toContain('{"message":"Not Found"}');
    },
  );

  it('answers 500 in plain words when a handler throws, and writes down why', async () => {
    const journal = new RecordingJournal();
    const handler = async () => Promise.reject(new Error('secret detail'));
    const { url } = await start([{ method: 'GET', path: '/x', handler }], { journal });
    const answer = await fetch(`${url}/x?token=abc`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('{"message":"Internal Server Error"}');
    expect(journal.linesOf('http-handler-failed')).toMatchObject([{ fields: { path: '/x' } }]);
  });

  it('answers 500 when a handler returns what cannot be sent', async () => {
    const handler = async () => ({ statusCode: 200, headers: { bad: 'line\nbreak' } });
    const { url } = await start([{ method: 'GET', path: '/x', handler }]);
    expect((await fetch(`${url}/x`)).status).toBe(500);
  });

  it('goes on when a caller hangs up in the middle of a body', async () => {
    const { url, port, events } = await startListening();
    await raw(port, 'POST /webhooks/cms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    expect((await fetch(`${url}/webhooks/cms`)).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('sends bytes that a handler gives in base64', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const handler = async () => ({
      headers: { 'content-type': 'image/png' },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    });
    const { url } = await start([{ method: 'GET', path: '/x', handler }]);
    const answer = await fetch(`${url}/x`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });
});

describe('startHttpGateway on an address', () => {
  it('says in one line that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const started = startHttpGateway([], { host: '127.0.0.1', port });
    await expect(started).rejects.toThrow(ConfigError);
    await expect(started).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use; stop what uses it, or choose another --port`,
    );
  });

  it('says in one line that the address is none of this machine', async () => {
    await expect(startHttpGateway([], { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      /^nothing can listen on 192\.0\.2\.1 \(E\w+\); --host names an address of this machine$/,
    );
  });
});

describe('HttpGateway.close', () => {
  it('waits for answers that are under way, and takes no new request', async () => {
    let end: () => void = () => undefined;
    let isIn: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (isIn = resolve));
    const handler: HttpRoute['handler'] = async () => {
      isIn();
      await new Promise<void>((resolve) => (end = resolve));
      return { statusCode: 202, body: 'taken' };
    };
    const gateway = await startHttpGateway([{ method: 'POST', path: '/x', handler }], { host: '127.0.0.1', port: 0 });
    const answer = fetch(`${gateway.url}/x`, { method: 'POST' });
    await arrived;
    const closed = gateway.close();
    await expect(fetch(`${gateway.url}/x`, { method: 'POST' })).rejects.toThrow('fetch failed');
    end();
    expect(await (await answer).text()).toBe('taken');
    await closed;
  });

  it('does not wait for ever for a caller who never ends', async () => {
    const handler = async () => ({ statusCode: 200 });
    const options = { host: '127.0.0.1', port: 0, closeGraceMs: 20 };
    const gateway = await startHttpGateway([{ method: 'POST', path: '/x', handler }], options);
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await gateway.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
