import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { parseKeys } from '../../cli/auth/parse-keys.ts';
import { usePlayground } from '../sandbox/playground.ts';
import { CommandLine, type Person } from './command-line.ts';
import { Deployment } from './deployment.ts';

const sandbox = usePlayground();
afterEach(() => vi.unstubAllEnvs());

const config = { accounts: { main: {} } } as const;

/** Opens the address that was said and lets the app into that account. */
async function pinFor(said: string, screenName: string): Promise<string> {
  const token = /oauth_token=(\S+)/.exec(said)?.[1] ?? '';
  const form = { oauth_token: token, screen_name: screenName, action: 'allow' };
  const page = await fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', body: new URLSearchParams(form) });
  return /<code>(\d{7})<\/code>/.exec(await page.text())?.[1] ?? 'no pin';
}

interface Answers {
  readonly key?: string;
  readonly secret?: string;
  readonly pin?: string;
}

/** Somebody with the app's keys, who has the sandbox open in a browser. */
function person(answers: Answers = {}): Required<Person> & { readonly hidden: string[] } {
  const hidden: string[] = [];
  return {
    hidden,
    ask: async (question, { said, isHidden = false }) => {
      if (isHidden) hidden.push(question.trim());
      if (question.includes('secret')) return answers.secret ?? sandbox.first.consumerSecret;
      if (question.includes('API key')) return answers.key ?? sandbox.first.consumerKey;
      return answers.pin ?? pinFor(said, 'carrierpigeon');
    },
  };
}

function kept(line: CommandLine): string {
  return readFileSync(join(line.dataDir, 'secrets.json'), 'utf8');
}

/** Everything that must not be seen. */
function secretsOf(text: string): readonly string[] {
  const { 'account/main': keys } = JSON.parse(text) as Record<string, Record<string, string>>;
  return Object.values(keys ?? {});
}

