import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';

import { openStack, sampleConfig, type SynthesiseOptions } from './synthesise.ts';

const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';

const deployments: readonly (SynthesiseOptions & { readonly name: string })[] = [
  { name: 'as it ships' },
  { name: 'over an existing bucket', options: { existingBucket: 'old-photos' } },
  {
    name: 'whose routes move and delete',
    config: {
      ...sampleConfig,
      drops: [
        { prefix: 'main/', account: 'main', after: 'move' },
        { prefix: 'shop/', account: 'shop', after: 'delete' },
      ],
    },
  },
  {
    name: 'with a domain and people to tell',
    config: {
      ...sampleConfig,
      deployments: {
        prod: { alarmEmails: ['ops@example.org'], webhookDomain: { name: 'hooks.example.org', certificateArn } },
      },
    },
  },
];

describe.each(deployments)('a deployment $name', (deployment) => {
  const { app } = openStack(deployment);

  it.each([
    { pack: 'AwsSolutions', Checks: AwsSolutionsChecks },
    { pack: 'Serverless', Checks: ServerlessChecks },
  ])('has nothing that the rules of $pack object to, but what is argued where it stands', ({ Checks }) => {
    const { violations } = new Checks(app).validateScope(app);
    expect(
      violations.map(({ ruleName, violatingResources }) => [
        ruleName,
        ...violatingResources.map(({ resourceLogicalId }) => resourceLogicalId),
      ]),
    ).toEqual([]);
  });
});
