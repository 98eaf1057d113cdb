import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

import * as errors from '../../../functions/domain/errors.ts';
import { answerErrors } from '../../../functions/middleware/answer-errors.ts';
import type { HttpAnswer, HttpEvent } from '../../../functions/middleware/http-event.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

const event = { requestContext: { requestId: 'request-7' } } as HttpEvent;

async function answerTo(error: unknown): Promise<{ answer: HttpAnswer; document: unknown; journal: RecordingJournal }> {
  const journal = new RecordingJournal();
  const chain = middy<HttpEvent, HttpAnswer>()
    .use(answerErrors(journal))
    .handler(() => {
      throw error;
    });
  const answer = await chain(event, {} as Context);
  return { answer, document: JSON.parse(answer.body ?? '') as unknown, journal };
}

describe('answerErrors', () => {
  it('gives a refusal its code, its faults by path and the id of the request', async () => {
    const faults = [{ path: 'media[0].key', code: 'KEY_INVALID', message: 'is not yours' }];
    const { answer, document } = await answerTo(
      new errors.RejectedTriggerError('KEY_INVALID', 'no', { faults, advice: 'ask' }),
    );
    expect(answer).toMatchObject({ statusCode: 422, headers: { 'content-type': 'application/problem+json' } });
    expect(document).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'KEY_INVALID',
      detail: 'no',
      advice: 'ask',
      errors: faults,
      requestId: 'request-7',
    });
  });

  it.each([
    { case: 'a bug', error: new TypeError('hunter2 is not a function'), status: 500, code: 'INTERNAL' },
    { case: 'something thrown that is no error', error: 'hunter2', status: 500, code: 'INTERNAL' },
    { case: 'a config that cannot work', error: new errors.ConfigError('hunter2'), status: 500, code: 'INTERNAL' },
    {
      case: 'a log that is down',
      error: new errors.StoreUnavailableError('hunter2'),
      status: 503,
      code: 'UNAVAILABLE',
    },
    {
      case: 'a missing secret',
      error: new errors.AccountHeldError('secret', 'SECRET_NO_CURRENT', 'hunter2'),
      status: 503,
      code: 'UNAVAILABLE',
    },
  ])('tells the caller nothing of $case', async ({ error, status, code }) => {
    const { answer, document } = await answerTo(error);
    expect(document).toMatchObject({ status, code });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('asks a sender to come back when a store is down', async () => {
    const { answer } = await answerTo(new errors.StoreUnavailableError('down'));
    expect(answer.headers).toMatchObject({ 'retry-after': '10' });
  });

  it('asks nobody to come back for what a state forbids for good', async () => {
    const { answer } = await answerTo(new errors.CommandRefusedError('WRONG_STATE', 'too late to cancel it'));
    expect(answer.statusCode).toBe(409);
    expect(answer.headers).not.toHaveProperty('retry-after');
  });

  it.each(['SIGNATURE_INVALID', 'TIMESTAMP_OUT_OF_RANGE'])('answers %s like every 401, to the byte', async (code) => {
    const { answer, journal } = await answerTo(new errors.RejectedTriggerError(code, 'why'));
    const { answer: other } = await answerTo(new errors.RejectedTriggerError('SIGNATURE_INVALID', 'another why'));
    expect(answer).toEqual(other);
    expect(journal.linesOf('refused')).toMatchObject([{ level: 'warn', fields: { status: 401, code } }]);
  });

  it('writes codes to the journal, never what an error says', async () => {
    const { journal } = await answerTo(new errors.RejectedTriggerError('SCHEMA', 'hunter2: is wrong'));
    const { journal: bug } = await answerTo(new RangeError('hunter2'));
    expect(journal.lines).toEqual([
      { level: 'warn', event: 'refused', fields: { status: 422, requestId: 'request-7', code: 'SCHEMA' } },
    ]);
    expect(bug.lines).toMatchObject([{ level: 'error', fields: { code: 'INTERNAL', error: 'RangeError' } }]);
    expect(JSON.stringify(bug.lines)).not.toContain('hunter2');
  });
});
