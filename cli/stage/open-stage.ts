import { DynamoLog } from '../../functions/adapters/aws/dynamo-log.ts';
import { S3MediaStore } from '../../functions/adapters/aws/s3-media-store.ts';
import { SqsFetchHints } from '../../functions/adapters/aws/sqs-fetch-hints.ts';
import { SqsHints } from '../../functions/adapters/aws/sqs-hints.ts';
import { jsonJournal } from '../../functions/adapters/journal/json-journal.ts';
import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { wireHandlers } from '../../functions/wiring.ts';
import { loadConfig } from '../../local/load-config.ts';
import type { KeyStore, OpenPlace, PlaceFact } from '../place.ts';
import { type AwsClients, openAwsClients } from './aws-clients.ts';
import { bucketDrops } from './bucket-drops.ts';
import { checkStage } from './check-stage.ts';
import { findStack, type FoundStack } from './find-stack.ts';
import { stageKeys } from './stage-keys.ts';

export interface StageOptions {
  /** As in `npm run deploy -- -c stage=prod`. */
  readonly stage: string;
  readonly configFile: string;
  /** What the environment or the profile say when absent. */
  readonly region?: string;
}

/**
 * A deployment as a command sees it: its own log, queues, buckets and secrets, found by the outputs of its stack.
 *
 * @throws ConfigError when the config has faults, or there is no such deployment within reach
 */
export async function openStage(options: StageOptions): Promise<OpenPlace> {
  const config = await loadConfig(options.configFile);
  const clients = await openAwsClients(options.region);
  try {
    const stack = await findStack(clients.cloudFormation, options.stage, clients.region);
    return placeOf(config, clients, stack, options.stage);
  } catch (error) {
    clients.close();
    throw error;
  }
}

function placeOf(config: PigeonpostConfig, clients: AwsClients, stack: FoundStack, stage: string): OpenPlace {
  const { outputs, secretArns } = stack;
  // What goes wrong is told by the command itself.
  const journal = jsonJournal(Date.now, 'error', (line) => process.stderr.write(line));
  const keys = stageKeys({ client: clients.secretsManager, arns: secretArns, clock: Date.now, journal });
  const { operate } = wireHandlers({
    ...storesOf(clients, stack),
    config,
    secrets: keys,
    journal,
    clock: Date.now,
    random: Math.random,
    pause: async (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...(outputs.xApiUrl === undefined ? {} : { xApiUrl: outputs.xApiUrl }),
  });
  return {
    config,
    name: `the deployment ${stage}`,
    operate,
    isLive: outputs.xApiUrl === undefined,
    isWorked: true,
    keys: keys satisfies KeyStore,
    xApiUrl: outputs.xApiUrl,
    webhooksUrl: outputs.webhookUrl,
    bridgeUrl: outputs.bridgeUrl,
    facts: factsOf(stack, stage, clients.region),
    hasLog: true,
    drops: bucketDrops(clients, outputs, config, operate.media),
    checks: async () => checkStage(clients, stack, stage),
    close: () => clients.close(),
  };
}

function storesOf({ dynamodb, s3, sqs }: AwsClients, { outputs }: FoundStack) {
  return {
    log: new DynamoLog({ client: dynamodb, table: outputs.logTable }),
    hints: new SqsHints({ client: sqs, queueUrl: outputs.hintsQueueUrl }),
    // Without it, as in a deployment of an earlier version, the sweep finds the row within a minute.
    ...(outputs.fetchesQueueUrl === undefined
      ? {}
      : { fetchHints: new SqsFetchHints({ client: sqs, queueUrl: outputs.fetchesQueueUrl }) }),
    media: new S3MediaStore({ client: s3, buckets: { drop: outputs.dropBucket, work: outputs.workBucket } }),
  };
}

function factsOf({ outputs, status }: FoundStack, stage: string, region: string): readonly PlaceFact[] {
  return [
    { key: 'stage', label: 'deployment', value: stage },
    { key: 'region', label: 'region', value: region },
    { key: 'status', label: 'stack', value: status },
    { key: 'dropBucket', label: 'drop bucket', value: outputs.dropBucket },
    { key: 'dashboardUrl', label: 'dashboard', value: outputs.dashboardUrl },
    { key: 'logTable', label: 'log', value: outputs.logTable },
    { key: 'intakeDeadLettersUrl', label: 'dead notices', value: outputs.intakeDeadLettersUrl },
    { key: 'hintsDeadLettersUrl', label: 'dead hints', value: outputs.hintsDeadLettersUrl },
    { key: 'fetchesDeadLettersUrl', label: 'dead fetches', value: outputs.fetchesDeadLettersUrl ?? null },
    { key: 'alarmTopicArn', label: 'alarms', value: outputs.alarmTopicArn ?? null },
    { key: 'xApiUrl', label: 'instead of X', value: outputs.xApiUrl ?? null },
  ];
}
