import { createHmac, randomUUID } from 'node:crypto';

import { Webhook } from 'standardwebhooks';

interface CallOptions {
  readonly id?: string;
  readonly signedAt?: Date;
  /** Over those of a proper call; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent in place of what was signed. */
  readonly sent?: string;
}

/** A call signed with the library that senders use, or by hand where the body may be no text. */
export async function callWebhook(
  { url, secret }: { readonly url: string; readonly secret: string },
  body: string | Buffer | object,
  { id = `msg_${randomUUID()}`, signedAt = new Date(), headers = {}, sent }: CallOptions = {},
): Promise<{ readonly status: number; readonly document: Record<string, unknown> }> {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
    'webhook-signature': sign(secret, id, signedAt, bytes),
    ...headers,
  };
  const present = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  const signal = AbortSignal.timeout(15_000);
  const answer = await fetch(url, { method: 'POST', headers: present, body: sent ?? bytes, signal });
  const text = await answer.text();
  return { status: answer.status, document: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

function sign(secret: string, id: string, signedAt: Date, body: string | Buffer): string {
  if (typeof body === 'string') return new Webhook(secret).sign(id, signedAt, body);
  const hmac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'));
  return `v1,${hmac
    .update(`${id}.${Math.floor(signedAt.getTime() / 1000)}.`)
    .update(body)
    .digest('base64')}`;
}
