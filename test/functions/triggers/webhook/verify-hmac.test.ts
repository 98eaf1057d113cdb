import { createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { webhookSchema } from '../../../../functions/config/webhook-schema.ts';
import { verifyHmac, type HmacConfig } from '../../../../functions/triggers/webhook/verify-hmac.ts';
import { refusalOf } from '../../../fakes/refusal-of.ts';

const timestamp = 1_531_420_618;
const configOf = (settings: object) =>
  webhookSchema.parse({ scheme: 'hmac', account: 'main', ...settings }) as HmacConfig;

const slack = configOf({
  header: 'x-slack-signature',
  prefix: 'v0=',
  signed: 'v0:{timestamp}:{body}',
  timestampHeader: 'x-slack-request-timestamp',
});
/** The example in Slack's "Verifying requests from Slack". */
const slackKeys = { current: Buffer.from('8f742231b10e8888abcd99yyyzzz85a5') };
const slackBody =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const slackSignature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';

const shopify = configOf({
  header: 'x-shopify-hmac-sha256',
  encoding: 'base64',
  deliveryHeader: 'x-shopify-webhook-id',
});
const keys = { current: Buffer.alloc(32, 'current'), previous: Buffer.alloc(32, 'previous') };
const body = Buffer.from('{"title":"Grüße"}');
const sign = (key: Uint8Array, signed = body.toString(), algorithm = 'sha256') =>
  createHmac(algorithm, key).update(signed);

function slackCall(headers: Record<string, string | undefined> = {}, nowSeconds = timestamp): string {
  const given = { 'x-slack-signature': slackSignature, 'x-slack-request-timestamp': String(timestamp), ...headers };
  const call = { rawBody: Buffer.from(slackBody), headers: given };
  return refusalOf(() => verifyHmac(call, slackKeys, nowSeconds * 1000, slack));
}

describe('verifyHmac', () => {
  it('reproduces the example in Slack’s documentation', () => {
    expect(slackCall()).toBe('accepted');
  });

  it.each([
    { case: 'no time', headers: { 'x-slack-request-timestamp': undefined } },
    { case: 'a time with letters', headers: { 'x-slack-request-timestamp': `${timestamp}abc` } },
    { case: 'another time', headers: { 'x-slack-request-timestamp': String(timestamp + 1) } },
    { case: 'another prefix', headers: { 'x-slack-signature': slackSignature.replace('v0', 'v1') } },
    { case: 'a truncated signature', headers: { 'x-slack-signature': slackSignature.slice(0, -1) } },
    { case: 'capitals', headers: { 'x-slack-signature': slackSignature.toUpperCase() } },
    { case: 'two signatures', headers: { 'x-slack-signature': `${slackSignature},${slackSignature}` } },
  ])('refuses $case', ({ headers }) => {
    expect(slackCall(headers)).toBe('SIGNATURE_INVALID');
  });

  it.each([
    { skewSeconds: -301, is: 'TIMESTAMP_OUT_OF_RANGE' },
    { skewSeconds: -300, is: 'accepted' },
    { skewSeconds: 300, is: 'accepted' },
    { skewSeconds: 301, is: 'TIMESTAMP_OUT_OF_RANGE' },
  ])('finds a call whose time is $skewSeconds s off $is', ({ skewSeconds, is }) => {
    expect(slackCall({}, timestamp + skewSeconds)).toBe(is);
  });

  it('takes base64 over the body alone, as Shopify signs, under either key', () => {
    const verify = (signature: string) =>
      verifyHmac({ rawBody: body, headers: { 'x-shopify-hmac-sha256': signature } }, keys, 0, shopify);
    expect(verify(sign(keys.current).digest('base64'))).toEqual({ keyGeneration: 'current' });
    expect(verify(sign(keys.previous).digest('base64'))).toEqual({ keyGeneration: 'previous' });
    expect(refusalOf(() => verify(sign(keys.current).digest('base64url')))).toBe('SIGNATURE_INVALID');
    expect(refusalOf(() => verify(sign(keys.current).digest('hex')))).toBe('SIGNATURE_INVALID');
  });

  it.each([
    { case: 'is signed with the body', settings: { signed: '{delivery}.{body}' }, counts: { signedId: 'd-1' } },
    { case: 'counts by config', settings: { key: 'delivery' }, counts: { unsignedId: 'd-1' } },
    { case: 'is a header like others', settings: {}, counts: {} },
  ])('tells whether the delivery’s id may be trusted, where it $case', ({ settings, counts }) => {
    const config = configOf({ header: 'x-signature', deliveryHeader: 'x-delivery', algorithm: 'sha512', ...settings });
    const signed = config.signed.replace('{delivery}', 'd-1').replace('{body}', body.toString());
    const headers = { 'x-signature': sign(keys.current, signed, 'sha512').digest('hex'), 'x-delivery': 'd-1' };
    expect(verifyHmac({ rawBody: body, headers }, keys, 0, config)).toEqual({ keyGeneration: 'current', ...counts });
  });
});
