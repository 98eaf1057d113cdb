import { describe, expect, it } from 'vitest';

import { errorBody, usePlayground } from '../playground.ts';
import { authorization } from '../sign-pairs.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();
const UPDATE = '/1.1/statuses/update.json';

const update = (form: Readonly<Record<string, string>>): Promise<Answer> => sandbox.call({ path: UPDATE, form });

describe('statuses/update', () => {
  it('takes its parameters from the query alone, with an empty body', async () => {
    const answer = await sandbox.call({ method: 'POST', path: `${UPDATE}?status=only%20a%20query` });
    expect(answer.at('text')).toBe('only a query');
  });

  it('ignores parameters it does not know, and empty ones', async () => {
    const form = {
      status: 'a',
      colour: 'red',
      media_ids: '',
      in_reply_to_status_id: '',
      lat: '',
      place_id: '',
      card_uri: '',
    };
    const answer = await update(form);
    expect(answer).toMatchObject({ status: 200, json: { in_reply_to_status_id: null, geo: null, place: null } });
  });

  it('uses the first of a repeated parameter', async () => {
    const pairs = [
      ['status', 'first'],
      ['status', 'second'],
    ] as const;
    const response = await fetch(`${sandbox.url}${UPDATE}`, {
      method: 'POST',
      headers: {
        authorization: authorization('POST', `${sandbox.url}${UPDATE}`, pairs, sandbox.first),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'status=first&status=second',
    });
    expect(await response.json()).toMatchObject({ text: 'first' });
  });

  it.each([
    { case: 'absent', form: {} },
    { case: 'empty', form: { status: '' } },
    { case: 'blank', form: { status: ' \n' } },
  ])('answers 403/170 when the status is $case', async ({ form }) => {
    const answer = await update({ trim_user: 't', ...form });
    expect(answer).toMatchObject({ status: 403, json: errorBody(170, 'Missing required parameter: status.') });
  });

  it('answers 403/187 to the same text again, and takes it once it was deleted', async () => {
    const id = await sandbox.post('once');
    expect(await update({ status: ' once ' })).toMatchObject({
      status: 403,
      json: errorBody(187, 'Status is a duplicate.'),
    });
    await sandbox.call({ method: 'POST', path: `/1.1/statuses/destroy/${id}.json` });
    expect(await update({ status: 'once' })).toMatchObject({ status: 200 });
  });

  it('compares with an account of its own, within the window, and not at all when told so', async () => {
    await sandbox.post('same');
    expect(await sandbox.callAsSecond({ path: UPDATE, form: { status: 'same' } })).toMatchObject({ status: 200 });
    await sandbox.set({ clock: { shiftSeconds: 24 * 60 * 60 + 1 } });
    expect(await update({ status: 'same' })).toMatchObject({ status: 200 });
    expect(await update({ status: 'same' })).toMatchObject({ status: 403 });
    await sandbox.set({ duplicates: { refuse: false } });
    expect(await update({ status: 'same' })).toMatchObject({ status: 200 });
  });

  it.each([
    { case: '280 letters', text: 'x'.repeat(280), status: 200 },
    { case: '281 letters', text: 'x'.repeat(281), status: 403 },
    { case: '140 wide characters', text: 'あ'.repeat(140), status: 200 },
    { case: '141 wide characters', text: 'あ'.repeat(141), status: 403 },
    {
      case: 'a long link in 256 letters',
      text: `${'x'.repeat(256)} http://example.com/${'y'.repeat(300)}`,
      status: 200,
    },
    {
      case: 'a long link in 257 letters',
      text: `${'x'.repeat(257)} http://example.com/${'y'.repeat(300)}`,
      status: 403,
    },
    { case: '140 emoji', text: '😷'.repeat(140), status: 200 },
    { case: 'megabytes', text: 'http://example.com/ '.repeat(100_000), status: 403 },
  ])('answers $status to $case', async ({ text, status }) => {
    const answer = await update({ status: text });
    expect(answer.status).toBe(status);
    expect(answer.at('errors', 0, 'code')).toBe(status === 403 ? 186 : undefined);
  });

  it('counts every character once under the length of 140', async () => {
    await sandbox.set({ textLength: 140 });
    expect(await update({ status: 'あ'.repeat(140) })).toMatchObject({ status: 200 });
    expect(await update({ status: 'x'.repeat(141) })).toMatchObject({
      status: 403,
      json: errorBody(186, 'Status is over 140 characters.'),
    });
  });

  it('answers 403/185 over the daily limit, and counts anew a day later', async () => {
    await sandbox.set({ limits: { statusesPerDay: 2 } });
    await sandbox.post('one');
    await sandbox.post('two');
    const over = errorBody(185, 'User is over daily status update limit.');
    expect(await update({ status: 'three' })).toMatchObject({ status: 403, json: over });
    await sandbox.set({ clock: { shiftSeconds: 24 * 60 * 60 + 1 } });
    expect(await update({ status: 'three' })).toMatchObject({ status: 200 });
  });

  it('has no x-rate-limit headers and tells what the app may do', async () => {
    const { headers } = await update({ status: 'a' });
    expect([...headers.keys()].filter((name) => name.startsWith('x-rate-limit'))).toEqual([]);
    expect(headers.get('x-access-level')).toBe('read-write-directmessages');
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
  });

  it('answers 403/261 to an app that may only read', async () => {
    const call = await sandbox.callAs({ screenName: 'reader', access: 'read' });
    const answer = await call({ path: UPDATE, form: { status: 'a' } });
    expect(answer).toMatchObject({ status: 403, json: errorBody(261, 'Application cannot perform write actions.') });
    expect(answer.headers.get('x-access-level')).toBe('read');
  });

  it.each([
    { case: 'letters', media: '12,x', status: 400, code: 44 },
    { case: 'unknown ids', media: '12', status: 400, code: 325 },
    { case: 'five ids', media: '1,2,3,4,5', status: 400, code: 324 },
  ])('answers $status/$code to media_ids of $case', async ({ media, status, code }) => {
    const answer = await update({ status: 'a', media_ids: media });
    expect(answer.status).toBe(status);
    expect(answer.at('errors', 0, 'code')).toBe(code);
  });

  it.each([
    { case: 'a page elsewhere', form: { attachment_url: 'https://example.com/' }, status: 400, code: 44 },
    {
      case: 'a card besides',
      form: { attachment_url: 'https://x.com/a/status/1', card_uri: 'card://1' },
      status: 403,
      code: 386,
    },
  ])('answers $status/$code to attachment_url with $case', async ({ form, status, code }) => {
    const answer = await update({ status: 'a', ...form });
    expect([answer.status, answer.at('errors', 0, 'code')]).toEqual([status, code]);
  });

  it('quotes the Tweet that attachment_url names', async () => {
    const id = await sandbox.post('quoted');
    const answer = await update({ status: 'see', attachment_url: `https://twitter.com/pigeonpost/status/${id}` });
    expect(answer.json).toMatchObject({
      text: 'see',
      is_quote_status: true,
      quoted_status_id_str: id,
      quoted_status: { text: 'quoted', is_quote_status: false },
      quoted_status_permalink: { expanded: `https://twitter.com/pigeonpost/status/${id}` },
    });
  });

  it.each(['1', 't', 'T', 'true', 'True', 'TRUE'])('shrinks the user when trim_user is %s', async (trim) => {
    const { userId } = sandbox.first;
    const answer = await update({ status: 'a', trim_user: trim });
    expect(answer.text).toContain(`"user":{"id":${userId},"id_str":"${userId}"}`);
  });

  it.each(['0', 'f', 'false', 'yes', ''])('gives the whole user when trim_user is "%s"', async (trim) => {
    expect((await update({ status: 'a', trim_user: trim })).at('user', 'screen_name')).toBe('pigeonpost');
  });
});