describe('auth login', () => {
  it('plays the PIN flow, tries the keys, and stores them for their owner alone', async () => {
    const line = new CommandLine(config);
    const somebody = person();
    const { code, out, err } = await line.runWith(somebody, 'auth', 'login', 'main', '--x-api', sandbox.url);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('main posts as @carrierpigeon') });
    expect(err).toContain(`${sandbox.url}/oauth/authorize?oauth_token=`);
    expect(somebody.hidden).toEqual(['API key (consumer key):', 'API key secret (consumer secret):']);
    expect(statSync(join(line.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    const secrets = secretsOf(kept(line));
    expect(secrets).toHaveLength(4);
    expect(secrets.filter((secret) => `${out}${err}`.includes(secret))).toEqual([]);
    expect(await line.json('auth', 'status', '--x-api', sandbox.url)).toMatchObject({
      accounts: [
        { account: 'main', screenName: 'carrierpigeon', accessLevel: 'read-write-directmessages', error: null },
      ],
    });
  });

  it('takes the app’s keys from the environment without asking', async () => {
    const line = new CommandLine(config);
    vi.stubEnv('PIGEONPOST_CONSUMER_KEY', sandbox.first.consumerKey);
    vi.stubEnv('PIGEONPOST_CONSUMER_SECRET', sandbox.first.consumerSecret);
    const somebody = person();
    expect(await line.runWith(somebody, 'auth', 'login', 'main', '--x-api', sandbox.url)).toMatchObject({ code: 0 });
    expect(somebody.hidden).toEqual([]);
  });

  it('signs by X’s clock where ours is wrong', async () => {
    await sandbox.set({ clock: { skewSeconds: 3600 } });
    const line = new CommandLine(config);
    const { code, err } = await line.runWith(person(), 'auth', 'login', 'main', '--x-api', sandbox.url);
    expect({ code, err }).toMatchObject({ code: 0 });
  });

  it.each([
    { case: 'an app that X does not know', answers: { key: 'nobody' }, message: 'X does not know this app' },
    { case: 'a secret that does not fit', answers: { secret: 'hunter2' }, message: 'X does not know this app' },
    { case: 'no secret', answers: { secret: ' ' }, message: 'both keys of the app are needed' },
    { case: 'a wrong PIN', answers: { pin: '0000000' }, message: 'X does not take this PIN; nothing was stored' },
  ])('stores nothing for $case', async ({ answers, message }) => {
    const line = new CommandLine(config);
    const { code, err } = await line.runWith(person(answers), 'auth', 'login', 'main', '--x-api', sandbox.url);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err).not.toContain('hunter2');
    expect(line.filesWritten()).toEqual([]);
  });

  it('takes all four keys from a file', async () => {
    const line = new CommandLine(config);
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = sandbox.first;
    const keys = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
    const file = line.file('keys.json', JSON.stringify(keys));
    const { code, out } = await line.run('auth', 'login', 'main', '--keys-from', file, '--x-api', sandbox.url);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('main posts as @pigeonpost') });
    expect(JSON.parse(kept(line))).toEqual({ 'account/main': keys });
  });

  it('refuses keys that may only read', async () => {
    const made = await sandbox.control('/accounts', {
      method: 'POST',
      body: JSON.stringify({ screenName: 'reader', access: 'read' }),
    });
    const line = new CommandLine(config);
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = made as Record<string, string>;
    const keys = JSON.stringify({ consumerKey, consumerSecret, accessToken, accessTokenSecret });
    const file = line.file('keys.json', keys);
    const { code, err } = await line.run('auth', 'login', 'main', '--keys-from', file, '--x-api', sandbox.url);
    expect(code).toBe(1);
    expect(err).toContain('the keys of @reader may only read; nothing was stored\nGive the app "Read and write"');
    expect(line.filesWritten()).toEqual([]);
  });

  it('stores good keys of an app without credit, and says so', async () => {
    const line = new CommandLine(config);
    await sandbox.set({ era: 'modern', creditsUsd: 0 });
    const { code, out } = await line.runWith(person(), 'auth', 'login', 'main', '--x-api', sandbox.url);
    expect(code).toBe(0);
    expect(out).toContain('warning: X refused GET /2/users/me: 402');
    expect(secretsOf(kept(line))).toHaveLength(4);
  });

  it('stores them in Secrets Manager for a deployment', async () => {
    const prod = await Deployment.open(config, { XApiUrl: sandbox.url });
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = sandbox.first;
    const keys = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
    const file = new CommandLine().file('keys.json', JSON.stringify(keys));
    expect((await prod.run('auth', 'status')).out).toContain('is not set: it has no current value');
    const { code, out, err } = await prod.run('auth', 'login', 'main', '--keys-from', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('its keys are kept in arn:account/main');
    expect(JSON.parse(prod.aws.secrets.get('arn:account/main') ?? '')).toEqual(keys);
    expect(await prod.json('auth', 'status', 'main')).toMatchObject({ accounts: [{ screenName: 'pigeonpost' }] });
  });

  it.each([
    {
      case: 'nobody at the terminal',
      argv: ['login', 'main', '--x-api', 'http://127.0.0.1:9'],
      message: 'nobody is there',
    },
    { case: 'a folder for a sandbox that is away', argv: ['login', 'main'], message: 'Say --live for X itself' },
    { case: 'an unknown account', argv: ['login', 'mian'], message: 'no account mian' },
    { case: 'no account', argv: ['login'], message: 'say auth login ACCOUNT' },
    { case: 'keys in the clear', argv: ['status', '--x-api', 'http://example.com'], message: 'is not https' },
  ])('refuses $case', async ({ argv, message }) => {
    const { code, err } = await new CommandLine(config).run('auth', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('changes nothing that the environment goes before', async () => {
    const line = new CommandLine(config);
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = sandbox.first;
    const keys = JSON.stringify({ consumerKey, consumerSecret, accessToken, accessTokenSecret });
    vi.stubEnv('PIGEONPOST_SECRETS', `{"account/main":${keys}}`);
    const file = line.file('keys.json', keys);
    const { code, err } = await line.run('auth', 'login', 'main', '--keys-from', file, '--x-api', sandbox.url);
    expect(code).toBe(1);
    expect(err).toContain('account/main comes from PIGEONPOST_SECRETS');
  });
});

describe('auth status', () => {
  it('answers no where an account has no keys that X takes', async () => {
    const line = new CommandLine({ accounts: { main: {}, shop: {} } });
    const keys = { consumerKey: 'ck', consumerSecret: 'cs', accessToken: 'at-1', accessTokenSecret: 'hunter2' };
    const { accounts: _none, ...rest } = { accounts: null, ...keys };
    vi.stubEnv('PIGEONPOST_SECRETS', JSON.stringify({ 'account/main': rest }));
    const { code, out } = await line.run('auth', 'status', '--x-api', sandbox.url);
    expect(code).toBe(1);
    expect(out).toMatch(/^main +unusable: X refused GET \/2\/users\/me: 401/m);
    expect(out).toMatch(/^shop +unusable: there is no secret account\/shop/m);
    expect(out).not.toContain('hunter2');
  });
});

describe('parseKeys', () => {
  const keys = { consumerKey: 'aaa1', consumerSecret: 'bbb2', accessToken: '1-ccc', accessTokenSecret: 'ddd4' };

  it.each([
    { case: 'JSON', text: JSON.stringify(keys) },
    {
      case: 'what the portal shows',
      text: 'API Key: aaa1\nAPI Key Secret: bbb2\nBearer Token: zzz\nAccess Token: 1-ccc\nAccess Token Secret: ddd4\n',
    },
    {
      case: 'an environment file',
      text: '# X\nexport TWITTER_API_KEY=aaa1\r\nexport TWITTER_API_SECRET=bbb2\r\nACCESS_TOKEN=1-ccc\r\nACCESS_TOKEN_SECRET=ddd4',
    },
  ])('reads $case', ({ text }) => {
    expect(parseKeys(text, 'main')).toEqual(keys);
  });

  it.each([
    { case: 'cut JSON', text: '{"consumerKey":"hunter2"', message: 'the keys are no JSON' },
    {
      case: 'three keys',
      text: 'API Key: a\nAPI Secret: b\nAccess Token: hunter2',
      message: 'field accessTokenSecret is missing',
    },
    { case: 'something else', text: 'hunter2', message: 'field consumerKey is missing' },
  ])('refuses $case without repeating it', ({ text, message }) => {
    expect(() => parseKeys(text, 'main')).toThrow(message);
    expect(() => parseKeys(text, 'main')).toThrow(expect.not.stringContaining('hunter2') as Error);
  });
});
