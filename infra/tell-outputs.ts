import { Aws, CfnOutput, type Stack } from 'aws-cdk-lib';

import { secretOutputName, stackOutputs } from '../functions/config/stack-outputs.ts';
import type { Alarms } from './constructs/alarms.ts';
import type { Dashboard } from './constructs/dashboard.ts';
import type { MediaDrop } from './constructs/media-drop.ts';
import type { MediaFetcher } from './constructs/media-fetcher.ts';
import type { PostQueue } from './constructs/post-queue.ts';
import type { PublicationLog } from './constructs/publication-log.ts';
import type { Secrets } from './constructs/secrets.ts';
import type { WebhookApi } from './constructs/webhook-api.ts';
import type { WorkBucket } from './constructs/work-bucket.ts';

export interface ToldParts {
  readonly stage: string;
  readonly xApiUrl?: string;
  readonly log: PublicationLog;
  readonly hints: PostQueue;
  readonly drop: MediaDrop;
  readonly work: WorkBucket;
  readonly fetcher: MediaFetcher;
  readonly webhooks: WebhookApi;
  readonly secrets: Secrets;
  readonly alarms: Alarms;
  readonly dashboard: Dashboard;
}

/** Writes down where everything is, since nothing has a name of our choice. */
export function tellOutputs(stack: Stack, parts: ToldParts): void {
  for (const [name, value] of Object.entries(valuesOf(parts))) {
    if (value !== undefined) new CfnOutput(stack, name, { value });
  }
  for (const [name, arn] of Object.entries(parts.secrets.arns)) {
    new CfnOutput(stack, secretOutputName(name), { value: arn, description: name });
  }
}

function valuesOf({ stage, xApiUrl, log, hints, drop, work, fetcher, webhooks, alarms, dashboard }: ToldParts) {
  return {
    [stackOutputs.stage]: stage,
    [stackOutputs.dropBucket]: drop.bucket.bucketName,
    [stackOutputs.workBucket]: work.bucket.bucketName,
    [stackOutputs.webhookUrl]: webhooks.url,
    [stackOutputs.bridgeUrl]: webhooks.address,
    [stackOutputs.webhookDomainTarget]: webhooks.domainTarget,
    [stackOutputs.dashboardUrl]: consoleUrl(dashboard.dashboard.dashboardName),
    [stackOutputs.logTable]: log.table.tableName,
    [stackOutputs.hintsQueueUrl]: hints.queue.queueUrl,
    [stackOutputs.hintsDeadLettersUrl]: hints.deadLetters.queueUrl,
    [stackOutputs.intakeQueueUrl]: drop.intake.queue.queueUrl,
    [stackOutputs.intakeDeadLettersUrl]: drop.intake.deadLetters.queueUrl,
    [stackOutputs.fetchesQueueUrl]: fetcher.queue.queue.queueUrl,
    [stackOutputs.fetchesDeadLettersUrl]: fetcher.queue.deadLetters.queueUrl,
    [stackOutputs.alarmTopicArn]: alarms.topic.topicArn,
    [stackOutputs.xApiUrl]: xApiUrl,
  };
}

/** The domain of the console is that of the standard partition; GovCloud and China have others. */
function consoleUrl(dashboardName: string): string {
  return `https://console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${dashboardName}`;
}
