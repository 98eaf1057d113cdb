import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { PrivateBucket } from './private-bucket.ts';

/** Where S3 writes down who called our buckets. It empties itself after three months. */
export class AccessLogs extends PrivateBucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, { versioned: false, lifecycleRules: [{ expiration: Duration.days(90) }] });
  }
}
