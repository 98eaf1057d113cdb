import { Duration, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';

import { KEPT_AFTER_END_DAYS } from '../../functions/adapters/aws/log-table.ts';
import { LEASE_MS } from '../../functions/domain/account-lease.ts';
import { FETCH_LEASE_MS } from '../../functions/domain/fetch-media.ts';
import { PostQueue } from '../../infra/constructs/post-queue.ts';
import { propertiesOf, resourcesOf, statementsOf, writtenOut } from './resources.ts';
import { synthesise } from './synthesise.ts';

const template = synthesise();
const DAY = 24 * 3600;

interface QueueProperties {
  readonly VisibilityTimeout: number;
  readonly MessageRetentionPeriod: number;
  readonly SqsManagedSseEnabled: boolean;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown; readonly maxReceiveCount: number };
}

function queue(id: string): QueueProperties {
  return propertiesOf(template, id) as unknown as QueueProperties;
}

const queues = [
  { name: 'Hints', fn: 'PublisherPublishFunction', mapping: 'PublisherPublishMessages', batchSize: 1 },
  { name: 'FetcherFetches', fn: 'FetcherFetchMediaFunction', mapping: 'FetcherFetchMediaMessages', batchSize: 1 },
  { name: 'DropIntake', fn: 'DropS3DropFunction', mapping: 'DropS3DropMessages', batchSize: 5 },
];

describe('the queues', () => {
  it('are these and the dead letters of each, so that nothing said below leaves one out', () => {
    const ids = queues.flatMap(({ name }) => [`${name}Queue`, `${name}DeadLetters`]);
    expect(Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).toSorted()).toEqual(ids.toSorted());
    const mappings = Object.keys(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'));
    expect(mappings.toSorted()).toEqual(queues.map(({ mapping }) => mapping).toSorted());
  });

  it('leave a publisher 120 s, an account to it for 150 s, and its hint out of sight for 720 s', () => {
    const { Timeout } = propertiesOf(template, 'PublisherPublishFunction');
    const { VisibilityTimeout } = queue('HintsQueue');
    expect({ Timeout, leaseSeconds: LEASE_MS / 1000, VisibilityTimeout }).toEqual({
      Timeout: 120,
      leaseSeconds: 150,
      VisibilityTimeout: 720,
    });
  });
});

