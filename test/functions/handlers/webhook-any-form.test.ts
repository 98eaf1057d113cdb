import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { multipartBody } from '../../fakes/form-body.ts';
import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=x';

const proper = multipartBody(
  [
    { name: 'text', value: 'hello' },
    { name: 'geo[lat]', value: '1' },
    { name: 'geo.long', value: '2' },
    { name: 'media[]', value: picture(), filename: 'a.jpg', mediaType: 'image/jpeg' },
    { name: 'altText[]', value: 'A view' },
  ],
  'x',
);

interface Outcome {
  readonly statusCode: number;
  readonly rows: number;
  readonly kept: number;
}

/** Signed, so that the call gets past the door: the form is what is tried here. */
async function outcomeOf(body: Uint8Array | string, contentType: string, webhook = 'cms'): Promise<Outcome> {
  const bench = createWebhookBench();
  const { statusCode = 0 } = await bench.call({ webhook, body, headers: { 'content-type': contentType } });
  return { statusCode, rows: bench.log.rows.length, kept: bench.media.objects.size };
}

const isRefusal = ({ statusCode, rows, kept }: Outcome) =>
  statusCode >= 400 && statusCode < 500 && rows === 0 && kept === 0;
const isAnswer = (outcome: Outcome) => (outcome.statusCode === 202 && outcome.rows === 1) || isRefusal(outcome);

describe('the webhook function, given any form', () => {
  it('answers any signed bytes with 4xx, and posts nothing', async () => {
    const type = fc.constantFrom(URLENCODED, MULTIPART);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), type, async (body, contentType) => {
        expect(await outcomeOf(body, contentType)).toSatisfy(isRefusal);
      }),
    );
  });

  it('answers any names and values with 202 or 4xx, never 5xx', async () => {
    const sign = fc.constantFrom(
      'a',
      'text',
      'media',
      'geo',
      'lat',
      '[',
      ']',
      '.',
      '[]',
      '[0]',
      '[1]',
      '__proto__',
      '%',
      '🕊',
    );
    const field = fc.tuple(fc.string({ unit: sign, maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 10 }));
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 6 }), fc.boolean(), async (fields, isMapped) => {
        const body = fields.map(([name, value]) => `${encodeURIComponent(name)}=${escape(value)}`).join('&');
        expect(await outcomeOf(body, URLENCODED, isMapped ? 'shop' : 'cms')).toSatisfy(isAnswer);
      }),
      { numRuns: 300 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('answers a proper multipart body with bytes changed, cut or doubled with 202 or 4xx, never 5xx', async () => {
    // The picture may be any: it is the form around it that is damaged.
    const at = fc.oneof(
      fc.nat(400),
      fc.nat(proper.length - 1),
      fc.integer({ min: proper.length - 200, max: proper.length - 1 }),
    );
    const damage = fc.record({ at, byte: fc.nat(255), kind: fc.constantFrom('change', 'cut', 'double') });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, kind }) => {
        const body = Buffer.from(proper);
        if (kind === 'change') body[at] = byte;
        const damaged = { change: body, cut: body.subarray(0, at), double: Buffer.concat([body.subarray(at), body]) };
        expect(await outcomeOf(damaged[kind], MULTIPART)).toSatisfy(isAnswer);
      }),
      { numRuns: 200 },
    );
  });

  it('answers any content type with 202 or 4xx, never 5xx', async () => {
    const part = fc.constantFrom(
      'multipart/form-data',
      'application/json',
      URLENCODED,
      ';',
      ' boundary=x',
      ' charset=',
      'utf-8',
      '"',
      '\\',
      ',',
      '=',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        expect(await outcomeOf(proper, parts.join(''))).toSatisfy(isAnswer);
      }),
    );
  });

  it('answers any part headers with 202 or 4xx, never 5xx', async () => {
    const piece = fc.constantFrom(
      'Content-Disposition',
      ':',
      ' form-data',
      '; name="text"',
      '; filename="a"',
      '\r\n',
      '\n',
      '\0',
      'é',
      'Content-Type: text/plain',
      'Content-Transfer-Encoding: base64',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const body = `--x\r\n${pieces.join('')}\r\n\r\nhello\r\n--x--\r\n`;
        expect(await outcomeOf(body, MULTIPART)).toSatisfy(isAnswer);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the memory of the webhook function', () => {
  it.each([
    { case: 'parts', type: MULTIPART, body: '--x\r\n\r\n\r\n' },
    { case: 'fields', type: URLENCODED, body: 'a[]=b&' },
    { case: 'names', type: URLENCODED, body: 'a[b]' },
    { case: 'escapes', type: URLENCODED, body: '%41' },
    { case: 'lists', type: 'application/json', body: '[' },
    { case: 'texts', type: 'application/json', body: '"a",' },
  ])('stays within a few times the largest body, of nothing but $case', async ({ type, body }) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const whole = Buffer.alloc(4_500_000, body);
    // The first call loads what is loaded late.
    await outcomeOf(whole, type);
    collect();
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 1);
    expect(await outcomeOf(whole, type)).toSatisfy(isRefusal);
    clearInterval(watch);
    collect();
    const after = process.memoryUsage();
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(20_000_000);
    expect(Math.max(peak, after.rss) - before.rss).toBeLessThan(150_000_000);
  });
});
