import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';

import { deploymentSamples } from './deployment-samples.ts';
import { openStack } from './synthesise.ts';

describe.each(deploymentSamples)('a deployment $name', (deployment) => {
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
