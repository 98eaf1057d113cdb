import { describe, expect, it } from 'vitest';

import { logTable } from '../../functions/adapters/aws/log-table.ts';
import { listOf, propertiesOf, resourcesOf, statementsOf, writtenOut } from './resources.ts';
import { synthesise } from './synthesise.ts';

const template = synthesise();

describe('the publication log', () => {
  const table = propertiesOf(template, 'LogTable');

  it('is paid by the request, encrypted, restorable, and can be deleted by nobody without a decision', () => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it('forgets rows by the attribute that the adapter sets on finished ones', () => {
    expect(table['TimeToLiveSpecification']).toEqual({ AttributeName: logTable.ttlAttribute, Enabled: true });
  });

  it('has the keys that the adapter reads by, all of them texts', () => {
    expect(table['KeySchema']).toEqual([{ AttributeName: 'id', KeyType: 'HASH' }]);
    const types = table['AttributeDefinitions'] as { AttributeName: string; AttributeType: string }[];
    expect(new Set(types.map(({ AttributeType }) => AttributeType))).toEqual(new Set(['S']));
  });

  it('has sparse indexes: both begin with attributes that only publications have, and carry little more', () => {
    expect(table['GlobalSecondaryIndexes']).toEqual([
      indexOf('due', ['kind', 'due'], ['acceptedAt']),
      indexOf('newest', ['kind', 'acceptedAt'], ['account', 'state', 'source']),
    ]);
  });

  function indexOf(name: string, [hash, range]: [string, string], attributes: readonly string[]) {
    return {
      IndexName: name,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: attributes },
    };
  }
});

describe.each([
  { id: 'DropBucket', logPrefix: 'drop/' },
  { id: 'WorkBucket', logPrefix: 'work/' },
  { id: 'AccessLogsBucket', logPrefix: undefined },
])('the bucket $id', ({ id, logPrefix }) => {
  const bucket = propertiesOf(template, id);

  it('is private, without access lists, and encrypted', () => {
    expect(bucket).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{}] },
    });
  });

  it('refuses calls without TLS 1.2', () => {
    const denied = statementsOf(propertiesOf(template, `${id}Policy`)).filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  it('clears away abandoned uploads after a day', () => {
    expect(rulesOf(id)).toContainEqual({
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      Status: 'Enabled',
    });
  });

  it('logs who called, unless it holds those logs itself', () => {
    const logging = bucket['LoggingConfiguration'] as
      | { DestinationBucketName: unknown; LogFilePrefix: string }
      | undefined;
    const told = logging && { prefix: logging.LogFilePrefix, into: writtenOut(logging.DestinationBucketName) };
    expect(told).toEqual(logPrefix && { prefix: logPrefix, into: '<AccessLogsBucket>' });
  });
});

function rulesOf(id: string, of = template): readonly unknown[] {
  return (propertiesOf(of, id)['LifecycleConfiguration'] as { Rules: unknown[] }).Rules;
}

describe('the drop bucket', () => {
  it('keeps versions, and replaced ones for as long as a post may be late and a week', () => {
    expect(propertiesOf(template, 'DropBucket')['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    // The most lenient account of the sample config allows 240 hours.
    expect(rulesOf('DropBucket')).toContainEqual(
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 10 + 7 } }),
    );
  });

  it('never expires what was dropped', () => {
    expect(rulesOf('DropBucket').filter((rule) => Object.hasOwn(rule as object, 'ExpirationInDays'))).toEqual([]);
  });

  it('tells the intake queue of every object, unfiltered, and is made after the queue lets it', () => {
    const [{ Event, Queue, Filter }] = (
      propertiesOf(template, 'DropBucket')['NotificationConfiguration'] as {
        QueueConfigurations: [{ Event: string; Queue: unknown; Filter?: unknown }];
      }
    ).QueueConfigurations;
    expect({ Event, Filter, queue: writtenOut(Queue) }).toEqual({
      Event: 's3:ObjectCreated:*',
      Filter: undefined,
      queue: '<DropIntakeQueue.Arn>',
    });
    expect(resourcesOf(template)['DropBucket']).toMatchObject({
      DependsOn: [expect.stringMatching(/^DropIntakeQueuePolicy/)],
    });
  });

  it('gets a name that its queue lets in, whatever CloudFormation adds to it', () => {
    const longest = synthesise({ options: { stage: 'sixteen-letters1' } });
    const [logicalId = ''] = Object.keys(longest.findResources('AWS::S3::Bucket')).filter((id) =>
      id.startsWith('Drop'),
    );
    // The stack's name, the logical id, and 13 characters of chance; S3 allows 63.
    expect(`pigeonpost-sixteen-letters1-${logicalId}-`.length + 13).toBeLessThanOrEqual(63);
  });
});

