import { beforeEach, describe, expect, it } from 'vitest';

import { errorBody, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground({ era: 'modern' });

const create = (json: unknown): Promise<Answer> => sandbox.call({ path: '/2/tweets', json });
const balance = async (): Promise<unknown> =>
  ((await sandbox.control('/settings')) as { creditsUsd: unknown }).creditsUsd;

beforeEach(() => sandbox.set({ creditsUsd: 1 }));

describe('the modern era', () => {
  it.each([
    { call: { method: 'POST', path: '/1.1/statuses/update.json', form: { status: 'a' } }, status: 403, code: 453 },
    { call: { method: 'POST', path: '/1.1/statuses/update_with_media.json' }, status: 403, code: 453 },
    { call: { method: 'GET', path: '/1.1/statuses/show/1.json' }, status: 403, code: 453 },
    { call: { method: 'POST', path: '/1.1/media/upload.json', form: { media_data: 'a' } }, status: 403, code: 453 },
    { call: { method: 'GET', path: '/1.1/help/configuration.json' }, status: 410, code: 251 },
  ] as const)('closes $call.path with $status/$code', async ({ call, status, code }) => {
    const answer = await sandbox.call(call);
    expect([answer.status, answer.at('errors', 0, 'code')]).toEqual([status, code]);
  });

  it('names the level that is missing', async () => {
    const answer = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: 'a' } });
    const message =
      'You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only. If you need access to this endpoint, you may need a different access level. You can learn more here: https://developer.x.com/en/portal/product';
    expect(answer.json).toEqual(errorBody(453, message));
  });

  it.each([
    { case: 'a post', body: { text: 'plain' }, left: 0.985 },
    { case: 'a post with a link', body: { text: 'see example.com' }, left: 0.8 },
  ])('charges $case', async ({ body, left }) => {
    const answer = await create(body);
    expect([answer.status, await balance()]).toEqual([201, left]);
    expect(answer.at('data')).toHaveProperty('edit_history_post_ids');
  });

  it('charges reads and deletes, and nothing for what it refuses', async () => {
    const id = String((await create({ text: 'a' })).at('data', 'id'));
    await create({ text: 'a' });
    expect(await balance()).toBe(0.985);
    await sandbox.call({ path: `/2/tweets/${id}` });
    await sandbox.call({ path: '/2/users/me' });
    await sandbox.call({ path: `/2/users/${sandbox.first.userId}/tweets` });
    await sandbox.call({ method: 'DELETE', path: `/2/tweets/${id}` });
    expect(await balance()).toBe(0.963);
  });

  it('answers 402 when the credits are gone, and still counts the request', async () => {
    await sandbox.set({ creditsUsd: 0.014 });
    const answer = await create({ text: 'a' });
    expect(answer.status).toBe(402);
    expect(answer.text).toBe(
      '{"detail":"credits depleted","status":402,"title":"Payment Required","type":"https://api.x.com/2/problems/credits-depleted"}',
    );
    expect(answer.headers.get('x-rate-limit-remaining')).toBe('99');
    await sandbox.set({ creditsUsd: null });
    expect((await create({ text: 'a' })).status).toBe(201);
  });

  it('lets only those reply who were called, and its own author', async () => {
    const uncalled = String(
      (await sandbox.callAsSecond({ path: '/2/tweets', json: { text: 'alone' } })).at('data', 'id'),
    );
    const calling = await sandbox.callAsSecond({ path: '/2/tweets', json: { text: 'hey @pigeonpost' } });
    const refused = await create({ text: 'yes', reply: { in_reply_to_tweet_id: uncalled } });
    expect(refused).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('you have not been mentioned') },
    });
    const before = Number(await balance());
    const answer = await create({ text: 'yes', reply: { in_reply_to_tweet_id: String(calling.at('data', 'id')) } });
    expect(answer.status).toBe(201);
    expect(Number((before - Number(await balance())).toFixed(4))).toBe(0.01);
    const thread = await create({ text: 'and', reply: { in_reply_to_tweet_id: String(answer.at('data', 'id')) } });
    expect(thread.status).toBe(201);
  });

  it.each([
    { case: 'two cashtags', body: { text: '$AAPL or $GOOG' }, says: 'maximum of one cashtag' },
    { case: 'a quote', body: { text: 'a', quote_tweet_id: '12' }, says: 'not permitted' },
    { case: 'an edit', body: { text: 'a', edit_options: { previous_post_id: '12' } }, says: 'not permitted' },
  ])('refuses $case', async ({ body, says }) => {
    const answer = await create(body);
    expect(answer).toMatchObject({ status: 403, json: { detail: expect.stringContaining(says) } });
  });

  it('takes one cashtag', async () => {
    expect((await create({ text: '$AAPL' })).status).toBe(201);
  });

  it('can be left and entered by a setting, and comes back with a reset', async () => {
    await sandbox.set({ era: 'classic' });
    expect(await sandbox.post('classic again')).toMatch(/^\d+$/);
    await sandbox.control('/reset', { method: 'POST' });
    expect(await sandbox.control('/settings')).toMatchObject({ era: 'modern' });
  });
});
