import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

import { describe, expect, it } from 'vitest';

import { startSandbox } from '../../../sandbox/server.ts';
import type { Account } from '../../../sandbox/state/account.ts';
import { mediaFixture, usePlayground } from '../playground.ts';
import { type Pair, authorization } from '../sign-pairs.ts';

const sandbox = usePlayground();
const UPDATE = '/1.1/statuses/update.json';
const FORM = 'Content-Type: application/x-www-form-urlencoded';

interface Wire {
  readonly socket: ReturnType<typeof connect>;
  /** What came so far, once it holds that text; throws when the connection ends before. */
  readonly until: (text: string) => Promise<string>;
  /** Everything up to the end of the connection. */
  readonly end: () => Promise<string>;
}

function open(port: number): Wire {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let ended = false;
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((check) => check());
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });
  socket.on('error', () => undefined);
  const wait = (done: () => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (done()) resolve(received);
        else if (ended) reject(new Error(`the connection ended after ${JSON.stringify(received)}`));
        else return;
        waiting.delete(check);
      };
      waiting.add(check);
      check();
    });
  return { socket, until: (text) => wait(() => received.includes(text)), end: () => wait(() => ended) };
}

function lines(...all: readonly string[]): string {
  return `${all.join('\r\n')}\r\n\r\n`;
}

/** A signed POST head; `signedAs` is what the client believes it calls. */
function head(account: Account, signedAs: string, signed: readonly Pair[], ...more: readonly string[]): string {
  const auth = authorization('POST', `${signedAs}${UPDATE}`, signed, account);
  return lines(`POST ${UPDATE} HTTP/1.1`, `Authorization: ${auth}`, FORM, ...more);
}

