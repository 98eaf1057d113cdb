import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const MINUTE_MS = 60_000;
const anotherSecret = `whsec_${Buffer.alloc(32, 'another').toString('base64')}`;

interface Call {
  readonly case: string;
  readonly status: number;
  readonly body?: string | Buffer | object;
  readonly options?: Parameters<typeof callWebhook>[2];
  readonly secret?: string;
  readonly path?: string;
}

const calls: readonly Call[] = [
  { case: 'no signature', status: 401, options: { headers: { 'webhook-signature': undefined } } },
  { case: 'an empty signature', status: 401, options: { headers: { 'webhook-signature': '' } } },
  { case: 'the signature of another key', status: 401, secret: anotherSecret },
  { case: 'a body that was changed after signing', status: 401, options: { sent: '{"text":"forged"}' } },
  { case: 'another id than was signed', status: 401, options: { headers: { 'webhook-id': 'msg_forged' } } },
  { case: 'a call of ten minutes ago', status: 401, options: { signedAt: new Date(Date.now() - 10 * MINUTE_MS) } },
  { case: 'a call from ten minutes ahead', status: 401, options: { signedAt: new Date(Date.now() + 10 * MINUTE_MS) } },
  { case: 'plain text', status: 415, options: { headers: { 'content-type': 'text/plain' } } },
  {
    case: 'a form that is JSON',
    status: 422,
    options: { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  },
  { case: 'a compressed body', status: 415, options: { headers: { 'content-encoding': 'gzip' } } },
  { case: 'no JSON', status: 400, body: 'hello' },
  { case: 'JSON with something behind', status: 400, body: '{"text":"a"} trailing' },
  { case: 'a name that stands twice', status: 400, body: '{"text":"a","text":"b"}' },
  { case: 'bytes that are no UTF-8', status: 400, body: Buffer.from([0x7b, 0xff, 0x7d]) },
  { case: 'an unknown field', status: 422, body: { text: 'a', colour: 'grey' } },
  { case: 'a field of the wrong kind', status: 422, body: { text: 7 } },
  { case: 'a text too long', status: 422, body: { text: 'x'.repeat(281) } },
  { case: 'nothing to post', status: 422, body: {} },
  { case: 'an account that is not its own', status: 403, body: { text: 'a', account: 'other' } },
  { case: 'a key outside its folders', status: 422, body: { media: [{ key: '../secrets.json' }] } },
  { case: 'a body over the limit', status: 413, body: Buffer.alloc(4_500_001, ' ') },
  { case: 'a body over any limit', status: 413, body: Buffer.alloc(12_000_000, ' ') },
  { case: 'a webhook that is not there', status: 404, path: '/webhooks/nowhere' },
];

describe('calls that are refused', () => {
  it('get their status and a reason, and leave nothing in the log', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: {}, other: {} },
      drops: [{ prefix: 'main/', account: 'main', settleSeconds: 0 }],
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
    });
    const engine = await machine.start();
    const { url, secret } = engine.ready.webhooks['cms']!;
    const answers = new Map<string, number>();
    const reasons: string[] = [];
    for (const call of calls) {
      const target = { url: new URL(call.path ?? url, url).href, secret: call.secret ?? secret };
      const { status, document } = await callWebhook(target, call.body ?? { text: call.case }, call.options);
      answers.set(call.case, status);
      reasons.push(String(document['detail'] ?? document['message']));
    }
    expect(answers).toEqual(new Map(calls.map((call) => [call.case, call.status])));
    expect(reasons.filter((reason) => reason === 'undefined' || reason.includes(secret))).toEqual([]);
    const get = await fetch(url);
    expect({ status: get.status, allow: get.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });

    // A good one among them is taken, once.
    expect(await callWebhook({ url, secret }, { text: 'good' }, { id: 'msg_1' })).toMatchObject({ status: 202 });
    expect(await callWebhook({ url, secret }, { text: 'good' }, { id: 'msg_1' })).toMatchObject({ status: 200 });
    expect(await callWebhook({ url, secret }, { text: 'changed' }, { id: 'msg_1' })).toMatchObject({ status: 422 });
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toMatchObject([{ text: 'good' }]);
    expect(await engine.rows()).toMatchObject([{ text: 'good', source: 'webhook' }]);
  });
});
