import { sign as signAsOctokit } from '@octokit/webhooks-methods';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { verifyGithub } from '../../../../functions/triggers/webhook/verify-github.ts';
import { refusalOf } from '../../../fakes/refusal-of.ts';

const secret = 'a key that is long enough';
const previous = 'the key before it, as long';
const keys = { current: Buffer.from(secret), previous: Buffer.from(previous) };
const text = '{"action":"published","name":"Grüße 🕊️"}';
const body = Buffer.from(text);
const delivery = '72d3162e-cc78-11e3-81ab-4c9367dc0958';
const good = await signAsOctokit(secret, text);
const byStranger = await signAsOctokit('a key of somebody else, long', text);
const overOther = await signAsOctokit(secret, `${text} `);

const verify = (signature: string | undefined, rawBody: Uint8Array = body, key: 'body' | 'delivery' = 'body') =>
  verifyGithub({ rawBody, headers: { 'x-hub-signature-256': signature, 'x-github-delivery': delivery } }, keys, key);

describe('verifyGithub', () => {
  it('reproduces the example in GitHub’s documentation', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const documented = { current: Buffer.from("It's a Secret to Everybody") };
    const call = { rawBody: Buffer.from('Hello, World!'), headers: { 'x-hub-signature-256': signature } };
    expect(verifyGithub(call, documented, 'body')).toEqual({ keyGeneration: 'current' });
  });

  it('takes what GitHub’s own library signs, under either key', async () => {
    expect(verify(good)).toEqual({ keyGeneration: 'current' });
    expect(verify(await signAsOctokit(previous, text))).toEqual({ keyGeneration: 'previous' });
  });

  it('names the delivery only where the config lets it count', () => {
    expect(verify(good)).not.toHaveProperty('unsignedId');
    expect(verify(good, body, 'delivery')).toMatchObject({ unsignedId: delivery });
  });

  it.each([
    { case: 'no signature', signature: undefined },
    { case: 'an empty one', signature: '' },
    { case: 'a truncated one', signature: good.slice(0, -2) },
    { case: 'a longer one', signature: `${good}00` },
    { case: 'capitals', signature: good.toUpperCase() },
    { case: 'no prefix', signature: good.slice(7) },
    { case: 'the prefix of SHA-1', signature: good.replace('sha256', 'sha1') },
    { case: 'a blank before it', signature: ` ${good}` },
    { case: 'a header given twice', signature: `${good},${good}` },
    { case: 'an unknown key', signature: byStranger },
    { case: 'another body', signature: overOther },
  ])('refuses $case', ({ signature }) => {
    expect(refusalOf(() => verify(signature))).toBe('SIGNATURE_INVALID');
  });

  it('refuses a delivery whose id is no id, where it counts', () => {
    const headers = { 'x-hub-signature-256': good, 'x-github-delivery': 'a,b' };
    expect(refusalOf(() => verifyGithub({ rawBody: body, headers }, keys, 'delivery'))).toBe('SIGNATURE_INVALID');
  });

  it('refuses every other body under the same signature', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (other) => {
        fc.pre(!body.equals(other));
        expect(refusalOf(() => verify(good, other))).toBe('SIGNATURE_INVALID');
      }),
    );
  });
});
