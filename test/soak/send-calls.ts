import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { EngineReady } from './killed-engine.ts';
import type { Call } from './trigger.ts';

const TIMEOUT_MS = 15_000;
const SENDERS = 4;

export interface SendReport {
  /** Requests sent, repeats among them. */
  requests: number;
  /** Answers that a sender gives up on. */
  readonly refused: string[];
}

/**
 * Makes the calls as several senders do: each is repeated, signed with the same id, until the engine has accepted it.
 * Every twentieth is sent again although it was accepted, as senders do whose record of the answer got lost.
 */
export async function sendCalls(
  calls: readonly Call[],
  { webhooks }: EngineReady,
  pauseMs: number,
  signal: AbortSignal,
): Promise<SendReport> {
  const report: SendReport = { requests: 0, refused: [] };
  const queue = [...calls, ...calls.filter((_, n) => n % 20 === 0)];
  const sender = async () => {
    for (let call = queue.shift(); call !== undefined && !signal.aborted; call = queue.shift()) {
      const webhook = webhooks[call.account];
      if (webhook === undefined) throw new Error(`there is no webhook for ${call.account}`);
      await sendUntilAccepted(call, webhook, report, signal);
      await wait(pauseMs * SENDERS);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return report;
}

interface Webhook {
  readonly url: string;
  readonly secret: string;
}

async function sendUntilAccepted(call: Call, webhook: Webhook, report: SendReport, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    report.requests += 1;
    const status = await send(call, webhook);
    if (status === 200 || status === 202) return;
    if (status !== undefined && status < 500) {
      report.refused.push(`${call.key} was answered ${status}`);
      return;
    }
    await wait(200);
  }
}

/** The status; undefined when no answer came. */
async function send({ key }: Call, { url, secret }: Webhook): Promise<number | undefined> {
  const body = JSON.stringify({ text: key });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${key}.${timestamp}.${body}`)
    .digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': key,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}
