import { randomUUID } from 'node:crypto';

import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';

import { S3MediaStore, s3Settings } from '../../functions/adapters/aws/s3-media-store.ts';
import { SecretsManager } from '../../functions/adapters/aws/secrets-manager.ts';
import { SqsHints } from '../../functions/adapters/aws/sqs-hints.ts';
import { describeMediaStore, type OpenedMediaStore } from '../contracts/media-store.ts';
import { testClient } from '../fakes/aws/test-client.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { RecordingJournal } from '../fakes/recording-journal.ts';
import { describeOnMinistack } from './ministack/describe-on-ministack.ts';

/** Without versions: of an older version MiniStack gives the whole for a part, which a fixture test has to show. */
async function openS3(url: string): Promise<OpenedMediaStore> {
  const client = new S3Client({ ...s3Settings, ...testClient('s3', url) });
  const buckets = { drop: `drop-${randomUUID()}`, work: `work-${randomUUID()}` };
  for (const Bucket of Object.values(buckets)) await client.send(new CreateBucketCommand({ Bucket }));
  return {
    store: new S3MediaStore({ client, buckets }),
    put: async (key, bytes) => {
      const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket: buckets.drop, Key: key, Body: bytes }));
      return { area: 'drop', key, eTag: ETag.replaceAll('"', '') };
    },
    remove: async (key) => void (await client.send(new DeleteObjectCommand({ Bucket: buckets.drop, Key: key }))),
    close: () => client.destroy(),
  };
}

describeOnMinistack('what every media store promises', (ministack) => {
  describeMediaStore('in S3', async () => openS3(ministack().url));
});

describeOnMinistack('the other adapters', (ministack) => {
  it('holds a hint in the queue for the publisher, naming the account alone', async () => {
    const client = new SQSClient(testClient('sqs', ministack().url));
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `hints-${randomUUID()}` }));
    const hints = new SqsHints({ client, queueUrl: QueueUrl });
    await hints.send('main');
    await hints.send('later', 600);
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
    const { Messages = [] } = await client.send(receive);
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"account":"main"}']);
    client.destroy();
  });

  it('reads the keys of an account, and says which secret is not there', async () => {
    const client = new SecretsManagerClient(testClient('secretsManager', ministack().url));
    const SecretString = '{"consumerKey":"ck"}';
    const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: `a-${randomUUID()}`, SecretString }));
    const ids = { 'account/main': ARN, 'account/gone': `${ARN}x` };
    const secrets = new SecretsManager({ client, ids, clock: manualClock().clock, journal: new RecordingJournal() });
    expect(await secrets.read('account/main')).toEqual({ consumerKey: 'ck' });
    await expect(secrets.read('account/gone')).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    client.destroy();
  });
});
