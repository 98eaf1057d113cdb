import { createHmac } from 'node:crypto';

import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../../functions/domain/errors.ts';
import type { VerifiedCall, WebhookKeys } from '../../../../functions/triggers/webhook/verified-call.ts';
import { verifyStandardWebhooks } from '../../../../functions/triggers/webhook/verify-standard-webhooks.ts';

const currentKey = Buffer.alloc(32, 'current');
const previousKey = Buffer.alloc(32, 'previous');
const foreignKey = Buffer.alloc(32, 'foreign');
const keys: WebhookKeys = { current: currentKey, previous: previousKey };

const id = 'msg_2b3c';
const timestamp = 1_790_000_000;
const nowEpochMs = timestamp * 1000;
const body = Buffer.from('{"text":"Grüße 🕊️"}');

/** Signed by the sender's own library, not by ours. */
function sign(key: Uint8Array, over: { id?: string; timestamp?: number; body?: Buffer } = {}): string {
  const signer = new Webhook(Buffer.from(key).toString('base64'));
  return signer.sign(over.id ?? id, new Date((over.timestamp ?? timestamp) * 1000), over.body ?? body);
}

type Headers = Record<string, string | undefined>;

function headers(changes: Headers = {}): Headers {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign(currentKey),
    ...changes,
  };
}

function verify(
  changes: Headers = {},
  options: { now?: number; body?: Uint8Array; keys?: WebhookKeys } = {},
): VerifiedCall {
  const call = { rawBody: options.body ?? body, headers: headers(changes) };
  return verifyStandardWebhooks(call, options.keys ?? keys, options.now ?? nowEpochMs);
}

