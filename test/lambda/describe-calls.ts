import { readFileSync } from 'node:fs';

import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest';

import type { FunctionName } from '../../functions/config/env.ts';
import { stepPublication } from '../../functions/domain/step-publication.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import { openAws, type OpenedAws } from '../fakes/aws/open-aws.ts';
import { bridgeEvent } from '../fakes/bridge-bench.ts';
import { bridgeKey } from '../fakes/bridge-keys.ts';
import { readEvent, sqsEvent } from '../fixtures/events/read-event.ts';
import { ARN, deployedEnv } from './deployed-env.ts';
import { openLambda, type Lambda } from './open-lambda.ts';

const signingKey = `whsec_${Buffer.alloc(32, 'key').toString('base64')}`;
const photo = readFileSync(new URL('../fixtures/media/photo-800x320.jpg', import.meta.url));

let aws: OpenedAws;
let sandbox: RunningSandbox;
const lambdas: Lambda[] = [];

async function open(folder: string, name: FunctionName): Promise<Lambda> {
  const lambda = await openLambda(folder, deployedEnv(name, { aws: aws.server.url, x: sandbox.url }));
  lambdas.push(lambda);
  onTestFailed(() => console.error(lambda.output()));
  return lambda;
}

/** API Gateway's event for a signed call. */
function webhookEvent(body: unknown) {
  const text = JSON.stringify(body);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: 'POST /webhooks/{name}',
    rawPath: '/webhooks/cms',
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(signingKey).sign('msg_1', now, text),
    },
    requestContext: { http: { method: 'POST', path: '/webhooks/cms' }, stage: '$default', requestId: 'r1' },
    body: text,
    isBase64Encoded: false,
  };
}

/** API Gateway's event for a look at a post, by the address in the answer to its call. */
function postsEvent(method: 'GET' | 'DELETE', url: string) {
  const { pathname, searchParams } = new URL(url, 'https://example.org');
  return {
    version: '2.0',
    routeKey: `${method} /posts/{id}`,
    rawPath: pathname,
    rawQueryString: searchParams.toString(),
    queryStringParameters: Object.fromEntries(searchParams),
    headers: { accept: 'application/json' },
    requestContext: { http: { method, path: pathname }, stage: '$default', requestId: 'r2' },
    isBase64Encoded: false,
  };
}

/** S3's notice of an object that was put under `main/`. */
function dropEvent(key: string, bytes: Uint8Array) {
  const { versionId, eTag } = aws.s3.put('the-drop', key, bytes);
  const notice = JSON.parse(readEvent('put-with-version')) as { Records: { s3: { object: object; bucket: object } }[] };
  const [record] = notice.Records;
  const s3 = { ...record!.s3, bucket: { ...record!.s3.bucket, name: 'the-drop' } };
  const object = { ...s3.object, key, size: bytes.length, eTag, versionId };
  return sqsEvent(JSON.stringify({ Records: [{ ...record, s3: { ...s3, object } }] }));
}

/** The bytes of the newest post's picture, as X has them. */
async function postedPicture(): Promise<Buffer> {
  const ask = async (path: string) => fetch(`${sandbox.url}/_sandbox/${path}`);
  const { posts } = (await (await ask('posts')).json()) as {
    posts: { extended_entities: { media: { id_str: string }[] } }[];
  };
  const { id_str: mediaId } = posts[0]!.extended_entities.media[0]!;
  return Buffer.from(await (await ask(`media/${mediaId}`)).arrayBuffer());
}

const allDone = { kind: 'answer', value: { batchItemFailures: [] } };
const hint = sqsEvent('{"account":"main"}');

