import { Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { BRIDGE_SECRET } from '../functions/config/secret-name-of.ts';
import { stackNameOf } from '../functions/config/stack-outputs.ts';
import { AccessLogs } from './constructs/access-logs.ts';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import type { FunctionSetting } from './constructs/function-setting.ts';
import { MediaDrop } from './constructs/media-drop.ts';
import { MediaFetcher } from './constructs/media-fetcher.ts';
import { PostQueue } from './constructs/post-queue.ts';
import { PublicationLog } from './constructs/publication-log.ts';
import { PUBLISH_TIMEOUT, Publisher } from './constructs/publisher.ts';
import { Secrets } from './constructs/secrets.ts';
import { Sweeper } from './constructs/sweeper.ts';
import { V1Bridge, type V1BridgeProps } from './constructs/v1-bridge.ts';
import type { WatchedAccount } from './constructs/watched.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WorkBucket } from './constructs/work-bucket.ts';
import type { Deployment } from './read-deployment.ts';
import { tellOutputs } from './tell-outputs.ts';

export interface PigeonpostStackProps extends Pick<StackProps, 'env'> {
  readonly deployment: Deployment;
  /** Holds a folder for each function, as the build makes it. */
  readonly bundlesFolder: string;
}

/** One deployment of Pigeonpost, whole. It names nothing, so that several stand side by side in one account. */
export class PigeonpostStack extends Stack {
  constructor(scope: Construct, { deployment, bundlesFolder, ...props }: PigeonpostStackProps) {
    const { stage, settings } = deployment;
    super(scope, stackNameOf(stage), { ...props, description: `Pigeonpost (${stage}): posts drops and calls on X` });
    // Dashboards have tags so lately that templates with them do not pass everywhere.
    Tags.of(this).add('pigeonpost:stage', stage, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
    const metricsNamespace = `Pigeonpost/${stage}`;
    const stores = addStores(this, deployment);
    const functions = addFunctions(this, deployment, stores, { bundlesFolder, metricsNamespace, log: stores.log });
    const { drop, publisher, fetcher, webhooks, bridge, sweeper } = functions;
    const watched = {
      metricsNamespace,
      accounts: accountsOf(deployment.config),
      intake: drop.intake,
      hints: stores.hints,
      fetches: fetcher.queue,
      api: webhooks.api,
      sweep: sweeper.function.function,
    };
    const alarms = new Alarms(this, 'Alarms', { watched, emails: settings.alarmEmails });
    const logGroups = [drop, publisher, fetcher, webhooks, bridge, sweeper].map((part) => part.function.logGroup);
    const dashboard = new Dashboard(this, 'Dashboard', { watched, logGroups });
    tellOutputs(this, { ...deployment, ...stores, drop, fetcher, webhooks, alarms, dashboard });
  }
}

function addStores(stack: Stack, { config, accountSecrets, webhookSecrets }: Deployment) {
  const accessLogs = new AccessLogs(stack, 'AccessLogs');
  return {
    accessLogs,
    log: new PublicationLog(stack, 'Log'),
    work: new WorkBucket(stack, 'Work', { accessLogs, keptAfterEnd: untilFinal(config) }),
    secrets: new Secrets(stack, 'Secrets', { names: [...accountSecrets, ...webhookSecrets, BRIDGE_SECRET] }),
    // The sweep sends each minute what is still due: old hints are worth nothing.
    hints: new PostQueue(stack, 'Hints', { consumerTimeout: PUBLISH_TIMEOUT, retention: Duration.days(1) }),
  };
}

function addFunctions(stack: Stack, deployment: Deployment, stores: Stores, setting: FunctionSetting) {
  const { config, accountSecrets, webhookSecrets, settings, existingBucket, xApiUrl } = deployment;
  const { hints } = stores;
  const drop = new MediaDrop(stack, 'Drop', {
    ...stores,
    setting,
    replacedVersionsKept: untilFinal(config),
    ...(existingBucket === undefined ? {} : { existingBucketName: existingBucket }),
  });
  const publisher = new Publisher(stack, 'Publisher', {
    ...stores,
    setting,
    drop,
    routes: config.drops,
    secretNames: accountSecrets,
    accountCount: Object.keys(config.accounts).length,
    ...(xApiUrl === undefined ? {} : { xApiUrl }),
  });
  const fetcher = new MediaFetcher(stack, 'Fetcher', { ...stores, setting });
  const fetches = fetcher.queue;
  const webhooks = new WebhookApi(stack, 'Webhooks', {
    ...stores,
    setting,
    fetches,
    drop,
    secretNames: webhookSecrets,
    callsPerMinute: callsPerMinute(config),
    ...(settings.webhookDomain === undefined ? {} : { domain: settings.webhookDomain }),
  });
  const bridge = addBridge(stack, deployment, { ...stores, setting, api: webhooks.api });
  const sweeper = new Sweeper(stack, 'Sweeper', { setting, hints, fetches });
  return { drop, publisher, fetcher, webhooks, bridge, sweeper };
}

function addBridge(
  stack: Stack,
  { accountSecrets, xApiUrl }: Deployment,
  parts: Omit<V1BridgeProps, 'secretNames' | 'xApiUrl'>,
): V1Bridge {
  const secretNames = [BRIDGE_SECRET, ...accountSecrets];
  return new V1Bridge(stack, 'Bridge', { ...parts, secretNames, ...(xApiUrl === undefined ? {} : { xApiUrl }) });
}

type Stores = ReturnType<typeof addStores>;

/** Of the webhooks that have a limit of their own. */
function callsPerMinute({ webhooks }: PigeonpostConfig): Readonly<Record<string, number>> {
  const limits = Object.entries(webhooks).flatMap(([name, { perMinute }]) =>
    perMinute === undefined ? [] : [[name, perMinute] as const],
  );
  return Object.fromEntries(limits);
}

function accountsOf({ accounts }: PigeonpostConfig): readonly WatchedAccount[] {
  return Object.entries(accounts).map(([name, { monthlyBudgetUsd }]) => ({
    name,
    ...(monthlyBudgetUsd === undefined ? {} : { monthlyBudgetUsd }),
  }));
}

/** As late as a post may go out, and a week in which a failed one can be sent again. */
function untilFinal({ accounts }: PigeonpostConfig): Duration {
  const mostHours = Math.max(...Object.values(accounts).map(({ maxLatenessHours }) => maxLatenessHours));
  return Duration.days(Math.ceil(mostHours / 24) + 7);
}
