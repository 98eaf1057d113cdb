import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

const proper = JSON.stringify({ text: 'hello', geo: { lat: 1, long: 2 }, media: [], idempotencyKey: 'k' });

/** Signed, so that the call gets past the door: the bytes are what is tried here. */
async function statusOf(body: Uint8Array): Promise<{ statusCode: number; rows: number }> {
  const bench = createWebhookBench();
  const { statusCode = 0 } = await bench.call({ body });
  return { statusCode, rows: bench.log.rows.length };
}

function isRefusal({ statusCode, rows }: { statusCode: number; rows: number }): boolean {
  return statusCode >= 400 && statusCode < 500 && rows === 0;
}

describe('the webhook function, given anything', () => {
  it('answers any signed bytes with 4xx, and posts nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (body) => {
        expect(await statusOf(body)).toSatisfy(isRefusal);
      }),
    );
  });

  it('answers any JSON that is no post with 4xx, and posts nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ noUnicodeString: false }), async (body) => {
        expect(await statusOf(Buffer.from(body))).toSatisfy(isRefusal);
      }),
    );
  });

  it('answers a field of any kind with 202 or 4xx, never 5xx', async () => {
    const names = [
      'account',
      'text',
      'media',
      'replyTo',
      'replySettings',
      'geo',
      'sensitive',
      'attachmentUrl',
      'scheduleAt',
    ];
    const field = fc.record({
      name: fc.constantFrom(...names, 'additionalOwners', 'idempotencyKey'),
      value: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(field, async ({ name, value }) => {
        const answer = await statusOf(Buffer.from(JSON.stringify({ text: 'hello', [name]: value })));
        expect(answer).toSatisfy(() => (answer.statusCode === 202 && answer.rows === 1) || isRefusal(answer));
      }),
      { numRuns: 300 },
    );
  });

  it('answers a proper body with one byte changed or cut with 202 or 4xx, never 5xx', async () => {
    const damage = fc.record({ at: fc.nat(proper.length - 1), byte: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, cut }) => {
        const body = Buffer.from(proper);
        body[at] = byte;
        const answer = await statusOf(cut ? body.subarray(0, at) : body);
        expect(answer).toSatisfy(() => (answer.statusCode === 202 && answer.rows === 1) || isRefusal(answer));
      }),
      { numRuns: 300 },
    );
  });

  it('answers any text with 202 and the very text, or with 422', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async (text) => {
        const bench = createWebhookBench();
        const { statusCode } = await bench.call({ body: { text } });
        expect(statusCode === 202 ? bench.log.rows[0]?.post?.text : statusCode).toBe(statusCode === 202 ? text : 422);
      }),
    );
  });

  it('answers any headers with 4xx unless they are the signed ones', async () => {
    const name = fc.constantFrom(
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'content-type',
      'content-encoding',
    );
    await fc.assert(
      fc.asyncProperty(name, fc.string({ unit: 'binary' }), async (header, value) => {
        const bench = createWebhookBench();
        const { statusCode = 0 } = await bench.call({ headers: { [header]: value } });
        expect({ statusCode, rows: bench.log.rows.length }).toSatisfy(isRefusal);
      }),
    );
  });
});
