import { S3Client } from '@aws-sdk/client-s3';

export interface Target {
  /** As with `--profile`; what the environment says when absent. */
  readonly profile?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is missing before anything can be deployed, with what to set; empty when nothing is.
 *
 * The CDK would take us-east-1 without a word, and a deployment stays in the region where it was begun.
 */
export async function findMissingTarget(
  { profile }: Target = {},
  environment: Environment = process.env,
): Promise<readonly string[]> {
  // The SDK finds both as the CDK does, except that it does not know the older name of the region.
  const { config } = new S3Client(profile === undefined ? {} : { profile });
  const hasRegion = Boolean(environment['AWS_DEFAULT_REGION']) || (await succeeds(config.region()));
  const hasAccount = await succeeds(config.credentials());
  return [
    ...(hasRegion
      ? []
      : ['no region: set AWS_REGION, as in AWS_REGION=eu-central-1 npm run deploy, or region in the profile you use']),
    ...(hasAccount
      ? []
      : [
          'no account: set AWS_PROFILE to a profile that is logged in (aws sso login), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
        ]),
  ];
}

async function succeeds(question: Promise<unknown>): Promise<boolean> {
  return question.then(
    () => true,
    () => false,
  );
}
