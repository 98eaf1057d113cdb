import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

describe('checkContentType', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json; charset=utf8',
    'application/json; profile=x',
  ])('lets %s pass', async (contentType) => {
    const answer = await createWebhookBench().call({ headers: { 'content-type': contentType } });
    expect(answer.statusCode).toBe(202);
  });

  it.each([
    { case: 'none', contentType: undefined },
    { case: 'an empty one', contentType: '' },
    { case: 'a text', contentType: 'text/plain' },
    { case: 'another multipart', contentType: 'multipart/mixed; boundary=x' },
    { case: 'multipart twice', contentType: 'multipart/form-data; boundary=x, multipart/form-data; boundary=x' },
    { case: 'multipart with two boundaries', contentType: 'multipart/form-data; boundary=x; boundary=y' },
    { case: 'a form in Latin-1', contentType: 'application/x-www-form-urlencoded; charset=iso-8859-1' },
    { case: 'what is no media type', contentType: '"application/json"' },
    { case: 'JSON as a parameter', contentType: 'text/plain; application/json' },
    { case: 'another JSON', contentType: 'application/json-patch+json' },
    { case: 'JSON lines', contentType: 'application/jsonl' },
    { case: 'two', contentType: 'application/json,application/json' },
    { case: 'two, the first with a parameter', contentType: 'application/json; a=b,text/plain' },
    { case: 'Latin-1', contentType: 'application/json; charset=iso-8859-1' },
    { case: 'UTF-16', contentType: 'application/json; charset=utf-16' },
    { case: 'two charsets', contentType: 'application/json; charset=utf-8; charset=latin1' },
  ])('F117, F118: answers 415 to $case', async ({ contentType }) => {
    const answer = await createWebhookBench().call({ headers: { 'content-type': contentType } });
    expect(answer).toMatchObject({ statusCode: 415, document: { code: 'CONTENT_TYPE' } });
  });
});
