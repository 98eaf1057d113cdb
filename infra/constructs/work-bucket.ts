import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import type { PublicState } from '../../functions/domain/publication-state.ts';
import type { AccessLogs } from './access-logs.ts';
import type { Grantee } from './grantee.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface WorkBucketProps {
  readonly accessLogs: AccessLogs;
  /** How long what failed, or was called off, may be sent again, and be late once more. */
  readonly keptAfterEnd: Duration;
}

/** Ends after which a person may want another try; the words of `pigeonpost:state`. */
const OTHER_ENDS: readonly PublicState[] = ['failed', 'expired', 'cancelled'];

/** Where media lie that came with a call. Nothing is notified of it, so that nothing of ours triggers us. */
export class WorkBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { accessLogs, keptAfterEnd }: WorkBucketProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Work', {
      accessLogs,
      // Keys are made of the row and the place in it: nothing is ever overwritten by something else.
      versioned: false,
      lifecycleRules: [
        // What is posted needs its media no more.
        { tagFilters: { 'pigeonpost:state': 'posted' }, expiration: Duration.days(7) },
        // At these ends an object is written anew: its days are counted from there.
        ...OTHER_ENDS.map((state) => ({ tagFilters: { 'pigeonpost:state': state }, expiration: keptAfterEnd })),
        // A post scheduled a year ahead, and late by a month, still finds its media.
        { expiration: Duration.days(400) },
      ],
    }).bucket;
  }

  /** Gives `s3:PutObject`. */
  grantStage(writer: Grantee): void {
    writer.allowOnObjects(['s3:PutObject'], this.bucket);
  }

  /** For what comes in parts, since its length is not known. Gives `s3:PutObject` and `s3:AbortMultipartUpload`. */
  grantStageInParts(writer: Grantee): void {
    writer.allowOnObjects(['s3:PutObject', 's3:AbortMultipartUpload'], this.bucket);
  }

  /** Gives `s3:GetObjectTagging` and `s3:PutObjectTagging`. */
  grantTag(writer: Grantee): void {
    writer.allowOnObjects(['s3:GetObjectTagging', 's3:PutObjectTagging'], this.bucket);
  }

  /** For who ends posts without posting them, besides `grantStage`. Gives `s3:GetObject` and `s3:PutObjectTagging`. */
  grantRenew(writer: Grantee): void {
    writer.allowOnObjects(['s3:GetObject', 's3:PutObjectTagging'], this.bucket);
  }

  /** Gives `s3:GetObject`. */
  grantRead(reader: Grantee): void {
    reader.allowOnObjects(['s3:GetObject'], this.bucket);
  }
}
