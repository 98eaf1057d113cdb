import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';

import { verifyStripe } from '../../../../functions/triggers/webhook/verify-stripe.ts';
import { refusalOf } from '../../../fakes/refusal-of.ts';

const secret = 'whsec_8e1c0f1de4c64b9ba2fd5ecd';
const previous = 'whsec_3b0d72f2c1b94fbe8f39b3aa';
const keys = { current: Buffer.from(secret), previous: Buffer.from(previous) };
const payload = '{"id":"evt_1","type":"charge.succeeded","note":"Grüße"}';
const timestamp = 1_790_000_000;
const stripe = new Stripe('sk_test_nobody');

/** What Stripe's own library makes for tests. */
const signed = (over: { timestamp?: number; secret?: string } = {}) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp, ...over });
const signatureOf = (header: string) => header.split('v1=')[1] ?? '';

const verify = (header: string | undefined, skewSeconds = 0, rawBody = Buffer.from(payload)) =>
  verifyStripe({ rawBody, headers: { 'stripe-signature': header } }, keys, (timestamp + skewSeconds) * 1000);

describe('verifyStripe', () => {
  it.each([
    { case: 'what Stripe’s own library signs', header: signed(), keyGeneration: 'current' },
    { case: 'the previous key', header: signed({ secret: previous }), keyGeneration: 'previous' },
    {
      case: 'one good signature among several',
      header: `t=${timestamp},v1=${'0'.repeat(64)},v1=${signatureOf(signed())}`,
      keyGeneration: 'current',
    },
    { case: 'a scheme of tests beside it', header: `${signed()},v0=${'0'.repeat(64)}`, keyGeneration: 'current' },
  ])('takes $case', ({ header, keyGeneration }) => {
    expect(verify(header)).toEqual({ keyGeneration });
  });

  it.each([-300, 300])('takes a call whose time is %d s off', (skewSeconds) => {
    expect(verify(signed(), skewSeconds)).toEqual({ keyGeneration: 'current' });
  });

  it.each([-301, 301])('refuses a call whose time is %d s off', (skewSeconds) => {
    expect(refusalOf(() => verify(signed(), skewSeconds))).toBe('TIMESTAMP_OUT_OF_RANGE');
  });

  it.each([
    { case: 'no header', header: undefined },
    { case: 'an empty one', header: '' },
    { case: 'no time', header: signed().replace(/^t=\d+,/, '') },
    { case: 'no signature of this version', header: signed().replace('v1=', 'v0=') },
    { case: 'a time that only begins with digits', header: signed().replace(String(timestamp), `${timestamp}abc`) },
    { case: 'a time with an exponent', header: signed().replace(String(timestamp), '179e7') },
    { case: 'two times', header: `t=${timestamp},${signed()}` },
    { case: 'a header given twice', header: `${signed()},${signed()}` },
    { case: 'another time than the one that was signed', header: signed().replace(/^t=\d+/, `t=${timestamp + 1}`) },
    { case: 'a truncated signature', header: signed().slice(0, -2) },
    { case: 'a signature in capitals', header: `t=${timestamp},v1=${signatureOf(signed()).toUpperCase()}` },
    { case: 'an unknown key', header: signed({ secret: 'whsec_0000000000000000000000' }) },
    { case: 'the key without its prefix', header: signed({ secret: secret.slice(6) }) },
    { case: 'blanks', header: signed().replace(',', ', ') },
  ])('refuses $case', ({ header }) => {
    expect(refusalOf(() => verify(header))).toBe('SIGNATURE_INVALID');
  });

  it('refuses another body', () => {
    expect(refusalOf(() => verify(signed(), 0, Buffer.from(`${payload}\n`)))).toBe('SIGNATURE_INVALID');
  });
});
