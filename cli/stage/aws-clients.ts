import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

import { clientSettings } from '../../functions/adapters/aws/client-settings.ts';
import { ConfigError } from '../../functions/domain/errors.ts';

/** Clients of all that a deployment consists of, in one region. */
export interface AwsClients {
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly secretsManager: SecretsManagerClient;
  readonly sqs: SQSClient;
  close(): void;
}

/**
 * Clients for that region; no call is made.
 *
 * @param wanted what AWS_REGION, AWS_DEFAULT_REGION or the profile say when absent
 * @throws ConfigError when nothing names a region
 */
export async function openAwsClients(wanted: string | undefined): Promise<AwsClients> {
  // The SDK for JavaScript does not know the older name of the variable, which others do.
  const named = wanted ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined);
  const place = named === undefined ? {} : { region: named };
  const cloudFormation = new CloudFormationClient({ ...clientSettings.secretsManager, ...place });
  const region = await cloudFormation.config.region().catch((cause: unknown) => {
    throw new ConfigError('no region: say --region, as in --region eu-central-1, or set AWS_REGION', { cause });
  });
  const clients = {
    cloudFormation,
    dynamodb: new DynamoDBClient({ ...clientSettings.dynamodb, region }),
    s3: new S3Client({ ...clientSettings.s3, region }),
    secretsManager: new SecretsManagerClient({ ...clientSettings.secretsManager, region }),
    sqs: new SQSClient({ ...clientSettings.sqs, region }),
  };
  return {
    ...clients,
    region,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
