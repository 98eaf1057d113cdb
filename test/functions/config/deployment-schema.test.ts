import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';

const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
const domain = { name: 'hooks.example.org', certificateArn };

function report(deployments: unknown): string {
  try {
    parseConfig({ accounts: { main: {} }, deployments });
  } catch (error) {
    return (error as Error).message;
  }
  return 'no fault';
}

describe('the settings of a deployment', () => {
  it.each([
    { case: 'nothing at all', deployments: { prod: {} } },
    { case: 'people to tell', deployments: { prod: { alarmEmails: ['ops@example.org'] } } },
    { case: 'a domain', deployments: { 'test-2': { webhookDomain: domain } } },
    {
      case: 'a certificate in China',
      deployments: { cn: { webhookDomain: { ...domain, certificateArn: certificateArn.replace('aws:', 'aws-cn:') } } },
    },
  ])('may be $case', ({ deployments }) => {
    expect(report(deployments)).toBe('no fault');
  });

  it.each([
    { case: 'a stage with capitals', deployments: { Prod: {} }, fault: 'must be 1 to 16 of a-z and 0-9' },
    { case: 'a stage with two "-" together', deployments: { 'a--b': {} }, fault: 'must be 1 to 16 of a-z and 0-9' },
    { case: 'no mail address', deployments: { prod: { alarmEmails: ['ops'] } }, fault: 'must be an e-mail address' },
    {
      case: 'a domain with a scheme',
      deployments: { prod: { webhookDomain: { ...domain, name: 'https://hooks.example.org' } } },
      fault: 'deployments.prod.webhookDomain.name: must be a host name',
    },
    {
      case: 'a domain without certificate',
      deployments: { prod: { webhookDomain: { name: domain.name } } },
      fault: 'deployments.prod.webhookDomain.certificateArn: is missing',
    },
    {
      case: 'a certificate of another service',
      deployments: { prod: { webhookDomain: { ...domain, certificateArn: 'arn:aws:iam::123456789012:x/y' } } },
      fault: 'must be the ARN of a certificate',
    },
    {
      case: 'a misspelling',
      deployments: { prod: { alarmEmail: 'a@b.org' } },
      fault: 'alarmEmail: is not a known field',
    },
  ])('may not be $case', ({ deployments, fault }) => {
    expect(report(deployments)).toContain(fault);
  });
});
