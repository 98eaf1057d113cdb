import { describe, expect, it } from 'vitest';

import { functionNames, readEnv, strictEnvOf, type FunctionEnv } from '../../../functions/config/env.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';

const publish: FunctionEnv<'publish'> = {
  LOG_TABLE: 'Stack-LogTable-1ABC',
  DROP_BUCKET: 'stack-drop-1abc',
  WORK_BUCKET: 'stack-work-1abc',
  SECRET_IDS: '{"account/main":"arn:aws:secretsmanager:eu-central-1:1:secret:Main-1-a"}',
};

function report(env: Readonly<Record<string, string | undefined>>): string {
  try {
    readEnv('publish', env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('readEnv', () => {
  it('gives values as they are used, with defaults, whatever else Lambda put there', () => {
    expect(readEnv('publish', { ...publish, AWS_REGION: 'eu-central-1', PATH: '/bin' })).toEqual({
      ...publish,
      SECRET_IDS: { 'account/main': 'arn:aws:secretsmanager:eu-central-1:1:secret:Main-1-a' },
      LOG_LEVEL: 'info',
      METRICS_NAMESPACE: 'Pigeonpost',
    });
  });

  it.each(functionNames)('names all that is missing at once: %s', (name) => {
    const required = Object.entries(strictEnvOf(name).shape).flatMap(([key, schema]) =>
      schema.safeParse(undefined).success || key === 'X_API_URL' || key === 'NODE_OPTIONS' ? [] : [key],
    );
    expect(() => readEnv(name, {})).toThrow(ConfigError);
    for (const key of required) expect(() => readEnv(name, {})).toThrow(`  ${key}: is missing: a text is needed`);
  });

  it.each([
    { case: 'nothing', env: publish, fault: 'no fault' },
    { case: 'an empty table', env: { ...publish, LOG_TABLE: '' }, fault: 'LOG_TABLE: must be the name' },
    {
      case: 'a bucket’s ARN',
      env: { ...publish, DROP_BUCKET: 'arn:aws:s3:::a' },
      fault: 'DROP_BUCKET: must be the name',
    },
    { case: 'secrets that are no JSON', env: { ...publish, SECRET_IDS: 'arn:x' }, fault: 'SECRET_IDS: must be a JSON' },
    { case: 'a list of secrets', env: { ...publish, SECRET_IDS: '["a"]' }, fault: 'SECRET_IDS: must be an object' },
    { case: 'a secret without ARN', env: { ...publish, SECRET_IDS: '{"a":""}' }, fault: 'SECRET_IDS.a: ' },
    { case: 'an unknown level', env: { ...publish, LOG_LEVEL: 'verbose' }, fault: 'LOG_LEVEL: must be "debug" or' },
    { case: 'an empty level', env: { ...publish, LOG_LEVEL: '' }, fault: 'LOG_LEVEL: must be "debug" or' },
    { case: 'a host for X', env: { ...publish, X_API_URL: 'api.x.com' }, fault: 'X_API_URL: must be a URL' },
  ])('finds $case', ({ env, fault }) => {
    expect(report(env)).toContain(fault);
  });

  it('counts the faults', () => {
    expect(report({})).toContain('the environment of the function publish has 4 faults:\n');
  });
});

describe('strictEnvOf', () => {
  it('refuses a variable that the function does not read', () => {
    expect(strictEnvOf('publish').safeParse({ ...publish, HINTS_QUEUE_URL: 'https://sqs' }).success).toBe(false);
    expect(strictEnvOf('publish').safeParse(publish).success).toBe(true);
  });
});
