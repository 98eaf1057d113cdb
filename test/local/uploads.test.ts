import { request as openRequest } from 'node:http';

import { describe, expect, it, onTestFinished } from 'vitest';

import { LocalUploads } from '../../local/engine/local-uploads.ts';
import { startHttpGateway } from '../../local/http-gateway.ts';
import { receiveUpload } from '../../local/receive-upload.ts';
import { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import { manualClock } from '../fakes/manual-clock.ts';

const bytes = Buffer.alloc(12_000_000, 'film');
const file = { key: 'uploads/cms/0123456789abcdef0123456789abcdef', mediaType: 'video/mp4', totalBytes: bytes.length };

/** A gateway that takes uploads, and an address for that file. */
async function openGateway() {
  const time = manualClock();
  const media = new InMemoryMediaStore();
  const uploads = new LocalUploads(media, time.clock);
  const receive = async (request: Parameters<typeof receiveUpload>[0]) => receiveUpload(request, uploads);
  const route = { method: 'PUT', path: '/uploads/:webhook/:id', receive } as const;
  const gateway = await startHttpGateway([route], { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => gateway.close());
  const { url, headers } = await uploads.open(file);
  const put = async (body: Uint8Array, change: (url: URL) => unknown = () => undefined, over: object = {}) => {
    const target = new URL(url, gateway.url);
    change(target);
    const type = headers['content-type'] ?? '';
    const init = { method: 'PUT', headers: { 'content-type': type, ...over }, body: Uint8Array.from(body) };
    return (await fetch(target, init)).status;
  };
  return { time, media, url: new URL(url, gateway.url), put };
}

describe('an upload on one machine', () => {
  it('takes the file that was announced, more of it than any call may have', async () => {
    const { media, put } = await openGateway();
    expect(await put(bytes)).toBe(200);
    expect(Buffer.from(media.objects.get(`work/${file.key}`)?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it('may be done again, as after an answer that got lost', async () => {
    const { put } = await openGateway();
    expect([await put(bytes), await put(bytes)]).toEqual([200, 200]);
  });

  it.each([
    { case: 'for another place', change: (url: URL) => (url.pathname = url.pathname.replace('cms', 'desk')) },
    { case: 'for another length', change: (url: URL) => url.searchParams.set('bytes', '12000001') },
    { case: 'for another type', change: (url: URL) => url.searchParams.set('type', 'image/png') },
    { case: 'for longer', change: (url: URL) => url.searchParams.set('expires', '9999999999999') },
    { case: 'without a token', change: (url: URL) => url.searchParams.delete('token') },
    { case: 'with nothing', change: (url: URL) => (url.search = '') },
  ])('is refused at an address that somebody changed: $case', async ({ change }) => {
    const { media, put } = await openGateway();
    expect(await put(Buffer.from('film'), change)).toBe(403);
    expect(media.objects.size).toBe(0);
  });

  it.each([
    { case: 'a shorter file', body: bytes.subarray(1), over: {} },
    { case: 'a longer file', body: Buffer.concat([bytes, bytes.subarray(0, 1)]), over: {} },
    { case: 'a file of another type', body: bytes, over: { 'content-type': 'text/html' } },
  ])('is refused to $case', async ({ body, over }) => {
    const { media, put } = await openGateway();
    expect(await put(body, undefined, over)).toBe(403);
    expect(media.objects.size).toBe(0);
  });

  it('is refused once the address has expired', async () => {
    const { time, put } = await openGateway();
    time.advance(900_001);
    expect(await put(Buffer.from('film'))).toBe(403);
  });

  it('keeps nothing of a file that is cut off', async () => {
    const { media, url } = await openGateway();
    const headers = { 'content-type': file.mediaType, 'content-length': file.totalBytes };
    const request = openRequest(url, { method: 'PUT', headers });
    const ended = new Promise((resolve) => request.once('close', resolve));
    request.on('error', () => undefined);
    await new Promise((resolve) => request.write(bytes.subarray(0, 100_000), resolve));
    request.destroy();
    await ended;
    expect(media.objects.size).toBe(0);
  });
});
