import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface PrivateBucketProps {
  /**
   * Where S3 logs who called.
   *
   * @default - nowhere: for the bucket that holds such logs
   */
  readonly accessLogs?: PrivateBucket;
  /** Whether what is overwritten or deleted stays readable by its version. */
  readonly versioned: boolean;
  /** Added to the rule that clears away uploads abandoned for a day. */
  readonly lifecycleRules: readonly LifecycleRule[];
}

/** A bucket for nobody but us: no public access, no access lists, encrypted, TLS 1.2 at least, kept when the stack goes. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { accessLogs, versioned, lifecycleRules }: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }, ...lifecycleRules],
      ...(accessLogs === undefined ? {} : loggedTo(accessLogs, id)),
    });
  }
}

function loggedTo({ bucket }: PrivateBucket, id: string) {
  // The CDK's own class does not pass for its own interface where optional is not the same as undefined.
  return { serverAccessLogsBucket: bucket as IBucket, serverAccessLogsPrefix: `${id.toLowerCase()}/` };
}
