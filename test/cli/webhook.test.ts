import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { verify as verifyAsOctokit } from '@octokit/webhooks-methods';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';

import { signCall } from '../../cli/webhook/sign-call.ts';
import { webhookSchema } from '../../functions/config/webhook-schema.ts';
import { RejectedTriggerError } from '../../functions/domain/errors.ts';
import { verifyCall } from '../../functions/triggers/webhook/verify-call.ts';
import { CommandLine } from './command-line.ts';
import { Deployment } from './deployment.ts';
import { startEngine } from './running-engine.ts';

const secret = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;
const body = Buffer.from('{"text":"Grüße"}');
const atEpochMs = 1_790_000_000_000;
const id = 'delivery-1';

function sign(settings: object, key: Uint8Array) {
  const config = webhookSchema.parse({ account: 'main', ...settings });
  return { config, headers: signCall({ config, key, body, id, atEpochMs }) };
}

const asText = Buffer.from(secret);
const decoded = Buffer.alloc(32, 'k');

describe('signCall', () => {
  it.each([
    { settings: { scheme: 'standard-webhooks' }, key: decoded },
    { settings: { scheme: 'github', key: 'delivery', text: 'x' }, key: asText },
    { settings: { scheme: 'stripe', text: 'x' }, key: asText },
    { settings: { scheme: 'bearer' }, key: asText },
    { settings: { scheme: 'hmac', header: 'x-signature' }, key: asText },
    {
      settings: {
        scheme: 'hmac',
        header: 'x-signature',
        algorithm: 'sha512',
        encoding: 'base64',
        prefix: 'v0=',
        signed: 'v0:{timestamp}:{delivery}:{body}:end',
        timestampHeader: 'x-time',
        deliveryHeader: 'x-id',
      },
      key: asText,
    },
  ])('makes what the webhook takes: $settings', ({ settings, key }) => {
    const { config, headers } = sign(settings, key);
    const call = { rawBody: body, headers };
    expect(verifyCall(config, call, { current: key }, atEpochMs)).toMatchObject({ keyGeneration: 'current' });
    const other = { current: Buffer.alloc(32, 'z') };
    expect(() => verifyCall(config, call, other, atEpochMs)).toThrow(RejectedTriggerError);
  });

  it('makes what the libraries of the senders take', async () => {
    const { headers: standard } = sign({ scheme: 'standard-webhooks' }, decoded);
    const now = Date.now();
    const fresh = signCall({
      config: webhookSchema.parse({ account: 'main', scheme: 'standard-webhooks' }),
      key: decoded,
      body,
      id,
      atEpochMs: now,
    });
    expect(Object.keys(standard)).toEqual(Object.keys(fresh));
    expect(new Webhook(secret).verify(body.toString(), { ...fresh })).toEqual({ text: 'Grüße' });
    const { headers: github } = sign({ scheme: 'github', text: 'x' }, asText);
    expect(await verifyAsOctokit(secret, body.toString(), github['x-hub-signature-256'] ?? '')).toBe(true);
    const { headers: stripe } = sign({ scheme: 'stripe', text: 'x' }, asText);
    const verify = () =>
      new Stripe('sk_test_nobody').webhooks.signature?.verifyHeader(
        body.toString(),
        stripe['stripe-signature'] ?? '',
        secret,
        Infinity,
      );
    expect(verify()).toBe(true);
  });
});

const config = {
  accounts: { main: { altText: 'off' } },
  webhooks: {
    cms: { scheme: 'standard-webhooks', account: 'main' },
    shop: { scheme: 'stripe', account: 'main', text: 'Sold: {{ id }}' },
  },
} as const;

interface Shown {
  readonly current: string;
  readonly previous: string | null;
  readonly apiKey: string | null;
}

function kept(line: CommandLine): Record<string, Record<string, string>> {
  return JSON.parse(readFileSync(join(line.dataDir, 'secrets.json'), 'utf8')) as Record<string, Record<string, string>>;
}

