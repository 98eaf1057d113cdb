import { sampleConfig, type SynthesiseOptions } from './synthesise.ts';

const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';

/** The stack in all its shapes, for what must be true of each. */
export const deploymentSamples: readonly (SynthesiseOptions & { readonly name: string })[] = [
  { name: 'as it ships' },
  { name: 'over an existing bucket', options: { existingBucket: 'old-photos' } },
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
