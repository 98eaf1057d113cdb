import { describe, expect, it } from 'vitest';

import { ConfigError } from '../../functions/domain/errors.ts';
import { readDeployment } from '../../infra/read-deployment.ts';
import { sampleConfig } from './synthesise.ts';

function read(config: unknown, options: Readonly<Record<string, unknown>> = {}) {
  return readDeployment(config, (name) => options[name]);
}

function report(config: unknown, options?: Readonly<Record<string, unknown>>): string {
  try {
    read(config, options);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no fault';
}

function accounts(count: number) {
  return { accounts: Object.fromEntries(Array.from({ length: count }, (_, index) => [`account-${index}`, {}])) };
}

describe('readDeployment', () => {
  it('deploys the stage prod, with a bucket of its own, when nothing is said', () => {
    const deployment = read(sampleConfig);
    expect(deployment).toMatchObject({ stage: 'prod', settings: { alarmEmails: [] } });
    expect(deployment).not.toHaveProperty('existingBucket');
    expect(deployment).not.toHaveProperty('xApiUrl');
  });

  it('takes what was said', () => {
    const options = { stage: 'test', existingBucket: 'old-photos', xApiUrl: 'http://127.0.0.1:4000' };
    expect(read(sampleConfig, options)).toMatchObject(options);
  });

  it('names each secret once, by the names of the config', () => {
    expect(read(sampleConfig)).toMatchObject({
      accountSecrets: ['account/main', 'keys/of-shop'],
      webhookSecrets: ['webhook/cms', 'webhook/shop'],
    });
  });

  it('takes the settings of the stage', () => {
    const deployments = { prod: { alarmEmails: ['ops@example.org'] }, test: {} };
    expect(read({ ...sampleConfig, deployments }, { stage: 'prod' }).settings.alarmEmails).toEqual(['ops@example.org']);
    expect(read({ ...sampleConfig, deployments }, { stage: 'test' }).settings.alarmEmails).toEqual([]);
  });

  it.each([
    { case: 'a stage with capitals', options: { stage: 'Prod' }, fault: '-c stage: must be 1 to 16 of a-z and 0-9' },
    { case: 'a stage too long for a bucket', options: { stage: 'a'.repeat(17) }, fault: '-c stage: must be 1 to 16' },
    { case: 'a stage that ends in "-"', options: { stage: 'a-' }, fault: '-c stage: ' },
    {
      case: 'an empty bucket',
      options: { existingBucket: '' },
      fault: '-c existingBucket: must be the name of a bucket',
    },
    { case: 'an address without scheme', options: { xApiUrl: 'localhost' }, fault: '-c xApiUrl: must be a URL' },
  ])('refuses $case', ({ options, fault }) => {
    expect(report(sampleConfig, options)).toContain(fault);
  });

  it('refuses a stage that the config does not know, where it names some', () => {
    const config = { ...sampleConfig, deployments: { prod: {}, test: {} } };
    expect(report(config, { stage: 'tets' })).toBe(
      '-c stage: names tets; deployments has prod, test. Add it there, or name one of these',
    );
  });

  it('refuses more secrets than a function can be told of', () => {
    expect(report(accounts(24))).toBe('no fault');
    expect(report(accounts(25))).toBe('accounts: are 25; one deployment holds 24. Share them among several stages');
  });

  it('names the faults of the config and of the options in one report', () => {
    const config = { accounts: { main: { driver: 'v3' } }, drops: [{ prefix: '', account: 'nobody' }] };
    expect(report(config, { stage: 'No', xApiUrl: 'x' }).split('\n')).toEqual([
      'the configuration has 2 faults:',
      expect.stringContaining('accounts.main.driver: must be'),
      expect.stringContaining('drops[0].account: names the account "nobody"'),
      expect.stringContaining('-c stage: must be'),
      expect.stringContaining('-c xApiUrl: must be'),
    ]);
  });
});
