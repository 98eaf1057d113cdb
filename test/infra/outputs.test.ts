import { describe, expect, it } from 'vitest';

import { secretOutputName, stackOutputs } from '../../functions/config/stack-outputs.ts';
import { writtenOut } from './resources.ts';
import { synthesise } from './synthesise.ts';

const outputs = synthesise().toJSON()['Outputs'] as Record<string, { Value: unknown; Description?: string }>;

describe('the outputs', () => {
  it.each([
    { name: stackOutputs.stage, value: 'prod' },
    { name: stackOutputs.dropBucket, value: '<DropBucket>' },
    { name: stackOutputs.workBucket, value: '<WorkBucket>' },
    { name: stackOutputs.logTable, value: '<LogTable>' },
    { name: stackOutputs.hintsQueueUrl, value: '<HintsQueue>' },
    { name: stackOutputs.hintsDeadLettersUrl, value: '<HintsDeadLetters>' },
    { name: stackOutputs.intakeQueueUrl, value: '<DropIntakeQueue>' },
    { name: stackOutputs.intakeDeadLettersUrl, value: '<DropIntakeDeadLetters>' },
    { name: stackOutputs.fetchesQueueUrl, value: '<FetcherFetchesQueue>' },
    { name: stackOutputs.fetchesDeadLettersUrl, value: '<FetcherFetchesDeadLetters>' },
    { name: stackOutputs.alarmTopicArn, value: '<AlarmsTopic>' },
    {
      name: stackOutputs.webhookUrl,
      value: 'https://<WebhooksApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/webhooks/',
    },
    {
      name: stackOutputs.bridgeUrl,
      value: '<WebhooksApi.ApiEndpoint>',
    },
    {
      name: stackOutputs.dashboardUrl,
      value: 'https://console.aws.amazon.com/cloudwatch/home?region=<AWS::Region>#dashboards:name=<DashboardPage>',
    },
  ])('$name is $value', ({ name, value }) => {
    expect(writtenOut(outputs[name]?.Value)).toBe(value);
  });

  it('give the ARN of each secret, under a name made of its own', () => {
    const secrets = ['account/main', 'keys/of-shop', 'webhook/cms', 'webhook/shop', 'bridge'];
    expect(secrets.map((name) => outputs[secretOutputName(name)]?.Description)).toEqual(secrets);
    expect(writtenOut(outputs[secretOutputName('keys/of-shop')]?.Value)).toBe('<Secretskeysofshop>');
  });

  it('are these and no others', () => {
    // The target of a domain, and what takes the place of X, are told only where there is one.
    expect(Object.keys(outputs)).toHaveLength(Object.keys(stackOutputs).length - 2 + 5);
  });
});

describe('secretOutputName', () => {
  it.each([
    { name: 'account/main', output: 'SecretAccountMain' },
    { name: 'account/a-b', output: 'SecretAccountAx2db' },
    { name: 'keys/of.shop', output: 'SecretKeysOfx2eshop' },
  ])('is $output for $name', ({ name, output }) => {
    expect(secretOutputName(name)).toBe(output);
  });
});
