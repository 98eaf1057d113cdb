import { describe, expect, it } from 'vitest';

import { isOurs } from '../../functions/triggers/s3-drop/route-drop.ts';
import { listOf, propertiesOf, resourcesOf, statementsOf, writtenOut } from './resources.ts';
import { sampleConfig, synthesise } from './synthesise.ts';

const template = synthesise();

/** What the role may do, a line for each action and what it is done to. */
function grantsOf(role: string, of = template): readonly string[] {
  const { Roles } = propertiesOf(of, `${role}DefaultPolicy`) as { Roles: unknown[] };
  expect(Roles.map(writtenOut)).toEqual([`<${role}>`]);
  return statementsOf(propertiesOf(of, `${role}DefaultPolicy`))
    .flatMap(({ Action, Resource }) =>
      listOf(Action).flatMap((action) => listOf(Resource).map((resource) => `${action} ${writtenOut(resource)}`)),
    )
    .toSorted();
}

function linesOf(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .toSorted();
}

describe('what each function may do', () => {
  it('s3-drop: take notices, look at what lies beside a picture, write rows, send hints; it can read no secret', () => {
    expect(grantsOf('DropS3DropRole')).toEqual(
      linesOf(`
        dynamodb:GetItem <LogTable.Arn>
        dynamodb:PutItem <LogTable.Arn>
        logs:CreateLogStream <DropS3DropLogs.Arn>
        logs:PutLogEvents <DropS3DropLogs.Arn>
        s3:GetObject <DropBucket.Arn>/*
        s3:GetObjectVersion <DropBucket.Arn>/*
        s3:ListBucket <DropBucket.Arn>
        sqs:DeleteMessage <DropIntakeQueue.Arn>
        sqs:GetQueueAttributes <DropIntakeQueue.Arn>
        sqs:ReceiveMessage <DropIntakeQueue.Arn>
        sqs:SendMessage <HintsQueue.Arn>`),
    );
  });

  it('webhook: write rows, send hints, look at drops, stage media, read the secrets of webhooks only', () => {
    expect(grantsOf('WebhooksWebhookRole')).toEqual(
      linesOf(`
        dynamodb:GetItem <LogTable.Arn>
        dynamodb:PutItem <LogTable.Arn>
        logs:CreateLogStream <WebhooksWebhookLogs.Arn>
        logs:PutLogEvents <WebhooksWebhookLogs.Arn>
        s3:GetObject <DropBucket.Arn>/*
        s3:GetObject <WorkBucket.Arn>/*
        s3:GetObjectVersion <DropBucket.Arn>/*
        s3:PutObject <WorkBucket.Arn>/*
        s3:PutObjectTagging <WorkBucket.Arn>/*
        secretsmanager:GetSecretValue <Secretswebhookcms>
        secretsmanager:GetSecretValue <Secretswebhookshop>
        sqs:SendMessage <FetcherFetchesQueue.Arn>
        sqs:SendMessage <HintsQueue.Arn>`),
    );
  });

  it('v1-bridge: write rows, send hints, stage media, read its own secret and those of accounts', () => {
    expect(grantsOf('BridgeV1BridgeRole')).toEqual(
      linesOf(`
        dynamodb:GetItem <LogTable.Arn>
        dynamodb:PutItem <LogTable.Arn>
        logs:CreateLogStream <BridgeV1BridgeLogs.Arn>
        logs:PutLogEvents <BridgeV1BridgeLogs.Arn>
        s3:PutObject <WorkBucket.Arn>/*
        secretsmanager:GetSecretValue <Secretsaccountmain>
        secretsmanager:GetSecretValue <Secretsbridge>
        secretsmanager:GetSecretValue <Secretskeysofshop>
        sqs:SendMessage <HintsQueue.Arn>`),
    );
  });

  it('publish: work rows, read media, tag what was posted, read the secrets of accounts only; it cannot send hints', () => {
    expect(grantsOf('PublisherPublishRole')).toEqual(
      linesOf(`
        dynamodb:BatchGetItem <LogTable.Arn>
        dynamodb:GetItem <LogTable.Arn>
        dynamodb:PutItem <LogTable.Arn>
        dynamodb:Query <LogTable.Arn>/index/due
        logs:CreateLogStream <PublisherPublishLogs.Arn>
        logs:PutLogEvents <PublisherPublishLogs.Arn>
        s3:GetObject <DropBucket.Arn>/*
        s3:GetObject <WorkBucket.Arn>/*
        s3:GetObjectTagging <DropBucket.Arn>/*
        s3:GetObjectTagging <WorkBucket.Arn>/*
        s3:GetObjectVersion <DropBucket.Arn>/*
        s3:GetObjectVersionTagging <DropBucket.Arn>/*
        s3:ListBucket <DropBucket.Arn>
        s3:PutObject <DropBucket.Arn>/*.failed.txt
        s3:PutObjectTagging <DropBucket.Arn>/*
        s3:PutObject <WorkBucket.Arn>/*
        s3:PutObjectTagging <WorkBucket.Arn>/*
        s3:PutObjectVersionTagging <DropBucket.Arn>/*
        secretsmanager:GetSecretValue <Secretsaccountmain>
        secretsmanager:GetSecretValue <Secretskeysofshop>
        sqs:DeleteMessage <HintsQueue.Arn>
        sqs:GetQueueAttributes <HintsQueue.Arn>
        sqs:ReceiveMessage <HintsQueue.Arn>`),
    );
  });

  it.each([
    { case: 'tag', drops: [{ prefix: 'main/', account: 'main' }], more: [] },
    {
      case: 'move',
      drops: [
        { prefix: 'main/', account: 'main', after: 'move' },
        { prefix: '', account: 'main' },
      ],
      more: ['s3:DeleteObject <DropBucket.Arn>/main/*', 's3:PutObject <DropBucket.Arn>/posted/*'],
    },
    {
      case: 'delete',
      drops: [
        { prefix: 'main/', account: 'main' },
        { prefix: 'odd*$name/', account: 'main', after: 'delete' },
      ],
      more: ['s3:DeleteObject <DropBucket.Arn>/odd${*}${$}name/*'],
    },
    {
      case: 'delete the whole bucket',
      drops: [{ prefix: '', account: 'main', after: 'delete' }],
      more: ['s3:DeleteObject <DropBucket.Arn>/*'],
    },
  ] as const)('publish may do in the drop bucket what routes that $case need, and no more', ({ drops, more }) => {
    const grants = grantsOf('PublisherPublishRole', synthesise({ config: { ...sampleConfig, drops: [...drops] } }));
    const onDrops = grants.filter((grant) => /^s3:(Put|Delete)Object <DropBucket/.test(grant));
    expect(onDrops).toEqual([...more, 's3:PutObject <DropBucket.Arn>/*.failed.txt'].toSorted());
  });

  it('fetch-media: take its hints, move rows on, stage what it fetched; it can read no secret and no bucket', () => {
    expect(grantsOf('FetcherFetchMediaRole')).toEqual(
      linesOf(`
        dynamodb:GetItem <LogTable.Arn>
        dynamodb:PutItem <LogTable.Arn>
        logs:CreateLogStream <FetcherFetchMediaLogs.Arn>
        logs:PutLogEvents <FetcherFetchMediaLogs.Arn>
        s3:AbortMultipartUpload <WorkBucket.Arn>/*
        s3:PutObject <WorkBucket.Arn>/*
        sqs:DeleteMessage <FetcherFetchesQueue.Arn>
        sqs:GetQueueAttributes <FetcherFetchesQueue.Arn>
        sqs:ReceiveMessage <FetcherFetchesQueue.Arn>
        sqs:SendMessage <HintsQueue.Arn>`),
    );
  });

  it('sweep: find what is due, send hints; it cannot write a row', () => {
    expect(grantsOf('SweeperSweepRole')).toEqual(
      linesOf(`
        dynamodb:BatchGetItem <LogTable.Arn>
        dynamodb:Query <LogTable.Arn>/index/due
        logs:CreateLogStream <SweeperSweepLogs.Arn>
        logs:PutLogEvents <SweeperSweepLogs.Arn>
        sqs:SendMessage <FetcherFetchesQueue.Arn>
        sqs:SendMessage <HintsQueue.Arn>`),
    );
  });

  it('gives the same to an existing bucket, by its name', () => {
    const grants = grantsOf('PublisherPublishRole', synthesise({ options: { existingBucket: 'old-photos' } }));
    expect(grants).toContain('s3:GetObjectVersion arn:<AWS::Partition>:s3:::old-photos/*');
    expect(grants.filter((grant) => grant.includes('DropBucket'))).toEqual([]);
  });
});

