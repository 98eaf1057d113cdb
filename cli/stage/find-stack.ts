import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

import { unavailable } from '../../functions/adapters/aws/store-unavailable.ts';
import { stackNameOf, stackOutputs } from '../../functions/config/stack-outputs.ts';
import { ConfigError, type PigeonpostError } from '../../functions/domain/errors.ts';

type OutputName = keyof typeof stackOutputs;

/** Those that every stack of ours has. */
const required = [
  'dropBucket',
  'workBucket',
  'webhookUrl',
  'dashboardUrl',
  'logTable',
  'hintsQueueUrl',
  'hintsDeadLettersUrl',
  'intakeQueueUrl',
  'intakeDeadLettersUrl',
] as const satisfies readonly OutputName[];

/** What a deployment tells of itself. */
export interface FoundStack {
  readonly outputs: Readonly<Record<(typeof required)[number], string>> & Readonly<Partial<Record<OutputName, string>>>;
  /** ARNs by the names that the config uses. */
  readonly secretArns: Readonly<Record<string, string>>;
  /** As in `UPDATE_COMPLETE`. */
  readonly status: string;
}

/**
 * The stack of that stage, by what it tells of itself.
 *
 * @param region for messages
 * @throws ConfigError when there is none, it is not whole, or it may not be looked at
 * @throws StoreUnavailableError when CloudFormation does not answer
 */
export async function findStack(client: CloudFormationClient, stage: string, region: string): Promise<FoundStack> {
  const command = new DescribeStacksCommand({ StackName: stackNameOf(stage) });
  const { Stacks = [] } = await client.send(command).catch((error: unknown) => {
    throw refusalOf(error, stage, region);
  });
  const [stack] = Stacks;
  if (stack === undefined) throw noStack(stage, region);
  return read(stack, stage);
}

function read({ StackStatus: status, Outputs = [] }: Stack, stage: string): FoundStack {
  const told = new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  const missing = required.filter((name) => !told.has(stackOutputs[name]));
  if (missing.length > 0) {
    const message = `the deployment ${stage} (${status ?? 'of unknown state'}) does not tell ${missing.join(', ')}`;
    throw new ConfigError(message, { advice: `Bring it to its end: npm run deploy -- -c stage=${stage}` });
  }
  const outputs = Object.fromEntries(
    Object.entries(stackOutputs).flatMap(([name, key]) => (told.has(key) ? [[name, told.get(key)]] : [])),
  ) as FoundStack['outputs'];
  // The description of a secret's output is its name in the project.
  const secrets = Outputs.filter(({ OutputKey = '' }) => OutputKey.startsWith('Secret'));
  const secretArns = secrets.map(({ Description = '', OutputValue = '' }) => [Description, OutputValue]);
  return { outputs, status: status ?? 'unknown', secretArns: Object.fromEntries(secretArns) };
}

function refusalOf(error: unknown, stage: string, region: string): PigeonpostError {
  const { name = '', message = '' } = error instanceof Error ? error : {};
  if (name === 'ValidationError' && message.includes('does not exist')) return noStack(stage, region);
  const said = refusals.find(({ errors }) => errors.test(name));
  if (said === undefined) return unavailable('CloudFormation', error);
  return new ConfigError(`AWS does not let you see the deployment ${stage}: ${said.says}`, {
    advice: said.advice,
    cause: error,
  });
}

/** As AWS names what is wrong with whoever asks, which differs from service to service. */
const refusals = [
  {
    errors: /^(CredentialsProviderError|CredentialsError)$/,
    says: 'there are no credentials',
    advice:
      'Set AWS_PROFILE to a profile that is logged in (aws sso login), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  {
    errors: /^(ExpiredToken|TokenRefreshRequired|RequestExpired)/,
    says: 'the login has expired',
    advice: 'Log in again (aws sso login); if you just did, set the clock of this machine.',
  },
  {
    errors: /^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature)/,
    says: 'the keys are not known',
    advice: 'Look at AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  {
    errors: /^(AccessDenied|NotAuthorized|OptInRequired|AuthFailure)/,
    says: 'the right to look at its stack is missing',
    advice: 'Allow cloudformation:DescribeStacks, or set AWS_PROFILE to a profile that may.',
  },
] as const;

function noStack(stage: string, region: string): ConfigError {
  return new ConfigError(`there is no deployment ${stage.slice(0, 63)} in ${region}`, {
    advice: `npm run deploy -- -c stage=${stage.slice(0, 63)} makes it; --region or AWS_PROFILE say that it is elsewhere.`,
  });
}