describe('an existing bucket', () => {
  const existing = synthesise({ options: { existingBucket: 'old-photos' } });

  it('is watched by a rule that sends its puts to the same queue, and lost ones to the dead letters', () => {
    const { EventPattern, Targets } = propertiesOf(existing, 'DropCreated');
    expect(EventPattern).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['old-photos'] } },
    });
    const [{ Arn, DeadLetterConfig }] = Targets as [{ Arn: unknown; DeadLetterConfig: { Arn: unknown } }];
    expect(writtenOut(Arn)).toBe('<DropIntakeQueue.Arn>');
    expect(writtenOut(DeadLetterConfig.Arn)).toBe('<DropIntakeDeadLetters.Arn>');
  });

  it('takes the place of a new one', () => {
    expect(Object.keys(resourcesOf(existing, 'AWS::S3::Bucket'))).toEqual(['AccessLogsBucket', 'WorkBucket']);
  });
});

describe('the work bucket', () => {
  it('tells nobody of what is put in it', () => {
    expect(propertiesOf(template, 'WorkBucket')['NotificationConfiguration']).toBeUndefined();
  });

  it('forgets media by what became of their post, and whatever is left after 400 days', () => {
    const rule = (Value: string, ExpirationInDays: number) => ({
      ExpirationInDays,
      Status: 'Enabled',
      TagFilters: [{ Key: 'pigeonpost:state', Value }],
    });
    // A week in which it can be sent again, and then it may be late once more: 240 hours in the sample config.
    const others = ['failed', 'expired', 'cancelled'].map((state) => rule(state, 7 + 10));
    const rules = [rule('posted', 7), ...others, { ExpirationInDays: 400, Status: 'Enabled' }];
    expect(rulesOf('WorkBucket')).toEqual(expect.arrayContaining(rules));
    expect(rulesOf('WorkBucket')).toHaveLength(rules.length + 1);
  });
});

describe('the secrets', () => {
  const secrets = Object.values(resourcesOf(template, 'AWS::SecretsManager::Secret'));

  it('are one for each account and each webhook and one for the bridge, named in their description', () => {
    const named = secrets.map(({ Properties }) => Properties['Description']);
    expect(named).toEqual(['account/main', 'keys/of-shop', 'webhook/cms', 'webhook/shop', 'bridge']);
  });

  it('are one where two accounts share it', () => {
    const accounts = { a: { secretName: 'shared' }, b: { secretName: 'shared' } };
    expect(Object.keys(resourcesOf(synthesise({ config: { accounts } }), 'AWS::SecretsManager::Secret'))).toEqual([
      'Secretsshared',
      'Secretsbridge',
    ]);
  });

  it('hold no value, not even one that AWS would make up', () => {
    for (const { Properties } of secrets) {
      expect(Object.keys(Properties).toSorted()).toEqual(['Description', 'Tags']);
    }
  });
});

describe('what stays when the stack goes', () => {
  it('is the log, every bucket and every secret', () => {
    const kept = Object.entries(resourcesOf(template)).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    expect(kept.map(([id]) => id).toSorted()).toEqual(
      [
        'AccessLogsBucket',
        'DropBucket',
        'LogTable',
        'Secretsaccountmain',
        'Secretsbridge',
        'Secretskeysofshop',
        'Secretswebhookcms',
        'Secretswebhookshop',
        'WorkBucket',
      ].toSorted(),
    );
    for (const [, { UpdateReplacePolicy }] of kept) expect(UpdateReplacePolicy).toBe('Retain');
  });

  it('is decided for everything that holds something: queues and log groups go', () => {
    const decided = ['AWS::SQS::Queue', 'AWS::Logs::LogGroup'].flatMap((type) =>
      Object.values(resourcesOf(template, type)),
    );
    expect(decided).toHaveLength(13);
    expect(new Set(decided.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['Delete']));
  });
});

describe('several deployments in one account', () => {
  const physicalName = /^(Alarm|Bucket|Dashboard|Function|LogGroup|Queue|Role|Rule|Secret|Table|Topic)Name$/;

  it('do not meet: nothing has a name of our choice', () => {
    const named = Object.entries(resourcesOf(template)).flatMap(([id, { Type, Properties }]) =>
      Object.entries(Properties ?? {})
        .filter(([name, value]) => physicalName.test(name) && typeof value === 'string')
        .map(([name]) => `${Type} ${id}.${name}`),
    );
    expect(named).toEqual([]);
    expect(
      ['AWS::SecretsManager::Secret', 'AWS::Events::Rule'].flatMap((type) =>
        Object.values(resourcesOf(template, type)).flatMap(({ Properties }) => listOf(Properties['Name'] ?? [])),
      ),
    ).toEqual([]);
  });

  it('can be told apart by their tag and by where their numbers stand', () => {
    const test = synthesise({ options: { stage: 'test' } });
    expect(propertiesOf(test, 'DropBucket')['Tags']).toEqual([{ Key: 'pigeonpost:stage', Value: 'test' }]);
    expect(propertiesOf(test, 'SweeperSweepFunction')['Environment']).toMatchObject({
      Variables: { METRICS_NAMESPACE: 'Pigeonpost/test' },
    });
  });
});