function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof RejectedTriggerError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('verifyStandardWebhooks', () => {
  it('reproduces the vector that Standard Webhooks publishes', () => {
    const call = {
      rawBody: Buffer.from('{"test": 2432232314}'),
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    };
    const current = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    expect(verifyStandardWebhooks(call, { current }, 1_614_265_330_000)).toEqual({
      signedId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      keyGeneration: 'current',
    });
  });

  it.each([
    { case: 'the current key', signature: sign(currentKey), keyGeneration: 'current' },
    { case: 'the key that is being withdrawn', signature: sign(previousKey), keyGeneration: 'previous' },
    { case: 'both keys', signature: `${sign(previousKey)} ${sign(currentKey)}`, keyGeneration: 'current' },
    {
      case: 'a foreign key before ours',
      signature: `${sign(foreignKey)} ${sign(currentKey)}`,
      keyGeneration: 'current',
    },
    { case: 'other versions beside v1', signature: `v1a,AAAA v2,x ${sign(currentKey)}`, keyGeneration: 'current' },
    { case: 'a malformed v1 beside a good one', signature: `v1,AAAA ${sign(currentKey)}`, keyGeneration: 'current' },
  ])('F110: accepts a signature by $case', ({ signature, keyGeneration }) => {
    expect(verify({ 'webhook-signature': signature })).toEqual({ signedId: id, keyGeneration });
  });

  it.each([
    { case: 'exactly 300 s old', now: nowEpochMs + 300_000, answer: 'accepted' },
    { case: 'exactly 300 s ahead', now: nowEpochMs - 300_000, answer: 'accepted' },
    { case: 'within the last accepted second', now: nowEpochMs + 300_999, answer: 'accepted' },
    { case: '301 s old', now: nowEpochMs + 301_000, answer: 'TIMESTAMP_OUT_OF_RANGE' },
    { case: '301 s ahead', now: nowEpochMs - 301_000, answer: 'TIMESTAMP_OUT_OF_RANGE' },
    { case: 'of yesterday', now: nowEpochMs + 86_400_000, answer: 'TIMESTAMP_OUT_OF_RANGE' },
  ])('F112: answers $answer for a timestamp $case', ({ now, answer }) => {
    expect(refusal(() => verify({}, { now }))).toBe(answer);
  });

  it.each([
    { case: 'no id', changes: { 'webhook-id': undefined } },
    { case: 'an empty id', changes: { 'webhook-id': '' } },
    { case: 'no timestamp', changes: { 'webhook-timestamp': undefined } },
    { case: 'no signature', changes: { 'webhook-signature': undefined } },
    { case: 'an empty signature', changes: { 'webhook-signature': '' } },
    { case: 'a foreign key', changes: { 'webhook-signature': sign(foreignKey) } },
    { case: 'the id of another call', changes: { 'webhook-id': 'msg_other' } },
    { case: 'the timestamp of another call', changes: { 'webhook-timestamp': String(timestamp + 1) } },
    { case: 'the id given twice', changes: { 'webhook-id': `${id},${id}` } },
    { case: 'the id given twice with a blank', changes: { 'webhook-id': `${id}, ${id}` } },
    { case: 'the timestamp given twice', changes: { 'webhook-timestamp': `${timestamp},${timestamp}` } },
    { case: 'the signature given twice', changes: { 'webhook-signature': `${sign(currentKey)},${sign(currentKey)}` } },
    {
      case: 'the signature given twice with a blank',
      changes: { 'webhook-signature': `${sign(currentKey)}, ${sign(currentKey)}` },
    },
    { case: 'a truncated signature', changes: { 'webhook-signature': sign(currentKey).slice(0, -9) } },
    { case: 'a signature without its padding', changes: { 'webhook-signature': sign(currentKey).replace('=', '') } },
    { case: 'a signature with more behind it', changes: { 'webhook-signature': `${sign(currentKey)}AAAA` } },
    {
      case: 'a signature in the URL alphabet',
      changes: {
        'webhook-signature': sign(currentKey).replaceAll('+', '-').replaceAll('/', '_').replace('v1,', 'v1,_'),
      },
    },
    { case: 'a signature without version', changes: { 'webhook-signature': sign(currentKey).slice(3) } },
    { case: 'another version', changes: { 'webhook-signature': sign(currentKey).replace('v1,', 'v2,') } },
    { case: 'the version in capitals', changes: { 'webhook-signature': sign(currentKey).replace('v1,', 'V1,') } },
    { case: 'the scheme of GitHub', changes: { 'webhook-signature': `sha256=${'0'.repeat(64)}` } },
    { case: 'an empty v1', changes: { 'webhook-signature': 'v1,' } },
    { case: 'a line break in the signature', changes: { 'webhook-signature': `${sign(currentKey)}\n` } },
    {
      case: 'a dot in the id',
      changes: { 'webhook-id': 'msg.1', 'webhook-signature': sign(currentKey, { id: 'msg.1' }) },
    },
    {
      case: 'an id of 256 characters',
      changes: { 'webhook-id': 'a'.repeat(256), 'webhook-signature': sign(currentKey, { id: 'a'.repeat(256) }) },
    },
  ])('F109, F130: refuses $case', ({ changes }) => {
    expect(refusal(() => verify(changes))).toBe('SIGNATURE_INVALID');
  });

  it.each([
    { case: 'letters after it', time: `${timestamp}abc` },
    { case: 'a sign', time: `+${timestamp}` },
    { case: 'a minus', time: `-${timestamp}` },
    { case: 'a fraction', time: `${timestamp}.0` },
    { case: 'an exponent', time: '179e7' },
    { case: 'hexadecimal digits', time: `0x${timestamp.toString(16)}` },
    { case: 'a blank before it', time: ` ${timestamp}` },
    { case: 'a line break behind it', time: `${timestamp}\n` },
    { case: 'digits of another script', time: '١٧٩٠٠٠٠٠٠٠' },
    { case: 'a date', time: new Date(nowEpochMs).toISOString() },
    { case: 'thirteen digits', time: String(nowEpochMs) },
    { case: 'nothing', time: '' },
  ])('refuses a time with $case, however well it is signed', ({ time }) => {
    const signed = Buffer.concat([Buffer.from(`${id}.${time}.`), body]);
    const signature = `v1,${createHmac('sha256', currentKey).update(signed).digest('base64')}`;
    const changes = { 'webhook-timestamp': time, 'webhook-signature': signature };
    expect(refusal(() => verify(changes))).toBe('SIGNATURE_INVALID');
  });

  it('verifies bytes: 0xff does not pass under the signature of the character that replaces it', () => {
    const replaced = Buffer.from('{"text":"\ufffd"}');
    const broken = Buffer.from([...Buffer.from('{"text":"'), 0xff, ...Buffer.from('"}')]);
    const signature = sign(currentKey, { body: replaced });
    expect(refusal(() => verify({ 'webhook-signature': signature }, { body: broken }))).toBe('SIGNATURE_INVALID');
    expect(refusal(() => verify({ 'webhook-signature': signature }, { body: replaced }))).toBe('accepted');
  });

  it('refuses the withdrawn key once it is gone from the secret', () => {
    const attempt = () => verify({ 'webhook-signature': sign(previousKey) }, { keys: { current: currentKey } });
    expect(refusal(attempt)).toBe('SIGNATURE_INVALID');
  });

  it('refuses every body but the one that was signed', () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const altered = Buffer.from(body);
        altered[position] = (altered[position] ?? 0) ^ change;
        expect(refusal(() => verify({}, { body: altered }))).toBe('SIGNATURE_INVALID');
      }),
    );
  });

  it('answers any headers with a refusal, never with another error', () => {
    const value = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('v1,', 'v1,a', '1', 'x')), {
      nil: undefined,
    });
    fc.assert(
      fc.property(value, value, value, (drawnId, time, signature) => {
        const changes = { 'webhook-id': drawnId, 'webhook-timestamp': time, 'webhook-signature': signature };
        expect(refusal(() => verify(changes))).toBe('SIGNATURE_INVALID');
      }),
    );
  });
});