describe('rights in general', () => {
  const allowed = Object.values(resourcesOf(template))
    .filter(({ Properties }) => Properties?.['PolicyDocument'] !== undefined)
    .flatMap(({ Properties }) => statementsOf(Properties))
    .filter(({ Effect }) => Effect === 'Allow');

  it('name every action: none holds a *', () => {
    expect(allowed.length).toBeGreaterThan(20);
    expect(allowed.flatMap(({ Action }) => listOf(Action)).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('reach no resource but those of this stack', () => {
    const resources = allowed.flatMap(({ Resource }) => listOf(Resource).map(writtenOut));
    expect(resources.filter((resource) => !/^<\w+(\.Arn)?>/.test(resource))).toEqual([]);
  });

  it('F83: write nothing in the drop bucket that would count as a drop', () => {
    const written = allowed
      .filter(({ Action }) => listOf(Action).includes('s3:PutObject'))
      .flatMap(({ Resource }) => listOf(Resource).map(writtenOut));
    expect(written).toContain('<WorkBucket.Arn>/*');
    const dropped = written.filter((arn) => !/^<(Work|AccessLogs)Bucket\.Arn>/.test(arn));
    const keys = dropped.map((arn) => arn.replace('<DropBucket.Arn>/', '').replaceAll('*', 'x'));
    expect(keys.filter((key) => !isOurs(key))).toEqual([]);
  });

  it('come from no policy that AWS manages, and each function has a role of its own', () => {
    const roles = Object.entries(resourcesOf(template, 'AWS::IAM::Role'));
    expect(roles.map(([, { Properties }]) => Properties['ManagedPolicyArns'])).toEqual(roles.map(() => undefined));
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'));
    const used = functions.map(({ Properties }) => writtenOut(Properties['Role']));
    expect(new Set(used).size).toBe(functions.length);
    expect(roles).toHaveLength(functions.length);
  });
});
