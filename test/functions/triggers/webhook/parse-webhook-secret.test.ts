import { describe, expect, it } from 'vitest';

import { AccountHeldError } from '../../../../functions/domain/errors.ts';
import { parseWebhookSecret } from '../../../../functions/triggers/webhook/parse-webhook-secret.ts';

const whsec = (byteCount: number): string => `whsec_${Buffer.alloc(byteCount, 7).toString('base64')}`;

function refusal(document: unknown): AccountHeldError {
  try {
    parseWebhookSecret('webhook/cms', document);
  } catch (error) {
    if (error instanceof AccountHeldError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('parseWebhookSecret', () => {
  it.each([
    { case: 'one key', document: { current: whsec(32) }, keyBytes: [32] },
    { case: 'two keys', document: { current: whsec(24), previous: whsec(64) }, keyBytes: [24, 64] },
    { case: 'a key for reading', document: { current: whsec(24), apiKey: 'a'.repeat(24) }, keyBytes: [24] },
  ])('reads $case', ({ document, keyBytes }) => {
    const { current, previous } = parseWebhookSecret('webhook/cms', document);
    expect([current, previous].flatMap((key) => (key === undefined ? [] : [key.length]))).toEqual(keyBytes);
  });

  it.each([
    { case: 'no document', document: undefined, field: 'the document' },
    { case: 'a text', document: whsec(32), field: 'the document' },
    { case: 'no current key', document: { previous: whsec(32) }, field: 'current' },
    { case: 'an empty key', document: { current: 'whsec_' }, field: 'current' },
    { case: 'a key of 23 bytes', document: { current: whsec(23) }, field: 'current' },
    { case: 'a key of 65 bytes', document: { current: whsec(65) }, field: 'current' },
    { case: 'a key without its prefix', document: { current: whsec(32).slice(6) }, field: 'current' },
    { case: 'a key that is no base64', document: { current: `whsec_${'!'.repeat(44)}` }, field: 'current' },
    {
      case: 'a previous key that is too short',
      document: { current: whsec(32), previous: whsec(8) },
      field: 'previous',
    },
    { case: 'an unknown field', document: { current: whsec(32), secret: 'x' }, field: 'the document' },
    { case: 'a short key for reading', document: { current: whsec(32), apiKey: 'hunter2' }, field: 'apiKey' },
  ])('refuses $case, naming the field', ({ document, field }) => {
    const error = refusal(document);
    expect(error).toMatchObject({ reason: 'secret', code: 'SECRET_MALFORMED' });
    expect(error.message).toBe(`secret webhook/cms cannot be used: ${field}`);
  });

  it('never shows what a faulty secret holds', () => {
    const error = refusal({ current: 'hunter2', previous: 'hunter2', apiKey: 'hunter2', hunter2: 'hunter2' });
    expect(`${error.message} ${error.advice}`).not.toContain('hunter2');
  });
});
