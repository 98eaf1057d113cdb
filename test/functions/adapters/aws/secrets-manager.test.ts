import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SecretsManager } from '../../../../functions/adapters/aws/secrets-manager.ts';
import { AccountHeldError, StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import { jsonError, jsonReply, openAwsServer, type AwsReply, type AwsServer } from '../../../fakes/aws/aws-server.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';
import { manualClock } from '../../../fakes/manual-clock.ts';
import { RecordingJournal } from '../../../fakes/recording-journal.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:Main-1-abcdef';
const MINUTE_MS = 60_000;
const keys = { consumerKey: 'v1' };

const withoutValue = jsonError(
  'ResourceNotFoundException',
  "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
);

let server: AwsServer;
let client: SecretsManagerClient;
/** What the service answers for the one secret it has. */
let answer: AwsReply;

beforeAll(async () => {
  server = await openAwsServer(async ({ body }) => {
    const { SecretId } = JSON.parse(body.toString()) as { SecretId: string };
    return SecretId === ARN ? answer : jsonError('ResourceNotFoundException', 'unknown');
  });
  client = new SecretsManagerClient(testClient('secretsManager', server.url, { maxAttempts: 1 }));
});
beforeEach(() => {
  server.forget();
  answer = jsonReply({ SecretString: JSON.stringify(keys) });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

function openSecrets() {
  const { clock, advance } = manualClock();
  const journal = new RecordingJournal();
  const ids = { 'account/main': ARN, 'webhook/cms': ARN, 'shared-keys': ARN, 'account/gone': `${ARN}x` };
  return { secrets: new SecretsManager({ client, ids, clock, journal }), advance, journal };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('SecretsManager', () => {
  it('asks for a secret once, and again after five minutes', async () => {
    const { secrets, advance } = openSecrets();
    expect(await secrets.read('account/main')).toEqual(keys);
    advance(5 * MINUTE_MS - 1);
    await secrets.read('account/main');
    expect(server.calls).toHaveLength(1);
    advance(1);
    answer = jsonReply({ SecretString: '{"consumerKey":"v2"}' });
    expect(await secrets.read('account/main')).toEqual({ consumerKey: 'v2' });
    expect(server.calls).toHaveLength(2);
  });

  it('lets readers that come together share one call', async () => {
    const { secrets } = openSecrets();
    const read = async () => secrets.read('account/main');
    expect(await Promise.all([read(), read(), read()])).toEqual([keys, keys, keys]);
    expect(server.calls).toHaveLength(1);
  });

  it('asks afresh for keys that X refused, at once and then no more than once a minute', async () => {
    const { secrets, advance } = openSecrets();
    await secrets.read('account/main');
    answer = jsonReply({ SecretString: '{"consumerKey":"v2"}' });
    expect(await secrets.read('account/main', { fresh: true })).toEqual({ consumerKey: 'v2' });
    advance(MINUTE_MS - 1);
    await secrets.read('account/main', { fresh: true });
    expect(server.calls).toHaveLength(2);
    advance(1);
    await secrets.read('account/main', { fresh: true });
    expect(server.calls).toHaveLength(3);
  });

  it.each([
    { case: 'an account without keys', name: 'account/main', advice: 'Run `npm run pigeonpost -- auth login main`.' },
    { case: 'a webhook without key', name: 'webhook/cms', advice: 'Run `npm run pigeonpost -- webhook secret cms`.' },
    { case: 'a secret of another name', name: 'shared-keys', advice: '`auth login`' },
  ])('says that nothing was set, and how to: $case', async ({ name, advice }) => {
    answer = withoutValue;
    const error = await failureOf(openSecrets().secrets.read(name));
    expect(error).toBeInstanceOf(AccountHeldError);
    expect(error).toMatchObject({
      reason: 'secret',
      code: 'SECRET_NO_CURRENT',
      message: `the secret ${name} is not set: it has no current value`,
      advice: expect.stringContaining(advice) as string,
    });
  });

  it('finds the value as soon as it is set', async () => {
    const { secrets } = openSecrets();
    answer = withoutValue;
    await expect(secrets.read('account/main')).rejects.toThrow('is not set');
    answer = jsonReply({ SecretString: JSON.stringify(keys) });
    expect(await secrets.read('account/main')).toEqual(keys);
  });

  it.each([
    { case: 'no JSON', reply: { SecretString: 'hunter2' } },
    { case: 'nothing', reply: { SecretString: '' } },
    { case: 'a byte order mark before it', reply: { SecretString: `\uFEFF${JSON.stringify(keys)}` } },
    { case: 'bytes instead of text', reply: { SecretBinary: 'aHVudGVyMg==' } },
  ])('holds the account over a secret with $case, and tells nothing of it', async ({ reply }) => {
    answer = jsonReply(reply);
    const error = await failureOf(openSecrets().secrets.read('account/main'));
    expect(error).toMatchObject({ reason: 'secret', code: 'SECRET_MALFORMED' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/hunter2|v1/);
  });

  it.each([
    { case: 'the function may not read it', reply: 'AccessDeniedException', code: 'SECRET_UNREADABLE' },
    { case: 'its KMS key is refused', reply: 'DecryptionFailure', code: 'SECRET_UNREADABLE' },
    { case: 'it is about to be deleted', reply: 'InvalidRequestException', code: 'SECRET_MISSING' },
  ])('holds the account while $case', async ({ reply, code }) => {
    answer = jsonError(reply, 'no');
    const error = await failureOf(openSecrets().secrets.read('account/main'));
    expect(error).toMatchObject({ reason: 'secret', code, cause: { name: reply } });
  });

  it.each(['account/gone', 'account/other', 'constructor'])('knows no secret %s', async (name) => {
    expect(await failureOf(openSecrets().secrets.read(name))).toMatchObject({ code: 'SECRET_MISSING' });
  });

  it('serves the last value while Secrets Manager does not answer, for a quarter of an hour', async () => {
    const { secrets, advance, journal } = openSecrets();
    await secrets.read('account/main');
    server.failNext('GetSecretValue', 'throttled', 3);
    advance(20 * MINUTE_MS - 1);
    expect(await secrets.read('account/main')).toEqual(keys);
    expect(await secrets.read('account/main', { fresh: true })).toEqual(keys);
    expect(journal.linesOf('secret-stale')).toHaveLength(2);
    advance(1);
    await expect(secrets.read('account/main')).rejects.toThrow(StoreUnavailableError);
  });

  it('does not hold an account because Secrets Manager was busy at the first look', async () => {
    server.failNext('GetSecretValue', 'throttled');
    const error = await failureOf(openSecrets().secrets.read('account/main'));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ message: expect.stringContaining('ThrottlingException') as string });
  });

  it('keeps no value that was withdrawn', async () => {
    const { secrets, advance } = openSecrets();
    await secrets.read('account/main');
    advance(5 * MINUTE_MS);
    answer = withoutValue;
    await expect(secrets.read('account/main')).rejects.toThrow('is not set');
  });
});
