import { describe, expect, it } from 'vitest';

import { functionNames, strictEnvOf, type FunctionName } from '../../functions/config/env.ts';
import { STREAMING_NODE_OPTIONS } from '../../functions/config/streaming-node-options.ts';
import { propertiesOf, resourcesOf, writtenOut } from './resources.ts';
import { synthesise } from './synthesise.ts';

const template = synthesise();
const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'));

const idOf: Readonly<Record<FunctionName, string>> = {
  's3-drop': 'DropS3DropFunction',
  webhook: 'WebhooksWebhookFunction',
  publish: 'PublisherPublishFunction',
  'fetch-media': 'FetcherFetchMediaFunction',
  'v1-bridge': 'BridgeV1BridgeFunction',
  sweep: 'SweeperSweepFunction',
};

/** The environment as the function will see it, with stand-ins for what is known only when it is deployed. */
function environmentOf(id: string, of = template): Record<string, string> {
  const { Variables } = propertiesOf(of, id)['Environment'] as { Variables: Record<string, unknown> };
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, deployed(name, value)]));
}

function deployed(name: string, value: unknown): string {
  const text = writtenOut(value);
  if (name.endsWith('_URL')) return text.replace(/^<(\w+)>$/, 'https://sqs.eu-central-1.amazonaws.com/123456789012/$1');
  if (name.endsWith('_BUCKET')) return text.replace(/^<(\w+)>$/, (_, id: string) => id.toLowerCase());
  return name === 'LOG_TABLE' ? text.replaceAll(/[<>]/g, '') : text;
}

describe('the deployed functions', () => {
  it('are those that have an environment, and no others: no custom resource brings one along', () => {
    expect(functions.map(([id]) => id).toSorted()).toEqual(Object.values(idOf).toSorted());
    expect(Object.keys(idOf).toSorted()).toEqual([...functionNames].toSorted());
    const custom = Object.values(resourcesOf(template)).filter(({ Type }) =>
      /^(Custom::|AWS::CloudFormation)/.test(Type),
    );
    expect(custom).toEqual([]);
  });

  it.each(functions)('%s runs on Node 24 and arm64, from its bundle', (_, { Properties }) => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  });

  it.each([
    { name: 's3-drop', seconds: 30, mebibytes: 256 },
    { name: 'webhook', seconds: 29, mebibytes: 512 },
    { name: 'publish', seconds: 120, mebibytes: 1024 },
    { name: 'fetch-media', seconds: 300, mebibytes: 512 },
    { name: 'v1-bridge', seconds: 29, mebibytes: 512 },
    { name: 'sweep', seconds: 30, mebibytes: 256 },
  ] as const)('$name may run $seconds s with $mebibytes MiB', ({ name, seconds, mebibytes }) => {
    expect(propertiesOf(template, idOf[name])).toMatchObject({ Timeout: seconds, MemorySize: mebibytes });
  });

  it.each(functionNames)('%s finds in its environment all that it reads, and nothing that it does not', (name) => {
    expect(strictEnvOf(name).safeParse(environmentOf(idOf[name])).error).toBeUndefined();
  });

  it('would be told apart by that test: the environment of another function does not pass', () => {
    expect(strictEnvOf('sweep').safeParse(environmentOf(idOf.publish)).success).toBe(false);
    expect(strictEnvOf('publish').safeParse(environmentOf(idOf.sweep)).success).toBe(false);
  });

  it('are pointed at the queue, the table and the buckets of this stack', () => {
    expect(environmentOf(idOf.webhook)).toMatchObject({
      HINTS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/HintsQueue',
      LOG_TABLE: 'LogTable',
      DROP_BUCKET: 'dropbucket',
      WORK_BUCKET: 'workbucket',
    });
  });

  it.each([
    { name: 'publish', secrets: { 'account/main': '<Secretsaccountmain>', 'keys/of-shop': '<Secretskeysofshop>' } },
    { name: 'webhook', secrets: { 'webhook/cms': '<Secretswebhookcms>', 'webhook/shop': '<Secretswebhookshop>' } },
    {
      name: 'v1-bridge',
      secrets: {
        bridge: '<Secretsbridge>',
        'account/main': '<Secretsaccountmain>',
        'keys/of-shop': '<Secretskeysofshop>',
      },
    },
  ] as const)('$name knows where its own secrets are, by the names of the config', ({ name, secrets }) => {
    expect(JSON.parse(environmentOf(idOf[name])['SECRET_IDS'] ?? '')).toEqual(secrets);
  });

  it.each(['publish', 'fetch-media'] as const)('%s is started so that streamed media leave little behind', (name) => {
    expect(environmentOf(idOf[name])['NODE_OPTIONS']).toBe(STREAMING_NODE_OPTIONS);
  });

  it('speak to X itself, unless a trial puts something in its place', () => {
    expect(environmentOf(idOf.publish)['X_API_URL']).toBeUndefined();
    const trial = synthesise({ options: { xApiUrl: 'http://127.0.0.1:4000' } });
    expect(environmentOf(idOf.publish, trial)['X_API_URL']).toBe('http://127.0.0.1:4000');
  });

  it.each(functions)('%s writes lines of JSON into a log group of its own, kept for 90 days', (_, { Properties }) => {
    const { LogFormat, LogGroup } = Properties['LoggingConfig'] as { LogFormat: string; LogGroup: unknown };
    expect(LogFormat).toBe('JSON');
    const id = writtenOut(LogGroup).replaceAll(/[<>]/g, '');
    expect(propertiesOf(template, id)).toMatchObject({ RetentionInDays: 90 });
  });

  it('are started each minute, where it is the sweep', () => {
    const { ScheduleExpression, State, Targets } = propertiesOf(template, 'SweeperEachMinute');
    expect({ ScheduleExpression, State }).toEqual({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
    const [{ Arn, RetryPolicy }] = Targets as [{ Arn: unknown; RetryPolicy: unknown }];
    expect(writtenOut(Arn)).toBe(`<${idOf.sweep}.Arn>`);
    expect(RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });
});
