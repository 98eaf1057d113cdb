import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { s3Settings } from '../../../../functions/adapters/aws/s3-media-store.ts';
import { S3Uploads } from '../../../../functions/adapters/aws/s3-uploads.ts';
import { StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import { openAwsServer } from '../../../fakes/aws/aws-server.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';

const clock = () => Date.UTC(2026, 9, 1, 12);
const bytes = Buffer.from('a film');
const file = { key: 'uploads/cms/0123456789abcdef0123456789abcdef', mediaType: 'video/mp4', totalBytes: bytes.length };

async function openUploads(over: object = {}) {
  const server = await openAwsServer(async () => ({ status: 200 }));
  const settings = { ...s3Settings, ...testClient('s3', server.url), forcePathStyle: true, ...over };
  const client = new S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { server, uploads: new S3Uploads({ client, bucket: 'the-work', clock }) };
}

describe('S3Uploads', () => {
  it('signs place, length and type, for a quarter of an hour, and asks nobody', async () => {
    const { server, uploads } = await openUploads();
    const { url, headers, expiresAtEpochMs } = await uploads.open(file);
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe(`/the-work/${file.key}`);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(searchParams.get('X-Amz-Expires')).toBe('900');
    expect(searchParams.get('X-Amz-Date')).toBe('20261001T120000Z');
    // A checksum of nothing would refuse every file.
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(headers).toEqual({ 'content-type': 'video/mp4', 'content-length': '6' });
    expect(expiresAtEpochMs).toBe(clock() + 900_000);
    expect(server.connections()).toBe(0);
  });

  it('gives an address that takes a plain PUT', async () => {
    const { server, uploads } = await openUploads();
    const { url, headers } = await uploads.open(file);
    const type = headers['content-type'] ?? '';
    const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body: bytes });
    expect(answer.status).toBe(200);
    expect(server.calls.map(({ method, body }) => [method, body.toString()])).toEqual([['PUT', 'a film']]);
  });

  it('is unavailable where the function has no credentials', async () => {
    const credentials = () => Promise.reject(new Error('none'));
    const { uploads } = await openUploads({ credentials });
    await expect(uploads.open(file)).rejects.toThrow(StoreUnavailableError);
  });
});
