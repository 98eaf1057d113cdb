import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EUploadMimeType, TwitterApi } from 'twitter-api-v2';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { DynamoLog } from '../../functions/adapters/aws/dynamo-log.ts';
import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { functionNames } from '../../functions/config/env.ts';
import { secretOutputName, stackOutputs } from '../../functions/config/stack-outputs.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import { testClient } from '../fakes/aws/test-client.ts';
import { openTlsProxy } from '../fakes/tls-proxy.ts';
import { type MediaServer, startMediaServer } from '../functions/adapters/fetch/media-server.ts';
import { callWebhook } from '../journeys/call-webhook.ts';
import type { Keys } from '../sandbox/signed-request.ts';
import { addressOnMinistack, deployStack, type Outputs } from './ministack/deploy-stack.ts';
import { describeOnMinistack } from './ministack/describe-on-ministack.ts';
import { invokeFunction, listFunctions } from './ministack/invoke-function.ts';
import { runCommand } from './ministack/run-command.ts';

const photo = readFileSync(new URL('../fixtures/media/photo-800x320.jpg', import.meta.url));
const secret = `whsec_${Buffer.alloc(32, 'key').toString('base64')}`;
const POSTED_WITHIN = { timeout: 60_000, interval: 200 };

const configWith = (host: string): ConfigInput => ({
  accounts: { main: { driver: 'v2' } },
  drops: [
    { prefix: 'main/', account: 'main', settleSeconds: 0 },
    { prefix: 'moved/', account: 'main', settleSeconds: 0, after: 'move' },
  ],
  webhooks: {
    cms: { scheme: 'standard-webhooks', account: 'main', allowHttp: true, allowPrivateHosts: [host] },
  },
});

/** No messages and a call of no route: every function has an answer to it, and nothing to do. */
const eventForNobody = {
  Records: [],
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  requestContext: { http: { method: 'GET', path: '/' }, stage: '$default', requestId: 'r1' },
  isBase64Encoded: false,
};

