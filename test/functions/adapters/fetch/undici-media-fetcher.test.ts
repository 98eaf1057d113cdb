import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import type { FetchLimits } from '../../../../functions/adapters/fetch/fetch-deadline.ts';
import { UndiciMediaFetcher } from '../../../../functions/adapters/fetch/undici-media-fetcher.ts';
import { type FetchFailedError, MediaRejectedError } from '../../../../functions/domain/errors.ts';
import { type Answer, type MediaServer, startMediaServer } from './media-server.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const servers: MediaServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: Answer, address?: string): Promise<MediaServer> {
  const server = await startMediaServer(answer, address);
  servers.push(server);
  return server;
}

const give: Answer = (_, response) => response.end('bytes');

interface Trial {
  /** Hosts that may be anywhere; those of the servers of this test. */
  readonly free?: readonly string[];
  readonly limits?: Partial<FetchLimits>;
  readonly addresses?: readonly string[];
  readonly allowHttp?: boolean;
  readonly signal?: AbortSignal;
}

/** The whole of what lies there. */
async function fetchAll(url: string, { free, limits = {}, addresses, allowHttp = true, signal }: Trial = {}) {
  const fetcher = new UndiciMediaFetcher({
    clock: () => NOW,
    limits,
    resolve: async () => addresses ?? ['127.0.0.1'],
  });
  const allowPrivateHosts = free ?? servers.map(({ host }) => host);
  const { bytes, toldBytes } = await fetcher.fetch(url, { allowHttp, allowPrivateHosts }, signal);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { text: Buffer.concat(pieces).toString(), toldBytes };
}

const refusal = (code: string) => expect.objectContaining({ name: 'MediaRejectedError', code });
const failure = (code: string) => expect.objectContaining({ name: 'FetchFailedError', code });

describe('fetching media', () => {
  it('gives what lies there, and the length that its server tells', async () => {
    const { host } = await serve((_, response) => response.setHeader('content-length', 5).end('bytes'));
    expect(await fetchAll(`http://${host}/a.jpg?b=c%20d`)).toEqual({ text: 'bytes', toldBytes: 5 });
    expect(servers[0]?.asked).toEqual(['GET /a.jpg?b=c%20d']);
  });

  it('sends along nothing but what it wants, under a plain name', async () => {
    const { host, headers } = await serve(give);
    await fetchAll(`http://${host}/a.jpg`);
    const { accept, 'accept-encoding': encoding, 'user-agent': agent, connection: _, ...others } = headers[0] ?? {};
    expect({ accept, encoding, agent }).toEqual({
      accept: 'image/*, video/*',
      encoding: 'identity',
      agent: 'Pigeonpost',
    });
    expect(others).toEqual({ host });
  });

  it('reaches a host that the config names, by whatever address it has', async () => {
    const { port } = await serve(give);
    const url = `http://cms.internal:${port}/a.jpg`;
    expect(await fetchAll(url, { free: [`cms.internal:${port}`] })).toMatchObject({ text: 'bytes' });
  });

  it('leaves no connection behind, whether it was read or not', async () => {
    const { server, host } = await serve((_, response) => void response.write('by'));
    const fetcher = new UndiciMediaFetcher({ clock: () => NOW });
    const { bytes } = await fetcher.fetch(`http://${host}/`, { allowHttp: true, allowPrivateHosts: [host] });
    // The consumer gives up after the first piece.
    for await (const _ of bytes) break;
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
  });
});

describe('what nobody reads', () => {
  it.each([
    { case: 'an answer whose store failed first', status: 200 },
    { case: 'a refusal', status: 404 },
    { case: 'a redirect', status: 302 },
  ])('ends by itself, and ends nothing else: $case', async ({ status }) => {
    const { server, host } = await serve((_, response) => {
      response.writeHead(status, { location: 'https://10.0.0.1/' }).write('by');
    });
    const fetcher = new UndiciMediaFetcher({ clock: () => NOW, limits: { headMs: 50 } });
    await fetcher.fetch(`http://${host}/`, { allowHttp: true, allowPrivateHosts: [host] }).catch(() => undefined);
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
  });
});