describe('the wire', () => {
  it('answers 100-continue before the body is sent', async () => {
    const { socket, until } = open(sandbox.sandbox.port);
    const host = `Host: 127.0.0.1:${sandbox.sandbox.port}`;
    socket.write(
      head(sandbox.first, sandbox.url, [['status', 'patient']], host, 'Content-Length: 14', 'Expect: 100-continue'),
    );
    await until('HTTP/1.1 100 Continue');
    socket.write('status=patient');
    expect(await until('"truncated"')).toContain('"text":"patient"');
    socket.destroy();
  });

  it('takes chunked bodies, several requests on one connection, and closes when asked to', async () => {
    const { socket, until, end } = open(sandbox.sandbox.port);
    const host = `Host: 127.0.0.1:${sandbox.sandbox.port}`;
    socket.write(head(sandbox.first, sandbox.url, [['status', 'in pieces']], host, 'Transfer-Encoding: chunked'));
    socket.write('7\r\nstatus=\r\n9\r\nin+pieces\r\n0\r\n\r\n');
    await until('"text":"in pieces"');
    socket.write(head(sandbox.first, sandbox.url, [['status', 'b']], host, 'Content-Length: 8', 'Connection: close'));
    socket.write('status=b');
    expect(await end()).toContain('"text":"b"');
  });

  it.each([
    { case: 'plain', signedAs: 'http://sandbox.test:8080', send: ['Host: sandbox.test:8080'] },
    { case: 'the default port', signedAs: 'http://sandbox.test', send: ['Host: sandbox.test:80'] },
    { case: 'capital letters', signedAs: 'http://sandbox.test', send: ['Host: SandBox.Test'] },
    {
      case: 'TLS ended by a proxy',
      signedAs: 'https://sandbox.test',
      send: ['Host: sandbox.test:443', 'X-Forwarded-Proto: https, http'],
    },
    { case: "one of X's own hosts", signedAs: 'https://api.x.com', send: ['Host: api.x.com'] },
    {
      case: "one of X's own hosts with a port",
      signedAs: 'https://api.twitter.com',
      send: ['Host: api.twitter.com:443'],
    },
  ])('judges a signature by the Host that was called: $case', async ({ signedAs, send }) => {
    const { socket, until } = open(sandbox.sandbox.port);
    socket.write(`${head(sandbox.first, signedAs, [['status', 'a']], ...send, 'Content-Length: 8')}status=a`);
    expect(await until('\r\n\r\n')).toContain('HTTP/1.1 200 OK');
    socket.destroy();
  });

  it('takes an absolute address, as a proxy is called', async () => {
    const { socket, until } = open(sandbox.sandbox.port);
    const auth = authorization('POST', `http://api.x.test${UPDATE}`, [['status', 'a']], sandbox.first);
    socket.write(
      `${lines(`POST http://api.x.test${UPDATE} HTTP/1.1`, 'Host: proxy', `Authorization: ${auth}`, FORM, 'Content-Length: 8')}status=a`,
    );
    expect(await until('\r\n\r\n')).toContain('HTTP/1.1 200 OK');
    socket.destroy();
  });

  it('refuses a signature for another Host', async () => {
    const { socket, until } = open(sandbox.sandbox.port);
    const sent = head(sandbox.first, 'https://api.x.com', [['status', 'a']], 'Host: other.test', 'Content-Length: 8');
    socket.write(`${sent}status=a`);
    expect(await until('}]}')).toContain('"code":32');
    socket.destroy();
  });

  it.each([
    { case: 'announced', header: 'Content-Length: 30000000', piece: 'x'.repeat(1000) },
    {
      case: 'found out',
      header: 'Transfer-Encoding: chunked',
      piece: `100000\r\n${'x'.repeat(1_048_576)}\r\n`.repeat(3),
    },
  ])('answers an empty 413 to a body too large, $case', async ({ header, piece }) => {
    await sandbox.set({ maxBodyBytes: 2_000_000 });
    const { socket, until } = open(sandbox.sandbox.port);
    socket.write(lines(`POST ${UPDATE} HTTP/1.1`, 'Host: a', header));
    socket.write(piece);
    const answer = await until('\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 413');
    expect(answer).toMatch(/content-length: 0\r\n/);
    socket.destroy();
  });

  it('cuts an update_with_media that is not complete in time, and posts nothing', async () => {
    await sandbox.set({ updateWithMediaTimeoutSeconds: 0.1 });
    const { socket, end } = open(sandbox.sandbox.port);
    const path = '/1.1/statuses/update_with_media.json';
    const auth = authorization('POST', `${sandbox.url}${path}`, [], sandbox.first);
    const body = [
      '--x\r\nContent-Disposition: form-data; name="status"\r\n\r\nslow\r\n',
      `--x\r\nContent-Disposition: form-data; name="media[]"; filename="a.png"\r\n\r\n${mediaFixture('drawing-333x175.png').toString('latin1')}`,
    ];
    const host = `Host: 127.0.0.1:${sandbox.sandbox.port}`;
    const type = 'Content-Type: multipart/form-data; boundary=x';
    socket.write(lines(`POST ${path} HTTP/1.1`, host, `Authorization: ${auth}`, type, 'Content-Length: 999999'));
    socket.write(Buffer.from(body.join(''), 'latin1'));
    expect(await end()).toBe('');
    expect(await sandbox.control('/posts')).toEqual({ posts: [] });
    expect(await sandbox.control('/requests')).toMatchObject({ requests: [{ path, notes: ['body too-late'] }] });
  });

  it('stands a client that hangs up in the middle of a body', async () => {
    const { socket, end } = open(sandbox.sandbox.port);
    socket.write(`${lines(`POST ${UPDATE} HTTP/1.1`, 'Host: a', 'Content-Length: 100')}status`);
    socket.end();
    await end();
    expect(await sandbox.post('still there')).toMatch(/^\d+$/);
  });

  it('answers 400 or a closed connection to what is no HTTP', async () => {
    const { socket, end } = open(sandbox.sandbox.port);
    socket.write('hello?\r\n\r\n');
    expect(await end()).toContain('400 Bad Request');
  });
});

describe('TLS', () => {
  it('is served with a certificate that fits the address and X, once it is trusted', async () => {
    const secure = await startSandbox({ https: true });
    try {
      const ca = readFileSync(secure.certificatePath ?? '');
      const fetched = (servername: string) =>
        new Promise<string>((resolve, reject) => {
          const socket = connectTls({ host: '127.0.0.1', port: secure.port, ca, servername }, () => {
            socket.write(
              lines('GET /1.1/help/configuration.json HTTP/1.1', `Host: ${servername}`, 'Connection: close'),
            );
          });
          let received = '';
          socket.on('data', (bytes) => (received += bytes.toString()));
          socket.on('end', () => resolve(received));
          socket.on('error', reject);
        });
      expect(secure.url).toMatch(/^https:/);
      expect(await fetched('localhost')).toContain('"code":215');
      expect(await fetched('api.x.com')).toContain('"code":215');
      const stranger = fetched('example.com');
      await expect(stranger).rejects.toThrow('altnames');
    } finally {
      await secure.close();
    }
  });
});
