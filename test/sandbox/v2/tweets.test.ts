import { describe, expect, it } from 'vitest';

import { mediaFixture, multipart, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();

const create = (json: unknown): Promise<Answer> => sandbox.call({ path: '/2/tweets', json });
const postedId = async (json: unknown): Promise<string> => String((await create(json)).at('data', 'id'));
const PROBLEM = 'application/problem+json';

async function uploadPhoto(): Promise<string> {
  const form = multipart(['media_category', 'tweet_image'], ['media', new Blob([mediaFixture('drawing-333x175.png')])]);
  const answer = await sandbox.call({ path: '/2/media/upload', multipart: form });
  return String(answer.at('data', 'id'));
}

describe('POST /2/tweets', () => {
  it('answers 201 with id and text as they will be shown', async () => {
    const answer = await create({ text: 'Test Tweet' });
    const id = String(answer.at('data', 'id'));
    expect(answer).toMatchObject({
      status: 201,
      json: { data: { id, text: 'Test Tweet', edit_history_tweet_ids: [id] } },
    });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('location')).toBe(`https://api.twitter.com/2/tweets/${id}`);
    expect(answer.headers.get('date')).toMatch(/ UTC$/);
  });

  it('carries the limits of the quarter hour and both sets of the day', async () => {
    const { headers } = await create({ text: 'limits' });
    const limits = ['x-rate-limit', 'x-app-limit-24hour', 'x-user-limit-24hour'].map((set) => [
      headers.get(`${set}-limit`),
      headers.get(`${set}-remaining`),
    ]);
    expect(limits).toEqual([
      ['100', '99'],
      ['10000', '9999'],
      ['2400', '2400'],
    ]);
  });

  it('shows media, whose link is part of the text', async () => {
    const mediaId = await uploadPhoto();
    const answer = await create({ text: 'photo', media: { media_ids: [mediaId] } });
    expect(answer.at('data', 'text')).toMatch(/^photo https:\/\/t\.co\/\w{10}$/);
    const alone = await create({ media: { media_ids: [await uploadPhoto()] } });
    expect(alone.at('data', 'text')).toMatch(/^https:\/\/t\.co\/\w{10}$/);
  });

  it.each([
    { case: 'no text', body: {}, says: 'text' },
    { case: 'an unknown field', body: { text: 'a', colour: 'red' }, says: '$.colour: is not defined in the schema' },
    { case: 'an unknown field within', body: { text: 'a', geo: { lat: 1 } }, says: '$.geo.lat: is not defined' },
    {
      case: 'a numeric media id',
      body: { media: { media_ids: [12] } },
      says: '$.media.media_ids.0: integer found, string expected',
    },
    {
      case: 'a reply to nothing',
      body: { text: 'a', reply: {} },
      says: '$.reply.in_reply_to_tweet_id: is missing but it is required',
    },
    {
      case: 'an odd setting',
      body: { text: 'a', reply_settings: 'x' },
      says: 'does not have a value in the enumeration',
    },
    { case: 'five media ids', body: { media: { media_ids: ['1', '2', '3', '4', '5'] } }, says: 'maximum of 4 items' },
    { case: 'no media ids', body: { media: { media_ids: [] } }, says: '$.media.media_ids' },
    {
      case: 'a reply to a name',
      body: { text: 'a', reply: { in_reply_to_tweet_id: 'you' } },
      says: 'in_reply_to_tweet_id',
    },
    {
      case: 'a poll of one',
      body: { text: 'a', poll: { options: ['a'], duration_minutes: 5 } },
      says: '$.poll.options',
    },
    {
      case: 'a poll beside media',
      body: { text: 'a', media: { media_ids: ['1'] }, poll: { options: ['a', 'b'], duration_minutes: 5 } },
      says: 'mutually exclusive',
    },
    { case: 'a list', body: [], says: '$' },
    { case: 'unknown media', body: { text: 'a', media: { media_ids: ['123'] } }, says: 'Your media IDs are invalid.' },
  ])('answers 400 to $case', async ({ body, says }) => {
    const answer = await create(body);
    expect(answer).toMatchObject({
      status: 400,
      json: {
        title: 'Invalid Request',
        detail: 'One or more parameters to your request was invalid.',
        type: 'https://api.twitter.com/2/problems/invalid-request',
        errors: [{ message: expect.stringContaining(says) }],
      },
    });
    expect(answer.headers.get('content-type')).toBe(PROBLEM);
  });

  it.each([
    { case: 'broken JSON', raw: { body: '{"text":', contentType: 'application/json' }, says: 'not valid JSON' },
    {
      case: 'another type',
      raw: { body: 'text=a', contentType: 'text/plain' },
      says: 'content-type of application/json',
    },
  ])('answers 400 to $case', async ({ raw, says }) => {
    const answer = await sandbox.call({ method: 'POST', path: '/2/tweets', raw });
    expect([answer.status, answer.at('errors', 0, 'message')]).toEqual([400, expect.stringContaining(says)]);
  });

  it('refuses a duplicate, of v1.1 too, with words alone', async () => {
    await sandbox.post('twice');
    expect(await create({ text: 'twice' })).toMatchObject({
      status: 403,
      json: {
        detail: 'You are not allowed to create a Tweet with duplicate content.',
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
      },
    });
  });

  it('refuses a text that is too long', async () => {
    expect(await create({ text: 'x'.repeat(281) })).toMatchObject({ status: 403, json: { title: 'Forbidden' } });
  });

  it('replies without a mention, and not to what is gone', async () => {
    const target = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    const id = await postedId({ text: 'yes', reply: { in_reply_to_tweet_id: target } });
    const path = `/2/tweets/${id}?tweet.fields=in_reply_to_user_id,referenced_tweets,conversation_id`;
    expect((await sandbox.call({ path })).at('data')).toMatchObject({
      in_reply_to_user_id: sandbox.second.userId,
      conversation_id: target,
      referenced_tweets: [{ type: 'replied_to', id: target }],
    });
    expect(await create({ text: 'no', reply: { in_reply_to_tweet_id: '12' } })).toMatchObject({ status: 403 });
  });

  it('ends in 429 when the quarter hour, and when the day is used up', async () => {
    await sandbox.set({ limits: { statusesPerDay: 1, requests: { 'v2.tweets.create': 3 } } });
    await create({ text: 'one' });
    const day = await create({ text: 'two' });
    expect(day).toMatchObject({ status: 429, json: { title: 'Too Many Requests', status: 429, type: 'about:blank' } });
    expect(day.headers.get('x-rate-limit-remaining')).toBe('1');
    expect(day.headers.get('x-user-limit-24hour-remaining')).toBe('0');
    await create({ text: 'three' });
    const quarter = await create({ text: 'four' });
    expect([quarter.status, quarter.headers.get('x-rate-limit-remaining')]).toEqual([429, '0']);
  });

  it('answers a read-only app with oauth1-permissions', async () => {
    const call = await sandbox.callAs({ screenName: 'reader', access: 'read' });
    const answer = await call({ path: '/2/tweets', json: { text: 'a' } });
    expect(answer).toMatchObject({
      status: 403,
      json: { type: 'https://api.twitter.com/2/problems/oauth1-permissions', title: 'Forbidden', status: 403 },
    });
    expect(answer.headers.get('x-access-level')).toBe('read');
  });
});