describe('an address that is not public', () => {
  it.each([
    { case: 'loopback', addresses: ['127.0.0.1'] },
    { case: 'private', addresses: ['10.0.0.1'] },
    { case: 'metadata', addresses: ['169.254.169.254'] },
    { case: 'loopback of IPv6', addresses: ['::1'] },
    { case: 'IPv4 in IPv6', addresses: ['::ffff:127.0.0.1'] },
    { case: 'a link', addresses: ['fe80::1%lo'] },
    { case: 'one of several', addresses: ['93.184.216.34', '2606:4700::1111', '127.0.0.1'] },
  ])('F132: is not reached by a name that leads to it: $case', async ({ addresses }) => {
    const { connections } = await serve(give);
    await expect(fetchAll('https://evil.example.org/a.jpg', { addresses })).rejects.toEqual(refusal('URL_BLOCKED'));
    await expect(fetchAll('http://evil.example.org/a.jpg', { addresses })).rejects.toThrow('evil.example.org leads to');
    expect(connections()).toBe(0);
  });

  it.each(['127.0.0.1', '0x7f.1', '2130706433', '017700000001', '127.1', '0', '[::1]', '[::ffff:7f00:1]', 'localhost'])(
    'F131: is not reached as %s: nobody is even connected to',
    async (host) => {
      const { port, connections } = await serve(give);
      const url = `http://${host}:${port}/a.jpg`;
      await expect(fetchAll(url, { free: [] })).rejects.toEqual(refusal('URL_BLOCKED'));
      expect(connections()).toBe(0);
    },
  );

  it('is not told to whoever sent the URL', async () => {
    const failed: unknown = await fetchAll('https://evil.example.org/a.jpg', { addresses: ['10.1.2.3'] }).catch(
      (error: unknown) => error,
    );
    expect(String(failed)).not.toContain('10.1.2.3');
  });
});

describe('a redirect', () => {
  const to =
    (location: string, status = 302): Answer =>
    (_, response) =>
      response.writeHead(status, { location }).end('elsewhere');

  it.each([301, 302, 303, 307, 308])('is followed: %i', async (status) => {
    const { host, asked } = await serve((request, response) =>
      request.url === '/a' ? to('/b?c=d#e', status)(request, response) : response.end('bytes'),
    );
    expect(await fetchAll(`http://${host}/a`)).toMatchObject({ text: 'bytes' });
    expect(asked).toEqual(['GET /a', 'GET /b?c=d']);
  });

  it.each([
    { case: 'to the metadata address', location: 'http://169.254.169.254/latest/meta-data/' },
    { case: 'to this machine', location: 'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next' },
    { case: 'to this machine, in other digits', location: 'http://0x7f.1/' },
    { case: 'to a file', location: 'file:///proc/self/environ' },
    { case: 'to another port', location: 'https://example.org:8443/a.jpg' },
    { case: 'with a password', location: 'https://me:secret@example.org/a.jpg' },
    { case: 'to bytes', location: 'data:image/png;base64,AAAA' },
    { case: 'to what is no address', location: 'http://[' },
  ])('F134: is refused $case', async ({ location }) => {
    const { host } = await serve(to(location));
    await expect(fetchAll(`http://${host}/a`)).rejects.toThrow(MediaRejectedError);
  });

  it('F134: is refused to a name that leads to an address that is not public', async () => {
    const { host } = await serve(to('https://evil.example.org/a.jpg'));
    await expect(fetchAll(`http://${host}/a`, { addresses: ['10.0.0.1'] })).rejects.toEqual(refusal('URL_BLOCKED'));
  });

  it('F134: is refused after five, however it goes on', async () => {
    const { host, asked } = await serve((request, response) =>
      to(`/${Number(request.url?.slice(1)) + 1}`)(request, response),
    );
    await expect(fetchAll(`http://${host}/0`)).rejects.toThrow('redirects more than 5 times');
    expect(asked).toHaveLength(6);
  });

  it('F134: is refused to plain http where the config does not allow that', async () => {
    const { host } = await serve(to('http://example.org/a.jpg'));
    await expect(fetchAll(`http://${host}/a`, { allowHttp: false, free: [host] })).rejects.toEqual(
      refusal('URL_BLOCKED'),
    );
  });

  it('F134: that names no place is refused', async () => {
    const { host } = await serve((_, response) => response.writeHead(302).end());
    await expect(fetchAll(`http://${host}/a`)).rejects.toEqual(refusal('FETCH_STATUS'));
  });
});

