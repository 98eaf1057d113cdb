import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { emptyLedger } from '../../functions/domain/account-ledger.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import { openDatabase } from '../../local/engine/data-dir.ts';
import { SqliteQueue } from '../../local/engine/sqlite-queue.ts';
import { usePlayground } from '../sandbox/playground.ts';
import { CommandLine, type Said } from './command-line.ts';
import { Deployment } from './deployment.ts';
import { startEngine } from './running-engine.ts';

const sandbox = usePlayground();
const config = { accounts: { main: {} }, webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } } } as const;
const TO_QUEUE =
  '<QueueConfiguration><Queue>arn:aws:sqs:eu-central-1:000000000000:intake</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration>';

interface Looked {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly level: string; readonly says: string }[];
}

function keysOf({ consumerKey, consumerSecret, accessToken, accessTokenSecret }: Record<string, unknown>) {
  return { consumerKey, consumerSecret, accessToken, accessTokenSecret };
}

/** Commands on a folder whose account has keys of the sandbox. */
function withKeys(keys: object = keysOf({ ...sandbox.first })): CommandLine {
  const line = new CommandLine(config);
  const secrets = { 'account/main': keys, 'webhook/cms': { current: `whsec_${Buffer.alloc(32).toString('base64')}` } };
  writeFileSync(join(line.dataDir, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  return line;
}

async function look(
  line: CommandLine,
): Promise<Said & { readonly levels: Record<string, string>; readonly all: string }> {
  const said = await line.run('doctor', '--x-api', sandbox.url, '--json');
  const { checks } = JSON.parse(said.out) as Looked;
  return {
    ...said,
    levels: Object.fromEntries(checks.map(({ name, level }) => [name, level])),
    all: checks.map((check) => Object.values(check).join(' ')).join('\n'),
  };
}

describe('doctor', () => {
  it('finds nothing wrong where nothing is, and posts nothing', async () => {
    const line = new CommandLine(config);
    await startEngine(line);
    const { code, out, err } = await line.run('doctor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ok +engine +runs at http:\/\/127\.0\.0\.1:\d+$/m);
    expect(out).toMatch(/^ok +clock +goes as X's$/m);
    expect(out).toMatch(/^ok +keys of main +are those of @main \(token [0-9a-f]{6}\)$/m);
    expect(out).toMatch(/^ok +rights of main +read-write/m);
    expect(out).toMatch(/^ok +limits of main +0 posts today, \$0\.00 this month$/m);
    expect(out).not.toMatch(/^(warn|fail)/m);
    expect(await line.json('posts')).toMatchObject({ posts: [] });
  });

  it('warns of what starting the engine puts right', async () => {
    const { code, levels } = await look(withKeys());
    expect(code).toBe(0);
    expect(levels).toMatchObject({ engine: 'warn', 'drop folder': 'warn', queues: 'ok', 'keys of main': 'ok' });
  });

  it.each([
    { case: 'keys that X does not take', keys: { accessTokenSecret: 'hunter2' }, check: 'keys of main', says: '401' },
    { case: 'half a key', keys: { accessToken: '' }, check: 'keys of main', says: 'field accessToken is empty' },
  ])('fails for $case', async ({ keys, check, says }) => {
    const { code, levels, all } = await look(withKeys({ ...keysOf({ ...sandbox.first }), ...keys }));
    expect(code).toBe(1);
    expect(levels[check]).toBe('fail');
    expect(all).toContain(says);
    expect(all).not.toContain('hunter2');
  });

  it('fails for keys that may only read, and says what to do', async () => {
    const wish = { method: 'POST', body: JSON.stringify({ screenName: 'reader', access: 'read' }) };
    const { levels, all } = await look(withKeys(keysOf((await sandbox.control('/accounts', wish)) as object as never)));
    expect(levels).toMatchObject({ 'keys of main': 'ok', 'rights of main': 'fail' });
    expect(all).toContain('Give the app "Read and write"');
  });

  it('tells an app without credit from bad keys', async () => {
    await sandbox.set({ era: 'modern', creditsUsd: 0 });
    const { code, levels, all } = await look(withKeys());
    expect(code).toBe(1);
    expect(levels).toMatchObject({ 'credit of main': 'fail' });
    expect(all).toContain('Buy credits');
  });

  it('tells that an app has no access to the driver’s API', async () => {
    await sandbox.set({ era: 'modern' });
    const line = withKeys();
    writeFileSync(
      join(line.folder, 'pigeonpost.config.ts'),
      "export default { accounts: { main: { driver: 'v1' } } };\n",
    );
    const v1 = await line.run('doctor', '--x-api', sandbox.url);
    expect(v1.out).toMatch(/^fail +access of main +X refused .*453.*set `driver: 'v2'` for this account/m);
    await sandbox.set({ era: 'classic' });
    const classic = await line.run('doctor', '--x-api', sandbox.url);
    expect(classic.out).toMatch(/^ok +access of main +the app may use v1\.1$/m);
  });

  it.each([
    { skewSeconds: 60, level: 'warn', code: 0 },
    { skewSeconds: -2_000, level: 'fail', code: 1 },
  ])('says how far the clock is off: $skewSeconds s', async ({ skewSeconds, level, code }) => {
    await sandbox.set({ clock: { skewSeconds } });
    const looked = await look(withKeys());
    expect(looked.levels['clock']).toBe(level);
    expect(looked.code).toBe(code);
    expect(looked.levels['keys of main']).toBe('ok');
  });

  it('fails where X does not answer, without trying keys', async () => {
    const { code, out } = await withKeys().run('doctor', '--x-api', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(out).toMatch(/^fail +network +127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)\. Check network/m);
    expect(out).not.toContain('keys of main');
  });

  it('does not show keys to X while nobody can tell whether they are a sandbox’s', async () => {
    const { code, out } = await withKeys().run('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(/^fail +X +.* is a folder for a sandbox, and no engine with one runs on it\. Say --live/m);
  });

  it('tells a held account, how to go on, and what it has left', async () => {
    const line = withKeys();
    const windows = [{ name: 'x-rate-limit', remaining: 0, resetAtEpochMs: Date.now() + 60_000 }];
    const held = { reason: 'credits', message: 'X wants money', advice: 'Buy credits.', sinceEpochMs: 0 } as const;
    await line.log.transact([{ ...openGate('main'), version: 1, held, ledger: { ...emptyLedger, windows } }]);
    const { code, levels, all } = await look(line);
    expect(code).toBe(1);
    expect(levels).toMatchObject({ 'state of main': 'fail', 'limits of main': 'warn' });
    expect(all).toContain('is held (credits): X wants money Buy credits. Then: npm run pigeonpost -- resume main');
    expect(all).toContain('x-rate-limit: 0 left until');
  });

  it('warns of messages that were put aside', async () => {
    const line = withKeys();
    const database = openDatabase(line.dataDir);
    onTestFinished(() => database.close());
    new SqliteQueue(database, 'intake-dead', Date.now).send('{}');
    expect((await look(line)).levels).toMatchObject({ queues: 'warn' });
  });
});

describe('doctor of a deployment', () => {
  async function deployed(outputs: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    const prod = await Deployment.open(config, {
      XApiUrl: sandbox.url,
      DropBucket: 'pigeonpost-prod-drop',
      ...outputs,
    });
    prod.aws.secrets.set('arn:account/main', JSON.stringify(keysOf({ ...sandbox.first })));
    prod.aws.notifications.set('pigeonpost-prod-drop', TO_QUEUE);
    await prod.run('webhook', 'secret', 'cms');
    return prod;
  }

  it('finds nothing wrong where nothing is', async () => {
    const prod = await deployed();
    const { code, out } = await prod.run('doctor');
    expect(out).not.toMatch(/^(warn|fail)/m);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok +bucket notice +pigeonpost-prod-drop tells the intake queue$/m);
    expect(out).toMatch(/^ok +dead hints +none$/m);
  });

  it.each([
    {
      case: 'a bucket that tells nobody',
      spoil: ({ aws }: Deployment) => aws.notifications.clear(),
      fails: /^fail +bucket notice +.*tells nobody what is dropped in it\. Somebody took it away/m,
    },
    {
      case: 'a bucket that tells of some objects only',
      spoil: ({ aws }: Deployment) =>
        aws.notifications.set(
          'pigeonpost-prod-drop',
          TO_QUEUE.replace(
            '</Event>',
            '</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>a</Value></FilterRule></S3Key></Filter>',
          ),
        ),
      fails: /^fail +bucket notice/m,
    },
    {
      case: 'dead letters',
      spoil: ({ aws }: Deployment) => aws.queues.set('intake-dead', { ApproximateNumberOfMessages: '3' }),
      fails: /^fail +dead notices +3 could not be taken\. Find the cause in the log of the function s3-drop/m,
    },
    {
      case: 'a queue that is gone',
      spoil: ({ aws }: Deployment) => aws.queues.delete('hints'),
      fails: /^fail +hints queue +the queue does not answer \(QueueDoesNotExist/m,
    },
    {
      case: 'keys that were never stored',
      spoil: ({ aws }: Deployment) => aws.secrets.set('arn:account/main', undefined),
      fails: /^fail +keys of main +the secret account\/main is not set.*auth login main/m,
    },
  ])('fails for $case', async ({ spoil, fails }) => {
    const prod = await deployed();
    spoil(prod);
    const { code, out } = await prod.run('doctor');
    expect(out).toMatch(fails);
    expect(code).toBe(1);
  });

  it('takes EventBridge for a bucket that was there before', async () => {
    const prod = await deployed({ DropBucket: 'ours' });
    expect((await prod.run('doctor')).out).toMatch(/^fail +bucket notice +ours tells nobody.*Switch EventBridge on/m);
    prod.aws.notifications.set('ours', '<EventBridgeConfiguration></EventBridgeConfiguration>');
    expect((await prod.run('doctor')).out).toMatch(/^ok +bucket notice +ours tells EventBridge$/m);
  });

  it('warns of a webhook that has no secret yet', async () => {
    const prod = await deployed();
    prod.aws.secrets.set('arn:webhook/cms', undefined);
    expect((await prod.run('doctor')).out).toMatch(/^warn +webhook cms +has no secret yet/m);
  });

  it('warns of an update that was rolled back', async () => {
    const prod = await deployed();
    const stack = prod.aws.stacks.get('pigeonpost-prod');
    prod.aws.stacks.set('pigeonpost-prod', { outputs: stack?.outputs ?? [], status: 'UPDATE_ROLLBACK_COMPLETE' });
    const { code, out } = await prod.run('doctor');
    expect(code).toBe(0);
    expect(out).toMatch(/^warn +stack +UPDATE_ROLLBACK_COMPLETE/m);
  });
});