describe('GET /2/tweets/:id', () => {
  it('gives id, text and history, and what else is asked for', async () => {
    const mediaId = await uploadPhoto();
    await sandbox.call({ path: '/2/media/metadata', json: { id: mediaId, metadata: { alt_text: { text: 'a box' } } } });
    const id = await postedId({
      text: 'see @carrierpigeon',
      media: { media_ids: [mediaId] },
      geo: { place_id: 'df51dec6f4ee2b2c' },
    });
    const plain = await sandbox.call({ path: `/2/tweets/${id}` });
    expect(Object.keys(plain.at('data') as object)).toEqual(['id', 'text', 'edit_history_tweet_ids']);
    const query = [
      'expansions=attachments.media_keys,author_id,geo.place_id,entities.mentions.username',
      'media.fields=url,width,height,alt_text',
      'tweet.fields=created_at,entities',
    ];
    expect((await sandbox.call({ path: `/2/tweets/${id}?${query.join('&')}` })).json).toMatchObject({
      data: {
        attachments: { media_keys: [`3_${mediaId}`] },
        author_id: sandbox.first.userId,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        entities: {
          mentions: [{ start: 4, end: 18, username: 'carrierpigeon' }],
          urls: [{ media_key: `3_${mediaId}` }],
        },
      },
      includes: {
        media: [{ media_key: `3_${mediaId}`, type: 'photo', width: 333, height: 175, alt_text: 'a box' }],
        users: [{ username: 'pigeonpost' }, { username: 'carrierpigeon' }],
        places: [{ full_name: 'Presidio, San Francisco' }],
      },
    });
  });

  it('answers 200 with a problem when there is none', async () => {
    expect(await sandbox.call({ path: '/2/tweets/12' })).toMatchObject({
      status: 200,
      json: { errors: [{ type: 'https://api.twitter.com/2/problems/resource-not-found', resource_id: '12' }] },
    });
  });

  it.each(['tweet.fields=colour', 'expansions=everything', 'media.fields=,,x', 'user.fields=a,name'])(
    'answers 400 to %s',
    async (query) => {
      const id = await sandbox.post('a');
      expect((await sandbox.call({ path: `/2/tweets/${id}?${query}` })).status).toBe(400);
    },
  );

  it('answers 400 to an id that is none', async () => {
    expect((await sandbox.call({ path: '/2/tweets/abc' })).status).toBe(400);
  });
});

