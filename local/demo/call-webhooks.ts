import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { request } from 'undici';

import type { RunningPigeonpost } from '../start.ts';

const TIMEOUT_MS = 10_000;

/** Two signed calls, as a CMS or a shop makes them; how many there were. */
export async function callWebhooks(running: RunningPigeonpost, tell: (line: string) => void): Promise<number> {
  const photo = await readFile(join(import.meta.dirname, 'photos', 'pigeon.png'));
  const altText = 'A grey-blue pigeon carries a letter in its beak.';
  const calls = {
    blog: {
      text: 'New on the blog: 100 % of pigeons approve 🕊️\n~ the team',
      media: [{ data: photo.toString('base64'), altText }],
    },
    shop: { text: 'Back in stock: seed & crumbs, 2 + 1 free ☕' },
  };
  for (const [name, body] of Object.entries(calls)) {
    const { statusCode } = await call(running, name, JSON.stringify(body));
    tell(`  called webhook ${name}: ${statusCode}`);
    if (statusCode !== 202) throw new Error(`webhook ${name} answered ${statusCode} instead of 202`);
  }
  return Object.keys(calls).length;
}

/** Signed as Standard Webhooks asks: HMAC-SHA256 over `id.timestamp.body` (specification, read 2026-11). */
async function call({ gateway, secrets }: RunningPigeonpost, name: string, body: string) {
  const { current } = (await secrets.read(`webhook/${name}`)) as { current: string };
  const key = Buffer.from(current.replace('whsec_', ''), 'base64');
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const answer = await request(`${gateway.url}/webhooks/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.body.dump();
  return answer;
}