describe.each(queues)('the queue $name', ({ name, fn, mapping, batchSize }) => {
  const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = queue(`${name}Queue`);
  const dead = queue(`${name}DeadLetters`);

  it('hides a message at least six times as long as its function may run', () => {
    const { Timeout } = propertiesOf(template, fn) as { Timeout: number };
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
  });

  it('gives a message up after eight deliveries, to a queue of its own', () => {
    expect(RedrivePolicy?.maxReceiveCount).toBe(8);
    expect(writtenOut(RedrivePolicy?.deadLetterTargetArn)).toBe(`<${name}DeadLetters.Arn>`);
  });

  it('keeps a message longer than its deliveries last, and dead letters longer than itself', () => {
    expect(MessageRetentionPeriod).toBeGreaterThan(8 * VisibilityTimeout);
    expect(dead.MessageRetentionPeriod).toBeGreaterThan(MessageRetentionPeriod);
    expect(dead.MessageRetentionPeriod).toBe(14 * DAY);
  });

  it('F80: forgets a dead letter before the log forgets its row', () => {
    expect(dead.MessageRetentionPeriod).toBeLessThan(KEPT_AFTER_END_DAYS * DAY);
  });

  it('is encrypted and refuses calls without TLS, as its dead letters do', () => {
    for (const id of [`${name}Queue`, `${name}DeadLetters`]) {
      expect(queue(id).SqsManagedSseEnabled).toBe(true);
      expect(statementsOf(propertiesOf(template, `${id}Policy`))).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  it('is brought to its function in small batches, answered for one by one, filtered by nothing', () => {
    const properties = propertiesOf(template, mapping);
    expect(batchSize).toBeLessThanOrEqual(5);
    expect(properties).toMatchObject({ BatchSize: batchSize, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(writtenOut(properties['EventSourceArn'])).toBe(`<${name}Queue.Arn>`);
    expect(properties['FilterCriteria']).toBeUndefined();
  });

  it('F81: loses no deliveries to throttling: runs are limited where they are begun, not where they are refused', () => {
    const { MaximumConcurrency } = propertiesOf(template, mapping)['ScalingConfig'] as { MaximumConcurrency: number };
    expect(MaximumConcurrency).toBeGreaterThanOrEqual(2);
    expect(propertiesOf(template, fn)).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(8);
  });
});

describe('the queue of hints', () => {
  it('hides a hint longer than a lease holds: who comes next finds the account free', () => {
    const { Timeout } = propertiesOf(template, 'PublisherPublishFunction') as { Timeout: number };
    expect(LEASE_MS / 1000).toBeLessThan(queue('HintsQueue').VisibilityTimeout);
    expect(LEASE_MS / 1000).toBeGreaterThanOrEqual(Timeout + 30);
  });

  it('starts no more runs than there are accounts, and at least the two that Lambda asks for', () => {
    const concurrency = (accounts: number) => {
      const config = { accounts: Object.fromEntries(Array.from({ length: accounts }, (_, i) => [`a${i}`, {}])) };
      return propertiesOf(synthesise({ config }), 'PublisherPublishMessages')['ScalingConfig'];
    };
    expect(concurrency(1)).toEqual({ MaximumConcurrency: 2 });
    expect(concurrency(7)).toEqual({ MaximumConcurrency: 7 });
  });
});

describe('the queue of fetches', () => {
  it('hides a hint longer than a row is held, and a row is held longer than its fetch can last', () => {
    const { Timeout } = propertiesOf(template, 'FetcherFetchMediaFunction') as { Timeout: number };
    expect(FETCH_LEASE_MS / 1000).toBeLessThan(queue('FetcherFetchesQueue').VisibilityTimeout);
    expect(FETCH_LEASE_MS / 1000).toBeGreaterThanOrEqual(Timeout + 30);
  });
});

describe('who may send to a queue from outside', () => {
  const senders = (of = template) =>
    Object.entries(resourcesOf(of, 'AWS::SQS::QueuePolicy')).flatMap(([id, { Properties }]) =>
      statementsOf(Properties)
        .filter(({ Effect }) => Effect === 'Allow')
        .map(({ Action, Principal, Condition = {}, Resource }) => ({
          id,
          Action,
          Principal,
          queue: writtenOut(Resource),
          arn: writtenOut(Condition['ArnLike']?.['aws:SourceArn']),
          account: writtenOut(Condition['StringEquals']?.['aws:SourceAccount']),
        })),
    );

  it('is S3, for buckets of this stack in this account', () => {
    expect(senders()).toEqual([
      {
        id: 'DropIntakeQueuePolicy',
        Action: 'sqs:SendMessage',
        Principal: { Service: 's3.amazonaws.com' },
        queue: '<DropIntakeQueue.Arn>',
        arn: 'arn:<AWS::Partition>:s3:::pigeonpost-prod-*',
        account: '<AWS::AccountId>',
      },
    ]);
  });

  it('is EventBridge with an existing bucket, for the one rule in this account', () => {
    const common = {
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      arn: '<DropCreated.Arn>',
      account: '<AWS::AccountId>',
    };
    expect(senders(synthesise({ options: { existingBucket: 'old-photos' } }))).toEqual([
      { ...common, id: 'DropIntakeDeadLettersPolicy', queue: '<DropIntakeDeadLetters.Arn>' },
      { ...common, id: 'DropIntakeQueuePolicy', queue: '<DropIntakeQueue.Arn>' },
    ]);
  });
});

describe('PostQueue', () => {
  const open = (retention: Duration) => () =>
    new PostQueue(new Stack(), 'Queue', { consumerTimeout: Duration.seconds(120), retention });

  it.each([
    { case: 'shorter than all deliveries', retention: Duration.seconds(8 * 720), got: 5760 },
    { case: 'as long as dead letters are kept', retention: Duration.days(14), got: 14 * DAY },
  ])('refuses a retention $case', ({ retention, got }) => {
    expect(open(retention)).toThrow(`must be more than 5760 s (all deliveries) and at most 1123200 s, got ${got} s`);
  });
});