describe('DELETE /2/tweets/:id', () => {
  it('deletes an own post once, and none of others', async () => {
    const path = `/2/tweets/${await sandbox.post('mine')}`;
    expect((await sandbox.call({ method: 'DELETE', path })).json).toEqual({ data: { deleted: true } });
    expect((await sandbox.call({ method: 'DELETE', path })).json).toEqual({ data: { deleted: false } });
    const foreign = `/2/tweets/${await sandbox.post('theirs', {}, sandbox.callAsSecond)}`;
    expect((await sandbox.call({ method: 'DELETE', path: foreign })).status).toBe(403);
  });
});

describe('GET /2/users/me', () => {
  it('gives three fields, and more on request', async () => {
    const { userId } = sandbox.first;
    const plain = await sandbox.call({ path: '/2/users/me' });
    expect(plain.json).toEqual({ data: { id: userId, name: 'pigeonpost', username: 'pigeonpost' } });
    const more = await sandbox.call({ path: '/2/users/me?user.fields=created_at,public_metrics,protected' });
    expect(more.at('data')).toMatchObject({ protected: false, public_metrics: { tweet_count: 0 } });
  });
});

describe('GET /2/users/:id/tweets', () => {
  const list = (query = ''): Promise<Answer> =>
    sandbox.call({ path: `/2/users/${sandbox.first.userId}/tweets${query}` });
  const texts = (answer: Answer): unknown => (answer.at('data') as { text: string }[]).map(({ text }) => text);

  it('goes page by page, newest first', async () => {
    for (let number = 1; number <= 12; number += 1) await sandbox.post(`post ${number}`);
    const first = await list('?max_results=5');
    expect(texts(first)).toEqual(['post 12', 'post 11', 'post 10', 'post 9', 'post 8']);
    expect(first.at('meta')).toMatchObject({ result_count: 5, newest_id: first.at('data', 0, 'id') });
    const token = String(first.at('meta', 'next_token'));
    const second = await list(`?max_results=5&pagination_token=${token}`);
    expect(texts(second)).toEqual(['post 7', 'post 6', 'post 5', 'post 4', 'post 3']);
    const last = await list(`?max_results=5&pagination_token=${String(second.at('meta', 'next_token'))}`);
    expect(texts(last)).toEqual(['post 2', 'post 1']);
    expect(last.at('meta', 'next_token')).toBeUndefined();
    expect(texts(await list())).toHaveLength(10);
  });

  it('honours since_id, until_id, times and exclude', async () => {
    const one = await sandbox.post('one');
    const two = await sandbox.post('two');
    await postedId({ text: 'three', reply: { in_reply_to_tweet_id: two } });
    expect(texts(await list(`?since_id=${one}`))).toEqual(['three', 'two']);
    expect(texts(await list(`?until_id=${two}`))).toEqual(['one']);
    expect(texts(await list('?exclude=replies,retweets'))).toEqual(['two', 'one']);
    expect((await list('?end_time=2020-01-01T00:00:00Z')).json).toEqual({ meta: { result_count: 0 } });
    expect(texts(await list('?start_time=2020-01-01T00:00:00Z'))).toHaveLength(3);
  });

  it.each([
    'max_results=4',
    'max_results=101',
    'max_results=x',
    'since_id=x',
    'pagination_token=-',
    'start_time=today',
  ])('answers 400 to %s', async (query) => {
    expect((await list(`?${query}`)).status).toBe(400);
  });

  it('does not show what is younger than its lag', async () => {
    await sandbox.set({ timelineLagMs: 60_000 });
    await sandbox.post('fresh');
    expect((await list()).json).toEqual({ meta: { result_count: 0 } });
  });

  it('knows no strangers', async () => {
    expect((await sandbox.call({ path: '/2/users/12/tweets' })).at('errors', 0, 'title')).toBe('Not Found Error');
  });
});
