import { describe, expect, it } from 'vitest';

import { verifyBearer } from '../../../../functions/triggers/webhook/verify-bearer.ts';
import { refusalOf } from '../../../fakes/refusal-of.ts';

const token = 'a-token-of-24-characters';
const keys = { current: Buffer.from(token), previous: Buffer.from(`${token}-before`) };
const verify = (headers: Record<string, string | undefined>) =>
  verifyBearer({ rawBody: Buffer.from('{}'), headers: { 'idempotency-key': 'order-1', ...headers } }, keys);

describe('verifyBearer', () => {
  it.each([
    { authorization: `Bearer ${token}`, keyGeneration: 'current' },
    { authorization: `bearer ${token}`, keyGeneration: 'current' },
    { authorization: `Bearer ${token}-before`, keyGeneration: 'previous' },
  ])('takes $authorization', ({ authorization, keyGeneration }) => {
    expect(verify({ authorization })).toEqual({ keyGeneration, unsignedId: 'order-1' });
  });

  it.each([
    { case: 'no token', authorization: undefined },
    { case: 'an empty one', authorization: 'Bearer ' },
    { case: 'the beginning of one', authorization: `Bearer ${token.slice(0, -1)}` },
    { case: 'more than one', authorization: `Bearer ${token}, Bearer ${token}` },
    { case: 'another kind', authorization: `Basic ${token}` },
    { case: 'the token alone', authorization: token },
  ])('refuses $case', ({ authorization }) => {
    expect(refusalOf(() => verify({ authorization }))).toBe('SIGNATURE_INVALID');
  });

  it.each([undefined, '', 'two words', 'k'.repeat(256)])('asks a caller it knows for an id, not %j', (id) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': id };
    expect(refusalOf(() => verify(headers))).toBe('IDEMPOTENCY_KEY');
    expect(refusalOf(() => verify({ ...headers, authorization: 'Bearer x' }))).toBe('SIGNATURE_INVALID');
  });
});