describe('webhook secret', () => {
  it('makes one, and shows the same one after that', async () => {
    const line = new CommandLine(config);
    const made = (await line.json('webhook', 'secret', 'cms')) as Shown;
    expect(made).toMatchObject({ isNew: true, previous: null, apiKey: null });
    expect(made.current).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await line.json('webhook', 'secret', 'cms')).toMatchObject({ isNew: false, current: made.current });
    expect((await line.run('webhook', 'secret', 'cms')).out).toContain(made.current);
  });

  it('keeps the old one beside the new until it is dropped', async () => {
    const line = new CommandLine(config);
    const first = (await line.json('webhook', 'secret', 'cms')) as Shown;
    const second = (await line.json('webhook', 'secret', 'cms', '--rotate')) as Shown;
    expect(second.previous).toBe(first.current);
    expect(second.current).not.toBe(first.current);
    expect(kept(line)['webhook/cms']).toEqual({ current: second.current, previous: first.current });
    await line.run('webhook', 'secret', 'cms', '--drop-previous');
    expect(kept(line)['webhook/cms']).toEqual({ current: second.current });
  });

  it('takes the one that the sender gave, and adds a key for asking', async () => {
    const line = new CommandLine(config);
    const given = line.file('given.txt', 'whsec_8e1c0f1de4c64b9ba2fd5ecd\n');
    const shown = (await line.json('webhook', 'secret', 'shop', '--from', given, '--api-key')) as Shown;
    expect(shown).toMatchObject({ current: 'whsec_8e1c0f1de4c64b9ba2fd5ecd' });
    expect(kept(line)['webhook/shop']).toEqual({ current: shown.current, apiKey: shown.apiKey });
    expect(shown.apiKey).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    { case: 'a webhook that the config has not', argv: ['secret', 'smc'], message: 'no webhook smc' },
    { case: 'no name', argv: ['secret'], message: 'say webhook secret NAME, or webhook send NAME FILE' },
    { case: 'an unknown action', argv: ['show', 'cms'], message: 'say webhook secret NAME' },
    {
      case: 'both at once',
      argv: ['secret', 'cms', '--rotate', '--drop-previous'],
      message: 'say --drop-previous later',
    },
    { case: 'a file that is not there', argv: ['secret', 'cms', '--from', '/nowhere/s'], message: 'cannot be read' },
    {
      case: 'an id nobody can sign',
      argv: ['send', 'cms', '-', '--id', 'a.b', '--url', 'http://x'],
      message: '--id must',
    },
    { case: 'an address that is none', argv: ['send', 'cms', '-', '--url', 'x'], message: '--url must be an address' },
    { case: 'a call to nobody', argv: ['send', 'cms', '-'], message: 'no engine runs on this folder' },
  ])('refuses $case', async ({ argv, message }) => {
    const line = new CommandLine(config);
    if (argv[0] === 'send') {
      const made = { 'webhook/cms': { current: secret } };
      writeFileSync(join(line.dataDir, 'secrets.json'), JSON.stringify(made), { mode: 0o600 });
    }
    const { code, err, out } = await line.run('webhook', ...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
  });

  it('refuses what the webhook could not use, without showing it', async () => {
    const line = new CommandLine(config);
    const { code, err } = await line.run('webhook', 'secret', 'cms', '--from', line.file('s', 'hunter2'));
    expect(code).toBe(1);
    expect(err).toContain('secret webhook/cms cannot be used: current');
    expect(err).not.toContain('hunter2');
  });

  it('keeps it in Secrets Manager for a deployment', async () => {
    const prod = await Deployment.open(config);
    const first = (await prod.json('webhook', 'secret', 'cms')) as Shown;
    expect(JSON.parse(prod.aws.secrets.get('arn:webhook/cms') ?? '')).toEqual({ current: first.current });
    const { err } = await prod.run('webhook', 'secret', 'cms', '--rotate');
    expect(err).toContain('LIVE');
    expect(JSON.parse(prod.aws.secrets.get('arn:webhook/cms') ?? '')).toMatchObject({ previous: first.current });
  });

  it('says which right is missing there', async () => {
    const prod = await Deployment.open(config);
    prod.aws.secrets.delete('arn:webhook/cms');
    const { code, err } = await prod.run('webhook', 'secret', 'cms');
    expect(code).toBe(1);
    expect(err).toContain('is deleted, or is about to be');
  });
});

describe('webhook send', () => {
  it('makes an engine that runs post, once for one id', async () => {
    const line = new CommandLine(config);
    await startEngine(line);
    const file = line.file('call.json', '{"text":"From a test call"}');
    const { code, out } = await line.run('webhook', 'send', 'cms', file, '--id', 'one');
    expect(code).toBe(0);
    expect(out).toMatch(/^202 from http:\/\/127\.0\.0\.1:\d+\/webhooks\/cms\n\{\n {2}"id"/);
    await line.run('webhook', 'send', 'cms', file, '--id', 'one');
    const { posts } = (await line.json('posts')) as { posts: readonly object[] };
    expect(posts).toMatchObject([{ label: 'cms' }]);
  });

  it('answers no where the webhook does', async () => {
    const line = new CommandLine(config);
    await startEngine(line);
    const file = line.file('call.json', '{"txt":"a typo"}');
    const { code, out } = await line.run('webhook', 'send', 'cms', file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ status: 422, body: { code: 'SCHEMA' } });
  });

  it('calls the address of a deployment, and says that the post is real', async () => {
    const calls: { readonly path: string | undefined; readonly headers: object; readonly body: string }[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        calls.push({ path: request.url, headers: request.headers, body });
        response.writeHead(202, { 'content-type': 'text/plain' }).end('taken\u001b[31m');
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const prod = await Deployment.open(config, { WebhookUrl: `${url}/webhooks/` });
    await prod.json('webhook', 'secret', 'cms');
    const file = new CommandLine().file('call.txt', 'text=Hello');
    const said = await prod.run('webhook', 'send', 'cms', file, '--type', 'application/x-www-form-urlencoded');
    expect(said).toEqual({
      code: 0,
      out: `202 from ${url}/webhooks/cms\ntaken [31m\n`,
      err: 'LIVE: posts of the deployment prod go out on X\n',
    });
    const { current } = JSON.parse(prod.aws.secrets.get('arn:webhook/cms') ?? '') as Shown;
    const headers = calls[0]?.headers as Record<string, string>;
    expect(calls).toMatchObject([
      { path: '/webhooks/cms', body: 'text=Hello', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
    const verify = () => new Webhook(current).verify(calls[0]?.body ?? '', headers);
    // The body is no JSON, which the library finds once the signature fits.
    expect(verify).toThrow(SyntaxError);
  });
});