/** What the functions do, each in a container that has just started, with all of AWS and X on this machine. */
export function describeCalls(folderOf: (name: FunctionName) => string): void {
  describe('the deployed bundles', () => {
    beforeEach(async () => {
      [aws, sandbox] = await Promise.all([openAws(), startSandbox()]);
      const [account] = sandbox.accounts;
      const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = account!;
      aws.secrets.set(`${ARN}account`, JSON.stringify({ consumerKey, consumerSecret, accessToken, accessTokenSecret }));
      aws.secrets.set(`${ARN}webhook`, JSON.stringify({ current: signingKey }));
      aws.secrets.set(`${ARN}bridge`, JSON.stringify({ keys: [bridgeKey()] }));
    });
    afterEach(async () => {
      await Promise.all(lambdas.splice(0).map(async (lambda) => lambda.close()));
      await Promise.all([aws.close(), sandbox.close()]);
    });

    const start = async (name: FunctionName) => open(folderOf(name), name);

    it('take a signed call in, and post it', async () => {
      const webhook = await start('webhook');
      const { value } = await webhook.invoke(webhookEvent({ text: 'Hello from Lambda' }));
      expect(value).toMatchObject({ statusCode: 202 });
      expect(aws.messages).toEqual(['{"account":"main"}']);
      const publish = await start('publish');
      expect(await publish.invoke(hint)).toEqual(allDone);
      expect(await aws.log.list({ limit: 9 })).toMatchObject([{ state: 'POSTED', source: 'webhook' }]);
      expect(sandbox.world.tweets.all().map(({ text }) => text)).toEqual(['Hello from Lambda']);
    });

    it('tell a sender what became of his call, and let him take it back', async () => {
      const webhook = await start('webhook');
      const accepted = await webhook.invoke(webhookEvent({ text: 'Hello' }));
      const { url } = JSON.parse((accepted.value as { body: string }).body) as { url: string };
      const told = await webhook.invoke(postsEvent('GET', url));
      expect(told.value).toMatchObject({
        statusCode: 200,
        body: expect.stringContaining('"state":"queued"') as string,
      });
      expect((await webhook.invoke(postsEvent('GET', url.replace(/token=./, 'token=')))).value).toMatchObject({
        statusCode: 404,
      });
      expect((await webhook.invoke(postsEvent('DELETE', url))).value).toMatchObject({ statusCode: 200 });
      expect(await aws.log.list({ limit: 9 })).toMatchObject([{ state: 'CANCELLED' }]);
    });

    it('describe the API to whoever asks', async () => {
      const webhook = await start('webhook');
      const { value } = await webhook.invoke(postsEvent('GET', '/openapi.json'));
      expect(value).toMatchObject({ statusCode: 200, body: expect.stringContaining('"openapi":"3.1.0"') as string });
    });

    it('give an address for a file too large for a call, which a later call posts', async () => {
      const webhook = await start('webhook');
      const announced = { mediaType: 'image/jpeg', totalBytes: photo.length };
      const asked = await webhook.invoke({ ...webhookEvent(announced), rawPath: '/webhooks/cms/uploads' });
      const { body } = asked.value as { body: string };
      const { id, url } = JSON.parse(body) as { id: string; url: string };
      const { pathname, searchParams } = new URL(url);
      expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
      const [bucket = '', ...key] = decodeURIComponent(pathname).slice(1).split('/');
      aws.s3.put(bucket, key.join('/'), photo);
      const posted = await webhook.invoke(webhookEvent({ text: 'Large', media: [{ upload: id }] }));
      expect(posted.value).toMatchObject({ statusCode: 202 });
    });

    it('take a form in, too', async () => {
      const webhook = await start('webhook');
      const event = webhookEvent({});
      const body = `--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nA form\r\n--x--\r\n`;
      const signature = new Webhook(signingKey).sign('msg_1', new Date(), body);
      const headers = {
        ...event.headers,
        'content-type': 'multipart/form-data; boundary=x',
        'webhook-signature': signature,
      };
      const { value } = await webhook.invoke({ ...event, headers, body });
      expect(value).toMatchObject({ statusCode: 202 });
      expect(await aws.log.list({ limit: 9 })).toMatchObject([{ post: { text: 'A form' } }]);
    });

    it("bring a picture to X for a client of X's old API", async () => {
      const bridge = await start('v1-bridge');
      const form = new FormData();
      form.append('media', new Blob([new Uint8Array(photo)]), 'photo.jpg');
      const request = new Response(form);
      const contentType = request.headers.get('content-type') ?? '';
      const body = new Uint8Array(await request.arrayBuffer());
      const event = bridgeEvent({ path: '/1.1/media/upload.json', body, contentType }, Date.now());
      const { value } = await bridge.invoke(event);
      expect(value).toMatchObject({ statusCode: 200 });
      const { media_id_string: mediaId, size } = JSON.parse((value as { body: string }).body) as Record<
        string,
        unknown
      >;
      expect(size).toBe(photo.length);
      const onX = await fetch(`${sandbox.url}/_sandbox/media/${String(mediaId)}`);
      expect(Buffer.from(await onX.arrayBuffer()).equals(photo)).toBe(true);
    });

    it('post a dropped picture with its bytes as they are, and tag it', async () => {
      const drop = await start('s3-drop');
      expect(await drop.invoke(dropEvent('main/photo.jpg', photo))).toEqual(allDone);
      const publish = await start('publish');
      expect(await publish.invoke(hint)).toEqual(allDone);
      const [row] = await aws.log.list({ limit: 9 });
      expect(row).toMatchObject({ state: 'POSTED', label: 'main/photo.jpg' });
      expect((await postedPicture()).equals(photo)).toBe(true);
      expect(aws.s3.tagsOf('the-drop', 'main/photo.jpg')).toEqual([
        { Key: 'pigeonpost:state', Value: 'posted' },
        { Key: 'pigeonpost:post', Value: row!.result!.postId },
      ]);
    });

    it('keep a picture that comes with a call in the work bucket', async () => {
      const webhook = await start('webhook');
      const media = [{ data: photo.toString('base64'), altText: 'a photo' }];
      const { value } = await webhook.invoke(webhookEvent({ text: 'Look', media }));
      expect(value).toMatchObject({ statusCode: 202 });
      const staged = aws.server.calls.filter(({ operation }) => operation === 'PUT').map(({ path }) => path);
      expect(staged).toMatchObject([expect.stringMatching(/^\/the-work\/staged\//) as string]);
    });

    it('fetch what a call shows by URL, and from the public internet alone', async () => {
      const webhook = await start('webhook');
      const media = [{ url: 'https://cdn.example.org/a.jpg', altText: 'a photo' }];
      await webhook.invoke(webhookEvent({ text: 'Look', media }));
      const [row] = await aws.log.list({ limit: 9 });
      const fetchHint = `{"publication":"${row!.id}"}`;
      expect(aws.messages.splice(0)).toEqual([fetchHint]);
      const sweep = await start('sweep');
      await sweep.invoke({ source: 'aws.events' });
      expect(aws.messages).toEqual([fetchHint]);
      // As if the name led to this machine: nothing of it may be reached.
      const post = { ...row!.post!, media: [{ from: 'url', url: 'https://127.0.0.1/a.jpg' } as const] };
      await aws.log.transact([stepPublication(row!, 'FETCHING', Date.now(), { post })]);
      const fetchMedia = await start('fetch-media');
      expect(await fetchMedia.invoke(sqsEvent(fetchHint))).toEqual(allDone);
      expect(await aws.log.list({ limit: 9 })).toMatchObject([{ state: 'REJECTED', failure: { code: 'URL_BLOCKED' } }]);
    });

    it('send a hint for what is due, each minute', async () => {
      const webhook = await start('webhook');
      await webhook.invoke(webhookEvent({ text: 'Hello' }));
      aws.messages.length = 0;
      const sweep = await start('sweep');
      expect(await sweep.invoke({ source: 'aws.events' })).toEqual({ kind: 'answer', value: null });
      expect(aws.messages).toEqual(['{"account":"main"}']);
    });

    it('pause an account whose keys were never set, and say how to set them', async () => {
      aws.secrets.set(`${ARN}account`, undefined);
      const webhook = await start('webhook');
      await webhook.invoke(webhookEvent({ text: 'Hello' }));
      const publish = await start('publish');
      expect(await publish.invoke(hint)).toEqual(allDone);
      expect((await aws.log.gate('main')).held).toMatchObject({
        reason: 'secret',
        advice: expect.stringContaining('auth login main') as string,
      });
    });

    it('ask for a message again while the log does not answer', async () => {
      const publish = await start('publish');
      aws.server.failNext('GetItem', 'unavailable', 9);
      expect(await publish.invoke(hint)).toEqual({
        kind: 'answer',
        value: { batchItemFailures: [{ itemIdentifier: 'm0' }] },
      });
    });

    it('write lines that CloudWatch reads as numbers too, under the name of the deployment', async () => {
      const webhook = await start('webhook');
      await webhook.invoke(webhookEvent({ text: 'a secret plan' }));
      const accepted = webhook.lines().find((line) => line['event'] === 'accepted');
      expect(accepted).toMatchObject({ level: 'info', account: 'main', Accepted: 1 });
      expect(JSON.stringify(accepted)).toContain('"Namespace":"Pigeonpost/test"');
      expect(webhook.output()).not.toMatch(/secret plan|whsec_/);
    });
  });
}
