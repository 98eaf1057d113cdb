import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseAnswer } from '../../../../../functions/adapters/x/answers/parse-answer.ts';
import { parseExact } from '../../../../../functions/adapters/x/answers/parse-exact.ts';

const asIs = (text: string): string => text;

function answerOf(body: string | Buffer, headers: Record<string, string> = {}, status = 403) {
  return parseAnswer({ status, headers, body: Buffer.from(body) }, asIs);
}

describe('parseAnswer', () => {
  it.each<{ case: string; body: string; x: object; form?: string }>([
    {
      case: 'a v1.1 error',
      body: '{"errors":[{"code":187,"message":"Status is a duplicate."}]}',
      x: { code: 187, detail: 'Status is a duplicate.' },
    },
    { case: 'errors as a text', body: '{"errors":"Status is a duplicate."}', x: { detail: 'Status is a duplicate.' } },
    {
      case: 'the shape of media/upload',
      body: '{"request":"\\/1.1\\/media\\/upload.json","error":"media type unrecognized."}',
      x: { detail: 'media type unrecognized.' },
    },
    {
      case: 'a problem of the old host',
      body: '{"title":"CreditsDepleted","detail":"Your account [1] has none.","type":"https://api.twitter.com/2/problems/credits"}',
      x: { title: 'CreditsDepleted', detail: 'Your account [1] has none.', problem: 'credits' },
    },
    {
      case: 'a problem of the new host',
      body: '{"detail":"credits depleted","status":402,"title":"Payment Required","type":"https://api.x.com/2/problems/credits-depleted"}',
      x: { title: 'Payment Required', detail: 'credits depleted', problem: 'credits-depleted' },
    },
    {
      case: 'a problem without a type of its own',
      body: '{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}',
      x: { title: 'Unauthorized', detail: 'Unauthorized' },
    },
    {
      case: 'an invalid request with its parameters',
      body: '{"errors":[{"parameters":{"media.media_ids":["1"]},"message":"Your media IDs are invalid."}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.twitter.com/2/problems/invalid-request"}',
      x: {
        title: 'Invalid Request',
        problem: 'invalid-request',
        detail: 'Your media IDs are invalid. One or more parameters to your request was invalid.',
      },
    },
    {
      case: 'a list of problems',
      body: '{"errors":[{"title":"Not Found Error","detail":"Could not find user.","type":"https://api.twitter.com/2/problems/resource-not-found"}]}',
      x: { title: 'Not Found Error', detail: 'Could not find user.', problem: 'resource-not-found' },
    },
    {
      case: 'XML with a code',
      body: "<?xml version='1.0' encoding='UTF-8'?><errors><error code=\"415\">Callback URL not approved</error></errors>",
      x: { code: 415, detail: 'Callback URL not approved' },
      form: 'markup',
    },
    {
      case: 'XML without a code',
      body: '<?xml version="1.0"?>\n<hash>\n  <error>Desktop applications only</error>\n</hash>',
      x: { detail: 'Desktop applications only' },
      form: 'markup',
    },
    {
      case: 'an HTML page',
      body: '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
      x: { detail: 'a page instead of an answer: 502 Bad Gateway' },
      form: 'markup',
    },
    { case: 'an empty body', body: '', x: {}, form: 'empty' },
    { case: 'plain text', body: 'Failed to validate', x: { detail: 'Failed to validate' }, form: 'text' },
    { case: 'cut-off JSON', body: '{"errors":[{"co', x: { detail: '{"errors":[{"co' }, form: 'text' },
    { case: 'a JSON null', body: 'null', x: {} },
    { case: 'a byte order mark', body: '\uFEFF{"error":"x"}', x: { detail: 'x' } },
  ])('reads $case', ({ body, x, form = 'json' }) => {
    const answer = answerOf(body);
    expect(answer.x).toEqual({ status: 403, ...x });
    expect(answer.form).toBe(form);
  });

  it.each(['x-transaction-id', 'x-transaction', 'x-connection-hash'])("keeps X's request id from %s", (name) => {
    expect(answerOf('', { [name]: 'abc123' }).x.requestId).toBe('abc123');
  });

  it('keeps what it shows short and on one line', () => {
    const { detail = '' } = answerOf(`a\r\n\u001b[31mb\u2028${'c'.repeat(5_000)}`).x;
    expect(detail).toMatch(/^a \[31mb c+…$/);
    expect(detail.length).toBe(301);
  });

  it('makes an answer of any bytes and any JSON, without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json()), fc.nat(599), (body, status) => {
        const answer = parseAnswer({ status, headers: {}, body: Buffer.from(body) }, asIs);
        expect(answer.x.status).toBe(status);
        expect((answer.x.detail ?? '').length).toBeLessThanOrEqual(301);
      }),
    );
  });
});

describe('parseExact', () => {
  it('keeps every digit of an id', () => {
    expect(parseExact('{"id":1149914662164684801,"n":12,"f":1.5}')).toEqual({
      id: '1149914662164684801',
      n: 12,
      f: 1.5,
    });
  });

  it('answers undefined for what is no JSON', () => {
    expect(parseExact('{"id":')).toBeUndefined();
  });
});
