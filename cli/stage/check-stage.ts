import { GetBucketNotificationConfigurationCommand, type QueueConfiguration } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { answering } from '../../functions/adapters/aws/store-unavailable.ts';
import { stackNameOf } from '../../functions/config/stack-outputs.ts';
import { type Check, lookInAws } from '../doctor/check.ts';
import type { AwsClients } from './aws-clients.ts';
import type { FoundStack } from './find-stack.ts';

/** What has to be right in AWS. */
export async function checkStage(clients: AwsClients, stack: FoundStack, stage: string): Promise<readonly Check[]> {
  const { outputs } = stack;
  return [
    checkStack(stack, stage),
    await checkNotification(clients, stack, stage),
    ...(await Promise.all([
      checkQueue('intake queue', outputs.intakeQueueUrl, clients),
      checkQueue('hints queue', outputs.hintsQueueUrl, clients),
      checkDead('dead notices', outputs.intakeDeadLettersUrl, 's3-drop', clients),
      checkDead('dead hints', outputs.hintsDeadLettersUrl, 'publish', clients),
      ...(outputs.fetchesDeadLettersUrl === undefined
        ? []
        : [checkDead('dead fetches', outputs.fetchesDeadLettersUrl, 'fetch-media', clients)]),
    ])),
  ];
}

function checkStack({ status }: FoundStack, stage: string): Check {
  const name = 'stack';
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return { name, level: 'ok', says: status };
  if (status.endsWith('_IN_PROGRESS')) return { name, level: 'warn', says: status, advice: 'Wait until it is done.' };
  const level = status === 'UPDATE_ROLLBACK_COMPLETE' ? 'warn' : 'fail';
  const advice = `Its events in the CloudFormation console say why; then npm run deploy -- -c stage=${stage}`;
  return { name, level, says: status, advice };
}

async function attributesOf(url: string, { sqs }: AwsClients): Promise<Partial<Record<string, string>>> {
  const command = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages', 'QueueArn'],
  });
  const { Attributes = {} } = await answering('the queue', async () => sqs.send(command));
  return Attributes;
}

const SEE_QUEUE = 'sqs:GetQueueAttributes on the queues';

async function checkQueue(name: string, url: string, clients: AwsClients): Promise<Check> {
  return lookInAws(name, SEE_QUEUE, async () => {
    const { ApproximateNumberOfMessages: count = '0' } = await attributesOf(url, clients);
    return { name, level: 'ok', says: `answers; ${count} waiting` };
  });
}

async function checkDead(name: string, url: string, functionName: string, clients: AwsClients): Promise<Check> {
  return lookInAws(name, SEE_QUEUE, async () => {
    const { ApproximateNumberOfMessages: count = '0' } = await attributesOf(url, clients);
    if (count === '0') return { name, level: 'ok', says: 'none' };
    const advice = `Find the cause in the log of the function ${functionName}, then start a redrive of ${url}.`;
    return { name, level: 'fail', says: `${count} could not be taken`, advice };
  });
}

async function checkNotification(clients: AwsClients, { outputs }: FoundStack, stage: string): Promise<Check> {
  const name = 'bucket notice';
  const { dropBucket: Bucket, intakeQueueUrl } = outputs;
  return lookInAws(name, `s3:GetBucketNotification on ${Bucket} and ${SEE_QUEUE}`, async () => {
    const { QueueArn } = await attributesOf(intakeQueueUrl, clients);
    const command = new GetBucketNotificationConfigurationCommand({ Bucket });
    const told = await answering('the drop bucket', async () => clients.s3.send(command));
    if (told.QueueConfigurations?.some((one) => tellsOfAll(one, QueueArn)) === true) {
      return { name, level: 'ok', says: `${Bucket} tells the intake queue` };
    }
    // CloudFormation begins the name of a bucket of the stack with that of the stack.
    const isOurs = Bucket.startsWith(`${stackNameOf(stage)}-`);
    if (!isOurs && told.EventBridgeConfiguration !== undefined) {
      return { name, level: 'ok', says: `${Bucket} tells EventBridge` };
    }
    const advice = isOurs
      ? `Somebody took it away: npm run deploy -- -c stage=${stage} after a change, or set it in the S3 console again.`
      : 'Switch EventBridge on under Properties of the bucket in the S3 console.';
    return { name, level: 'fail', says: `${Bucket} tells nobody what is dropped in it`, advice };
  });
}

function tellsOfAll({ QueueArn, Events = [], Filter }: QueueConfiguration, intakeArn: string | undefined): boolean {
  return QueueArn === intakeArn && Events.includes('s3:ObjectCreated:*') && Filter === undefined;
}