describeOnMinistack('the stack, deployed by the CDK', (ministack) => {
  let sandbox: RunningSandbox;
  let cms: MediaServer;
  let configFile: string;
  let outputs: Outputs;
  let log: DynamoLog;
  let s3: S3Client;
  const open: { destroy(): void }[] = [];

  const output = (name: keyof typeof stackOutputs) => outputs[stackOutputs[name]] ?? '';
  const texts = () => sandbox.world.tweets.all().map(({ text }) => text);
  const run = async (...args: readonly string[]) => runCommand(ministack(), configFile, ...args);
  const postWith = (words: string) => sandbox.world.tweets.all().find(({ text }) => text.startsWith(words));
  /** The bytes of the only picture of the post that begins with these words. */
  const shownWith = async (words: string) => {
    await expect.poll(() => postWith(words), POSTED_WITHIN).toBeDefined();
    const [mediaId = 'none', ...others] = postWith(words)?.mediaIds ?? [];
    expect(others).toEqual([]);
    const answer = await fetch(`${sandbox.url}/_sandbox/media/${mediaId}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const dropped = async (Prefix: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: output('dropBucket'), Prefix }));
    return Contents.map(({ Key }) => Key);
  };

  /** As people do after a deploy: no template ever holds them. */
  const setSecrets = async (url: string) => {
    const client = new SecretsManagerClient(testClient('secretsManager', url));
    open.push(client);
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = sandbox.accounts[0] ?? {};
    const values = {
      'account/main': { consumerKey, consumerSecret, accessToken, accessTokenSecret },
      'webhook/cms': { current: secret },
      // MiniStack takes a secret without a value for an empty one, which it is not.
      bridge: { keys: [] },
    };
    for (const [name, value] of Object.entries(values)) {
      const SecretId = outputs[secretOutputName(name)];
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
    }
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    cms = await startMediaServer((_, response) => void response.end(photo));
    configFile = join(ministack().folder, 'pigeonpost.config.ts');
    writeFileSync(configFile, `export default ${JSON.stringify(configWith(cms.host))};\n`);
    outputs = await deployStack(ministack(), { configFile, xApiUrl: sandbox.url });
    const { url } = ministack();
    const dynamodb = new DynamoDBClient(testClient('dynamodb', url));
    s3 = new S3Client(testClient('s3', url));
    open.push(dynamodb, s3);
    log = new DynamoLog({ client: dynamodb, table: output('logTable') });
    await setSecrets(url);
  }, 240_000);
  afterAll(async () => {
    for (const client of open) client.destroy();
    cms.close();
    await sandbox.close();
  });

  it('has all its functions, and each of them loads', async () => {
    const names = await listFunctions(ministack());
    expect(names).toHaveLength(functionNames.length);
    const answers = await Promise.all(names.map(async (name) => invokeFunction(ministack(), name, eventForNobody)));
    expect(answers.filter(({ functionError }) => functionError !== undefined)).toEqual([]);
  });

  it('posts a picture that is dropped in the bucket, and tags it', async () => {
    const place = { Bucket: output('dropBucket'), Key: 'main/100% red + flower (1).jpg' };
    await s3.send(new PutObjectCommand({ ...place, Body: photo }));
    await expect.poll(() => sandbox.world.tweets.all(), POSTED_WITHIN).toHaveLength(1);
    const state = async () => (await log.list({ limit: 9 })).map((row) => `${row.label} ${row.state}`);
    await expect.poll(state, POSTED_WITHIN).toEqual([`${place.Key} POSTED`]);
    const tags = async () => (await s3.send(new GetObjectTaggingCommand(place))).TagSet;
    await expect.poll(tags, POSTED_WITHIN).toContainEqual({ Key: 'pigeonpost:state', Value: 'posted' });
  });

  it('posts what a signed call of the webhook says, once, though it comes twice', async () => {
    const url = addressOnMinistack(ministack(), outputs, '/webhooks/cms');
    const call = async () => callWebhook({ url, secret }, { text: 'Hello from a deployment' }, { id: 'msg_1' });
    const first = await call();
    expect(first.status).toBe(202);
    await expect.poll(texts, POSTED_WITHIN).toContain('Hello from a deployment');
    const again = await call();
    expect(again.document['id']).toBe(first.document['id']);
    const told = async () => {
      const answer = await fetch(addressOnMinistack(ministack(), outputs, String(first.document['url'])));
      return ((await answer.json()) as { readonly state: string }).state;
    };
    await expect.poll(told, POSTED_WITHIN).toBe('posted');
    expect(sandbox.world.tweets.all()).toHaveLength(2);
  });

  it('takes a call back that waits for its time, and marks what it brought to be forgotten', async () => {
    const url = addressOnMinistack(ministack(), outputs, '/webhooks/cms');
    const scheduleAt = new Date(Date.now() + 3_600_000).toISOString();
    const media = [{ data: photo.toString('base64'), altText: 'a photo' }];
    const { document } = await callWebhook({ url, secret }, { text: 'Not today', scheduleAt, media });
    const address = addressOnMinistack(ministack(), outputs, String(document['url']));
    expect((await fetch(address, { method: 'DELETE' })).status).toBe(200);
    const Bucket = output('workBucket');
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toHaveLength(1);
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: Contents[0]?.Key }));
    expect(TagSet).toContainEqual({ Key: 'pigeonpost:state', Value: 'cancelled' });
  });

  it('is found by the commands, which show what was posted and have nothing to complain of', async () => {
    const { posts } = (await run('posts')) as { readonly posts: readonly Record<string, unknown>[] };
    expect(posts).toMatchObject([
      { source: 'webhook', state: 'cancelled' },
      { source: 'webhook', state: 'posted' },
      { source: 'drop', state: 'posted' },
    ]);
    expect(await run('doctor')).toMatchObject({ ok: true });
    expect(await run('webhook', 'secret', 'cms')).toMatchObject({ current: secret });
  });

  it('refuses a call with another signature', async () => {
    const url = addressOnMinistack(ministack(), outputs, '/webhooks/cms');
    const stranger = `whsec_${Buffer.alloc(32, 'stranger').toString('base64')}`;
    expect((await callWebhook({ url, secret: stranger }, { text: 'Let me in' })).status).toBe(401);
  });

  it('fetches what a call names by URL, and posts it', async () => {
    const url = addressOnMinistack(ministack(), outputs, '/webhooks/cms');
    const media = [{ url: `http://${cms.host}/a.jpg`, altText: 'A lake' }];
    expect((await callWebhook({ url, secret }, { text: 'From elsewhere', media })).status).toBe(202);
    expect((await shownWith('From elsewhere')).equals(photo)).toBe(true);
    expect(cms.asked).toEqual(['GET /a.jpg']);
  });

  it('gives an address for a file, and posts what was put there', async () => {
    const url = addressOnMinistack(ministack(), outputs, '/webhooks/cms');
    const announced = { mediaType: 'image/jpeg', totalBytes: photo.length };
    const { status, document } = await callWebhook({ url: `${url}/uploads`, secret }, announced);
    expect(status).toBe(201);
    const headers = { 'content-type': 'image/jpeg' };
    expect((await fetch(String(document['url']), { method: 'PUT', headers, body: photo })).status).toBe(200);
    const media = [{ upload: document['id'], altText: 'A lake' }];
    expect((await callWebhook({ url, secret }, { text: 'By way of an upload', media })).status).toBe(202);
    expect((await shownWith('By way of an upload')).equals(photo)).toBe(true);
  });

  it('moves what is posted where its route says so, and says beside a bad file why it is not', async () => {
    const Bucket = output('dropBucket');
    const put = async (Key: string, Body: Uint8Array | string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    await put('moved/a+b été.yaml', 'text: From beside it');
    await put('moved/a+b été.jpg', photo);
    await put('moved/broken.jpg', 'no picture');
    const month = new Date().toISOString().slice(0, 7).replace('-', '/');
    await expect
      .poll(async () => dropped('posted/'), POSTED_WITHIN)
      .toEqual([`posted/${month}/moved/a+b été.jpg`, `posted/${month}/moved/a+b été.yaml`]);
    expect(texts()).toContainEqual(expect.stringMatching(/^From beside it/));
    const left = ['moved/broken.jpg', 'moved/broken.jpg.failed.txt'];
    await expect.poll(async () => dropped('moved/'), POSTED_WITHIN).toEqual(left);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: left[1] }));
    expect(await Body?.transformToString()).toContain('(MEDIA_TYPE)');
  });

  it("takes a photo and a Tweet from a client of X's old API, by the keys that a command issued", async () => {
    const keys = (await run('bridge', 'issue', 'main')) as Keys & { readonly url: string };
    expect(keys.url).toBe(output('bridgeUrl'));
    const proxy = await openTlsProxy((path) => addressOnMinistack(ministack(), outputs, path));
    open.push({ destroy: proxy.close });
    const { consumerKey: appKey, consumerSecret: appSecret, accessToken, accessTokenSecret: accessSecret } = keys;
    const client = new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, { httpAgent: proxy.agent });
    const mediaId = await client.v1.uploadMedia(photo, { mimeType: EUploadMimeType.Jpeg });
    const tweet = await client.v1.tweet('From 2012', { media_ids: mediaId });
    expect(tweet.id_str).toBe(postWith('From 2012')?.id);
    expect((await shownWith('From 2012')).equals(photo)).toBe(true);
  });
});
