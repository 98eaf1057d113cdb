import type { S3Event } from 'aws-lambda';

export interface DroppedFile {
  readonly bucket: string;
  readonly key: string;
  readonly totalBytes: number;
  readonly eTag: string;
  /** Where the bucket keeps versions. */
  readonly versionId?: string;
  readonly atEpochMs: number;
}

/**
 * The event that S3 sends through SQS for a put: what a deployed stack gets, so that one handler serves both.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html (read 2026-11)
 */
export function s3PutEvent(file: DroppedFile): S3Event {
  const principalId = 'PIGEONPOST-LOCAL';
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'local',
        eventTime: new Date(file.atEpochMs).toISOString(),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'LOCAL', 'x-amz-id-2': 'LOCAL' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'drop',
          bucket: { name: file.bucket, ownerIdentity: { principalId }, arn: `arn:aws:s3:::${file.bucket}` },
          object: {
            key: encodeKey(file.key),
            size: file.totalBytes,
            eTag: file.eTag,
            ...(file.versionId === undefined ? {} : { versionId: file.versionId }),
            sequencer: Math.floor(file.atEpochMs).toString(16).toUpperCase().padStart(18, '0'),
          },
        },
      },
    ],
  };
}

/** S3 writes keys as forms do: a space is `+`, a plus `%2B`; slashes stay. */
function encodeKey(key: string): string {
  const formEncoded = encodeURIComponent(key).replace(
    /[!'()~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return formEncoded.replaceAll('%20', '+').replaceAll('%2F', '/');
}
