import { MediaRejectedError, type PigeonpostError } from '../../domain/errors.ts';
import type { MediaRef } from '../../domain/post.ts';
import { unavailable } from './store-unavailable.ts';

interface S3Error {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Refused is the caller, not the object: the same for every object, so no post is to blame. */
const refusedCaller: ReadonlySet<unknown> = new Set([
  'ExpiredToken',
  'InvalidAccessKeyId',
  'NoSuchBucket',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
]);

/**
 * What S3's refusal of one object means. Whatever is so for this object alone ends its post, visibly: taken for a store
 * that is down, it would stop all posts of its account.
 *
 * @param bucket as in `the drop bucket`
 */
export function refusalOf(error: unknown, ref: MediaRef, bucket: string): PigeonpostError {
  const { name, $metadata }: S3Error = typeof error === 'object' && error !== null ? error : {};
  const status = $metadata?.httpStatusCode ?? 0;
  const isOfObject = status >= 400 && status < 500 && status !== 408 && status !== 429;
  if (!isOfObject || refusedCaller.has(name)) return unavailable(bucket, error);
  return new MediaRejectedError(...meaningOf(status, name, ref.key), { cause: error, advice: adviceOf(status) });
}

/** A range that begins after the last byte. */
export function isPastEnd(error: unknown): boolean {
  const { $metadata }: S3Error = typeof error === 'object' && error !== null ? error : {};
  return $metadata?.httpStatusCode === 416;
}

function meaningOf(status: number, name: unknown, key: string): readonly [code: string, message: string] {
  if (status === 412) return ['SOURCE_CHANGED', `${key} was changed after it was dropped`];
  // 405 stands for a version that is nothing but a delete marker.
  if (status === 404 || status === 405) return ['SOURCE_GONE', `there is no ${key} any more`];
  if (name === 'InvalidObjectState') return ['SOURCE_UNREADABLE', `${key} is archived`];
  // Who may not list a bucket is not told whether an object is there: S3 answers 403 for one that is gone.
  if (status === 403) return ['SOURCE_GONE', `there is no ${key} any more, or the function may not read it (HTTP 403)`];
  return ['SOURCE_UNREADABLE', `S3 does not give ${key} (HTTP ${status})`];
}

function adviceOf(status: number): string {
  if (status === 412) return 'The changed file is a drop of its own.';
  if (status === 404 || status === 405) return 'Drop the file again.';
  return 'Drop the file again, in a storage class that can be read at once and with the bucket’s own encryption.';
}
