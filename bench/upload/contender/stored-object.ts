import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { BUCKET } from './open-store.ts';

export interface OpenedRange {
  readonly totalBytes: number;
  readonly eTag: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** That range of the object, and what its answer tells of the whole. */
export async function openRange(
  store: S3Client,
  key: string,
  startByte: number,
  endByteExclusive: number,
  options: { readonly eTag?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<OpenedRange> {
  const { eTag, signal } = options;
  const range = `bytes=${startByte}-${endByteExclusive - 1}`;
  const command = new GetObjectCommand({ Bucket: BUCKET, Key: key, Range: range, IfMatch: eTag });
  const { Body, ContentRange, ETag } = await store.send(command, signal === undefined ? {} : { abortSignal: signal });
  const totalBytes = Number(ContentRange?.split('/')[1]);
  if (Body === undefined || ETag === undefined || Number.isNaN(totalBytes)) throw incomplete(key);
  return { totalBytes, eTag: ETag, bytes: Body as unknown as AsyncIterable<Uint8Array> };
}

export async function headObject(store: S3Client, key: string): Promise<Omit<OpenedRange, 'bytes'>> {
  const { ContentLength, ETag } = await store.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }));
  if (ContentLength === undefined || ETag === undefined) throw incomplete(key);
  return { totalBytes: ContentLength, eTag: ETag };
}

function incomplete(key: string): StoreUnavailableError {
  return new StoreUnavailableError(`the store's answer for ${key} says too little`);
}
