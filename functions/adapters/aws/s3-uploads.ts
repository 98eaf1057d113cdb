import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import type { Clock } from '../../domain/ports.ts';
import type { AnnouncedFile, UploadAddress, UploadAddresses } from '../../domain/upload-addresses.ts';
import { s3Settings } from './s3-media-store.ts';
import { answering } from './store-unavailable.ts';

/** Looked at by S3 when the upload begins. Shorter than a function's own credentials live, with which the URL ends. */
const LIVES_SECONDS = 900;

export interface S3UploadsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly clock: Clock;
}

/** Presigned PUTs of the work bucket. Length and type are signed, so S3 itself refuses any other file. */
export class S3Uploads implements UploadAddresses {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #clock: Clock;

  constructor({ client, bucket, clock }: S3UploadsOptions) {
    this.#client = client;
    this.#bucket = bucket;
    this.#clock = clock;
  }

  async open({ key, mediaType, totalBytes }: AnnouncedFile): Promise<UploadAddress> {
    const nowEpochMs = this.#clock();
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: mediaType,
      ContentLength: totalBytes,
    });
    const url = await answering('the work bucket', async () =>
      getSignedUrl(this.#client, command, {
        expiresIn: LIVES_SECONDS,
        signingDate: new Date(nowEpochMs),
        signableHeaders: new Set(['host', 'content-type', 'content-length']),
      }),
    );
    const headers = { 'content-type': mediaType, 'content-length': String(totalBytes) };
    return { url, headers, expiresAtEpochMs: nowEpochMs + LIVES_SECONDS * 1000 };
  }
}

/** The work bucket of this account and region. */
export function openS3Uploads(bucket: string, clock: Clock): S3Uploads {
  // Else the URL would demand a checksum of bytes that are not there yet.
  const client = new S3Client({ ...s3Settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return new S3Uploads({ client, bucket, clock });
}
