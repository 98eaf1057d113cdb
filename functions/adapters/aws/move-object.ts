import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type S3Client,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';

export interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
}

/** These bytes and no others: quoted as S3 writes ETags. */
export interface PinnedPlace extends ObjectPlace {
  readonly VersionId?: string;
  readonly IfMatch?: string;
}

/** A film of half a gigabyte is copied by S3 itself, which answers when it is done. */
const COPY_WITHIN_MS = 60_000;

/**
 * Brings the object to another key, tags and metadata with it; `taken` when other bytes lie there.
 *
 * What lies at its own key is deleted only while it is still this object: a newer one is a drop of its own.
 *
 * @throws S3's errors; 404 and 412 when the object is not there any more
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html (read 2026-11)
 */
export async function moveObject(client: S3Client, from: PinnedPlace, toKey: string): Promise<'done' | 'taken'> {
  const { ETag } = await client.send(new HeadObjectCommand(from));
  const there = await headIfThere(client, { Bucket: from.Bucket, Key: toKey });
  if (there !== undefined && there.ETag !== ETag) return 'taken';
  if (there === undefined) {
    const version = from.VersionId === undefined ? '' : `?versionId=${encodeURIComponent(from.VersionId)}`;
    const CopySource = `${from.Bucket}/${from.Key.split('/').map(encodeURIComponent).join('/')}${version}`;
    const copy = {
      Bucket: from.Bucket,
      Key: toKey,
      CopySource,
      ...(ETag === undefined ? {} : { CopySourceIfMatch: ETag }),
    };
    await client.send(new CopyObjectCommand(copy), { requestTimeout: COPY_WITHIN_MS });
  }
  await deleteObject(client, { ...from, ...(ETag === undefined ? {} : { IfMatch: ETag }) });
  return 'done';
}

/** Where the bucket keeps versions, a marker over this one: it stays readable as long as the bucket keeps versions. */
export async function deleteObject(client: S3Client, { Bucket, Key, IfMatch }: PinnedPlace): Promise<void> {
  const condition = IfMatch === undefined ? {} : { IfMatch };
  try {
    await client.send(new DeleteObjectCommand({ Bucket, Key, ...condition }));
  } catch (error) {
    if (!isGoneOrChanged(error)) throw error;
  }
}

/** Not there any more, or not these bytes. */
export function isGoneOrChanged(error: unknown): boolean {
  return [404, 405, 409, 412].includes(statusOf(error) ?? 0);
}

async function headIfThere(client: S3Client, place: ObjectPlace): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await client.send(new HeadObjectCommand(place));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  const { $metadata }: { $metadata?: { httpStatusCode?: number } } =
    typeof error === 'object' && error !== null ? error : {};
  return $metadata?.httpStatusCode;
}
