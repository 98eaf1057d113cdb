import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** A bucket, as far as grants go. */
export type GrantedBucket = Pick<IBucket, 'bucketName' | 'bucketArn' | 'arnForObjects'>;

/** Whoever may be given rights, action by action. */
export interface Grantee {
  /** Adds to what it may do; no action may hold a `*`. */
  allow(actions: readonly string[], resources: readonly string[]): void;
  /**
   * Adds what it may do with objects of the bucket: people choose the keys, there is no list of them.
   *
   * @param keys as IAM matches them. @default - any
   */
  allowOnObjects(actions: readonly string[], bucket: GrantedBucket, keys?: string): void;
}
