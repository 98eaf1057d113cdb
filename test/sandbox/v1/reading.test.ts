import { describe, expect, it } from 'vitest';

import { errorBody, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();

const get = (path: string): Promise<Answer> => sandbox.call({ path: `/1.1/${path}` });
const texts = (answer: Answer): unknown => (answer.json as { text: string }[]).map(({ text }) => text);

async function postAll(...statuses: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const status of statuses) ids.push(await sandbox.post(status));
  return ids;
}

describe('statuses/show', () => {
  it('finds a Tweet by both spellings', async () => {
    const id = await sandbox.post('here');
    for (const path of [`statuses/show.json?id=${id}`, `statuses/show/${id}.json`]) {
      expect(await get(path)).toMatchObject({ status: 200, json: { id_str: id, text: 'here' } });
    }
  });

  it.each(['statuses/show/12.json', 'statuses/show.json?id=12', 'statuses/show.json?id=x', 'statuses/show.json'])(
    'answers 404/144 to %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 404, json: errorBody(144, 'No status found with that ID.') });
    },
  );

  it('answers 403/179 to a Tweet of a protected account', async () => {
    const id = await sandbox.post('hidden', {}, await sandbox.callAs({ screenName: 'shy', protected: true }));
    expect((await get(`statuses/show/${id}.json`)).at('errors', 0, 'code')).toBe(179);
  });
});

describe('statuses/destroy', () => {
  it('answers with the Tweet it deleted, which is gone afterwards', async () => {
    const id = await sandbox.post('short lived');
    const path = `/1.1/statuses/destroy/${id}.json`;
    expect(await sandbox.call({ method: 'POST', path })).toMatchObject({
      status: 200,
      json: { id_str: id, text: 'short lived' },
    });
    expect(await sandbox.call({ method: 'POST', path })).toMatchObject({ status: 404 });
    expect(await sandbox.control('/posts')).toEqual({ posts: [] });
  });

  it('leaves the Tweets of others alone', async () => {
    const id = await sandbox.post('mine', {}, sandbox.callAsSecond);
    const answer = await sandbox.call({ method: 'POST', path: `/1.1/statuses/destroy/${id}.json` });
    expect([answer.status, answer.at('errors', 0, 'code')]).toEqual([403, 183]);
  });
});

describe('statuses/user_timeline', () => {
  it('lists the own Tweets, newest first, within since_id, max_id and count', async () => {
    const [one, two, three] = await postAll('one', 'two', 'three');
    expect(texts(await get('statuses/user_timeline.json'))).toEqual(['three', 'two', 'one']);
    expect(texts(await get(`statuses/user_timeline.json?since_id=${one}`))).toEqual(['three', 'two']);
    expect(texts(await get(`statuses/user_timeline.json?max_id=${two}`))).toEqual(['two', 'one']);
    expect(texts(await get(`statuses/user_timeline.json?max_id=${three}&since_id=${one}&count=1`))).toEqual(['three']);
  });

  it('lists another account by name or id, and leaves replies out on request', async () => {
    const target = await sandbox.post('first', {}, sandbox.callAsSecond);
    await sandbox.post('@carrierpigeon myself', { in_reply_to_status_id: target }, sandbox.callAsSecond);
    const path = `statuses/user_timeline.json?user_id=${sandbox.second.userId}`;
    expect(texts(await get(path))).toHaveLength(2);
    expect(texts(await get('statuses/user_timeline.json?screen_name=CarrierPigeon&exclude_replies=true'))).toEqual([
      'first',
    ]);
    expect(await get('statuses/user_timeline.json?screen_name=nobody')).toMatchObject({ status: 404 });
  });

  it('is closed for a protected account', async () => {
    await sandbox.callAs({ screenName: 'shy', protected: true });
    const answer = await get('statuses/user_timeline.json?screen_name=shy');
    expect(answer).toMatchObject({
      status: 401,
      json: { request: '/1.1/statuses/user_timeline.json', error: 'Not authorized.' },
    });
  });

  it('does not show what is younger than its lag', async () => {
    await sandbox.set({ timelineLagMs: 60_000 });
    const id = await sandbox.post('fresh');
    expect(texts(await get('statuses/user_timeline.json'))).toEqual([]);
    expect((await get(`statuses/show/${id}.json`)).status).toBe(200);
    await sandbox.set({ clock: { shiftSeconds: 61 } });
    expect(texts(await get('statuses/user_timeline.json'))).toEqual(['fresh']);
  });
});

describe('account/verify_credentials', () => {
  it('gives the user with the latest Tweet', async () => {
    await postAll('old', 'new');
    const { json } = await get('account/verify_credentials.json');
    expect(json).toMatchObject({
      id_str: sandbox.first.userId,
      screen_name: 'pigeonpost',
      status: { text: 'new' },
      suspended: false,
      needs_phone_verification: false,
      statuses_count: 2,
    });
    expect(json).not.toHaveProperty('email');
    expect(json).not.toHaveProperty('status.user');
  });

  it('leaves out and adds what is asked for', async () => {
    await sandbox.post('a');
    const query = 'skip_status=1&include_entities=false&include_email=true';
    const { json } = await get(`account/verify_credentials.json?${query}`);
    expect(json).toMatchObject({ email: 'pigeonpost@example.com' });
    expect(json).not.toHaveProperty('status');
    expect(json).not.toHaveProperty('entities');
  });
});

describe('rate limits', () => {
  it('are live in headers and in rate_limit_status alike', async () => {
    const id = await sandbox.post('a');
    await get(`statuses/show/${id}.json`);
    const { headers } = await get(`statuses/show.json?id=${id}`);
    expect([headers.get('x-rate-limit-limit'), headers.get('x-rate-limit-remaining')]).toEqual(['900', '898']);
    const status = await get('application/rate_limit_status.json?resources=statuses');
    expect(status.at('resources')).toEqual({
      statuses: {
        '/statuses/show/:id': { limit: 900, remaining: 898, reset: Number(headers.get('x-rate-limit-reset')) },
        '/statuses/user_timeline': { limit: 900, remaining: 900, reset: expect.any(Number) },
      },
    });
    expect(status.at('rate_limit_context', 'access_token')).toBe(sandbox.first.accessToken);
  });

  it('end in 429/88 and begin anew a quarter of an hour later', async () => {
    await sandbox.set({ limits: { requests: { 'v1.statuses.user_timeline': 1 } } });
    await get('statuses/user_timeline.json');
    const over = await get('statuses/user_timeline.json');
    expect(over).toMatchObject({ status: 429, json: errorBody(88, 'Rate limit exceeded') });
    expect(over.headers.get('x-rate-limit-remaining')).toBe('0');
    await sandbox.set({ clock: { shiftSeconds: 15 * 60 + 1 } });
    expect((await get('statuses/user_timeline.json')).status).toBe(200);
  });

  it('are counted for each account by itself', async () => {
    await sandbox.set({ limits: { requests: { 'v1.help.configuration': 1 } } });
    const path = '/1.1/help/configuration.json';
    await sandbox.call({ path });
    expect((await sandbox.callAsSecond({ path })).status).toBe(200);
  });
});