describe('an answer that is not the file', () => {
  it.each([400, 401, 403, 404, 410, 204, 206, 304])('is final: %i', async (status) => {
    const { host } = await serve((_, response) => response.writeHead(status).end());
    await expect(fetchAll(`http://${host}/a?sig=5ecret`)).rejects.toEqual(refusal('FETCH_STATUS'));
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('may pass: %i', async (status) => {
    const { host } = await serve((_, response) => response.writeHead(status).end('down'));
    const failed = fetchAll(`http://${host}/a?sig=5ecret`);
    await expect(failed).rejects.toEqual(failure('FETCH_UNAVAILABLE'));
    await expect(failed).rejects.not.toThrow(/5ecret|down/);
  });

  it.each([
    { told: '120', retryAtEpochMs: NOW + 120_000 },
    { told: new Date(NOW + 60_000).toUTCString(), retryAtEpochMs: NOW + 60_000 },
    { told: 'soon', retryAtEpochMs: undefined },
    { told: '-1', retryAtEpochMs: undefined },
  ])('says when to come again: $told', async ({ told, retryAtEpochMs }) => {
    const { host } = await serve((_, response) => response.writeHead(503, { 'retry-after': told }).end());
    const failed = await fetchAll(`http://${host}/a`).catch((error: unknown) => error as FetchFailedError);
    expect(failed).toMatchObject({ retryAtEpochMs });
  });

  it('F137: is refused where it is compressed, and nothing of it is inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { host } = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    const before = process.memoryUsage().rss;
    await expect(fetchAll(`http://${host}/a`)).rejects.toEqual(refusal('FETCH_ENCODING'));
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  });

  it('is taken where it says that it is not compressed', async () => {
    const { host } = await serve((_, response) => response.setHeader('content-encoding', 'identity').end('bytes'));
    expect(await fetchAll(`http://${host}/a`)).toMatchObject({ text: 'bytes' });
  });
});

describe('a server that does not do its part', () => {
  it('F135: is left when it never answers', async () => {
    const { host } = await serve(() => undefined);
    await expect(fetchAll(`http://${host}/a`, { limits: { headMs: 40 } })).rejects.toEqual(failure('FETCH_TIMEOUT'));
  });

  it('F135: is left when its name is never resolved', async () => {
    const fetcher = new UndiciMediaFetcher({
      clock: () => NOW,
      limits: { headMs: 40 },
      resolve: async () => new Promise(() => undefined),
    });
    const asked = fetcher.fetch('https://example.org/a', { allowHttp: false, allowPrivateHosts: [] });
    await expect(asked).rejects.toEqual(failure('FETCH_TIMEOUT'));
  });

  it('F135: is left when its headers never end', async () => {
    const { host } = await serve((_, response) => {
      const { socket } = response;
      socket?.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket?.write('x: y\r\n'), 5);
      socket?.on('close', () => clearInterval(drip));
      socket?.on('error', () => undefined);
    });
    await expect(fetchAll(`http://${host}/a`, { limits: { headMs: 60 } })).rejects.toEqual(failure('FETCH_TIMEOUT'));
  });

  it('F135: is left when its headers are huge', async () => {
    const { host } = await serve((_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`);
    });
    await expect(fetchAll(`http://${host}/a`)).rejects.toEqual(failure('FETCH_UNAVAILABLE'));
  });

  it('F135: is left when it falls silent', async () => {
    const { host } = await serve((_, response) => void response.write('by'));
    await expect(fetchAll(`http://${host}/a`, { limits: { idleMs: 40 } })).rejects.toThrow('is silent for 0.04 s');
  });

  it('F135: is left when it drips', async () => {
    const { host } = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    });
    const limits = { headMs: 100, minBytesPerSecond: 10_000 };
    await expect(fetchAll(`http://${host}/a`, { limits })).rejects.toThrow(/sends \d+ bytes a second/);
  });

  it('F136: is left when it does not end in time, however fast it is', async () => {
    const piece = Buffer.alloc(1_000);
    const { host } = await serve((_, response) => {
      const flow = setInterval(() => response.write(piece), 1);
      response.on('close', () => clearInterval(flow));
    });
    const limits = { totalMs: 80, minBytesPerSecond: 0 };
    await expect(fetchAll(`http://${host}/a`, { limits })).rejects.toThrow('is not done within 0.08 s');
  });

  it('F136: is not believed when it sends less than it tells', async () => {
    const { host } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('by', () => response.socket?.destroy());
    });
    await expect(fetchAll(`http://${host}/a`)).rejects.toEqual(failure('FETCH_UNAVAILABLE'));
  });

  it('may be tried again when it refuses the connection', async () => {
    const { host, close } = await serve(give);
    close();
    await expect(fetchAll(`http://${host}/a`)).rejects.toThrow(`${host} cannot be reached (ECONNREFUSED)`);
  });

  it('may be tried again when its name has no address', async () => {
    await expect(fetchAll('https://example.org/a', { addresses: [] })).rejects.toThrow('(ENOTFOUND)');
  });
});

describe('whoever asked', () => {
  it('may end it before its answer, and while it is read', async () => {
    const controller = new AbortController();
    const { host } = await serve((_, response) => response.write('by', () => controller.abort()));
    const ended = fetchAll(`http://${host}/a`, { signal: controller.signal });
    await expect(ended).rejects.toEqual(failure('FETCH_TIMEOUT'));
    await expect(fetchAll(`http://${host}/a`, { signal: AbortSignal.abort() })).rejects.toEqual(
      failure('FETCH_TIMEOUT'),
    );
  });
});
