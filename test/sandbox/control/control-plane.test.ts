import { request } from 'node:http';

import { describe, expect, it } from 'vitest';

import type { Account } from '../../../sandbox/state/account.ts';
import { mediaFixture, multipart, usePlayground } from '../playground.ts';
import { callerFor } from '../signed-request.ts';

const sandbox = usePlayground();

const put = (path: string, body: unknown, method: 'PUT' | 'POST' = 'PUT'): Promise<Response> =>
  fetch(`${sandbox.url}/_sandbox${path}`, { method, body: JSON.stringify(body) });

describe('settings', () => {
  it('merge by group and keep the rest', async () => {
    await put('/settings', { limits: { mediaPerDay: 3 } });
    const answer = await put('/settings', { limits: { statusesPerDay: 4 }, latencyMs: 1 });
    expect(await answer.json()).toMatchObject({
      era: 'classic',
      latencyMs: 1,
      limits: { mediaPerDay: 3, statusesPerDay: 4 },
    });
  });

  it.each([
    { case: 'an unknown name', body: { colour: 'red' }, says: 'colour' },
    { case: 'an unknown name in a group', body: { clock: { shift: 1 } }, says: 'shift' },
    { case: 'a wrong value', body: { era: 'stone' }, says: 'era' },
    { case: 'a list', body: [], says: 'JSON object' },
    { case: 'nothing', body: undefined, says: 'JSON object' },
  ])('refuse $case and change nothing', async ({ body, says }) => {
    const before = await sandbox.control('/settings');
    const answer = await put('/settings', body);
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringContaining(says) }]);
    expect(await sandbox.control('/settings')).toEqual(before);
  });
});

describe('a body', () => {
  it('may be called a form, as curl does', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${sandbox.url}/_sandbox/settings`, { method: 'PUT', headers, body: '{"latencyMs":1}' });
    expect(await answer.json()).toMatchObject({ latencyMs: 1 });
  });
});

describe('reset', () => {
  it('brings back accounts, posts, counters, settings, faults, clock and log', async () => {
    await sandbox.callAs({ screenName: 'guest', geoEnabled: false });
    await sandbox.set({ clock: { shiftSeconds: 99 }, limits: { statusesPerDay: 1 }, duplicates: { refuse: false } });
    const id = await sandbox.post('D carrierpigeon hi', { enable_dmcommands: 'false' });
    const form = multipart(['media', new Blob([mediaFixture('drawing-333x175.png')])]);
    const upload = await sandbox.call({ path: '/1.1/media/upload.json', multipart: form });
    await put('/faults', { action: { cut: 'before' } }, 'POST');
    await put('/reset', undefined, 'POST');
    expect(await sandbox.control('/settings')).toMatchObject({
      clock: { shiftSeconds: 0 },
      limits: { statusesPerDay: 2400 },
    });
    expect(await sandbox.control('/posts')).toEqual({ posts: [] });
    expect(await sandbox.control('/messages')).toEqual({ messages: [] });
    expect(await sandbox.control('/faults')).toEqual({ faults: [] });
    expect(await sandbox.control('/requests')).toEqual({ requests: [] });
    expect(await sandbox.control('/accounts')).toMatchObject({
      accounts: [{ screenName: 'pigeonpost' }, { screenName: 'carrierpigeon' }],
    });
    expect((await fetch(`${sandbox.url}/_sandbox/media/${String(upload.at('media_id_string'))}`)).status).toBe(404);
    expect((await sandbox.call({ path: `/1.1/statuses/show/${id}.json` })).status).toBe(404);
  });
});

describe('posts', () => {
  it('are v1.1 Tweets of every account, newest first, with alt text', async () => {
    await sandbox.post('one');
    const form = multipart(['media', new Blob([mediaFixture('drawing-333x175.png')])]);
    const upload = await sandbox.callAsSecond({ path: '/1.1/media/upload.json', multipart: form });
    const mediaId = String(upload.at('media_id_string'));
    const alt = { media_id: mediaId, alt_text: { text: 'a box' } };
    await sandbox.callAsSecond({ path: '/1.1/media/metadata/create.json', json: alt });
    await sandbox.post('two', { media_ids: mediaId }, sandbox.callAsSecond);
    const answer = await fetch(`${sandbox.url}/_sandbox/posts`);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      posts: [
        {
          text: expect.stringMatching(/^two https/),
          user: { screen_name: 'carrierpigeon' },
          extended_entities: { media: [{ id_str: mediaId, ext_alt_text: 'a box' }] },
        },
        { text: 'one', user: { screen_name: 'pigeonpost' } },
      ],
    });
    expect(text).toContain(`"id":${mediaId},`);
    expect(await sandbox.control('/posts?count=1')).toMatchObject({ posts: [{}] });
  });

  it('show the bytes of their media, in parts too', async () => {
    const bytes = mediaFixture('drawing-333x175.png');
    const form = multipart(['status', 'a'], ['media[]', new Blob([bytes])]);
    const post = await sandbox.call({ path: '/1.1/statuses/update_with_media.json', multipart: form });
    const url = `${sandbox.url}/_sandbox/media/${String(post.at('entities', 'media', 0, 'id_str'))}`;
    const whole = await fetch(url);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    const part = await fetch(url, { headers: { range: 'bytes=1-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'PNG']);
    const tail = await fetch(url, { headers: { range: 'bytes=-12' } });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-12));
    for (const range of [`bytes=${bytes.length}-`, 'bytes=-0', 'bytes=5-2']) {
      expect((await fetch(url, { headers: { range } })).status).toBe(416);
    }
    expect((await fetch(`${sandbox.url}/_sandbox/media/12`)).status).toBe(404);
  });
});

describe('accounts', () => {
  it('are made once by name, with keys that work', async () => {
    const made = await put('/accounts', { screenName: 'guest', access: 'read-write' }, 'POST');
    const account = (await made.json()) as Account;
    const again = await put('/accounts', { screenName: 'Guest' }, 'POST');
    expect([made.status, again.status, await again.json()]).toEqual([201, 200, account]);
    expect(account).toMatchObject({ screenName: 'guest', geoEnabled: true, protected: false, access: 'read-write' });
    const me = await callerFor(sandbox.url, account)({ path: '/2/users/me' });
    expect(me.at('data', 'username')).toBe('guest');
  });

  it('take keys of their own, also when they exist, and the former ones are void', async () => {
    const keys = { consumerKey: 'own-app', consumerSecret: 's1', accessToken: '7-own', accessTokenSecret: 's2' };
    const former = sandbox.first;
    const account = (await (await put('/accounts', { screenName: 'pigeonpost', ...keys }, 'POST')).json()) as Account;
    expect(account).toMatchObject({ ...keys, userId: former.userId });
    expect((await callerFor(sandbox.url, account)({ path: '/2/users/me' })).status).toBe(200);
    expect((await callerFor(sandbox.url, former)({ path: '/2/users/me' })).status).toBe(401);
  });

  it('are listed without secrets', async () => {
    const text = JSON.stringify(await sandbox.control('/accounts'));
    expect(text).toContain('carrierpigeon');
    expect(text).not.toContain(sandbox.second.consumerSecret);
    expect(text).not.toContain(sandbox.second.accessTokenSecret);
  });

  it.each([
    { case: 'no name', body: {}, status: 400 },
    { case: 'a name with a space', body: { screenName: 'a b' }, status: 400 },
    { case: 'a name of 16 letters', body: { screenName: 'x'.repeat(16) }, status: 400 },
    { case: 'an unknown right', body: { screenName: 'a', access: 'all' }, status: 400 },
    { case: 'an unknown field', body: { screenName: 'a', name: 'b' }, status: 400 },
  ])('refuse $case', async ({ body, status }) => {
    expect((await put('/accounts', body, 'POST')).status).toBe(status);
  });

  it('do not share a token', async () => {
    const answer = await put('/accounts', { screenName: 'thief', accessToken: sandbox.first.accessToken }, 'POST');
    expect(answer.status).toBe(409);
  });
});

describe('the door', () => {
  const status = (headers: Readonly<Record<string, string>>, path = '/_sandbox/settings') =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${sandbox.url}${path}`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });

  it.each([
    { case: 'this machine', headers: {}, expected: 200 },
    { case: 'this machine by name', headers: { host: 'localhost:1234' }, expected: 200 },
    { case: 'this machine by a container name', headers: { host: 'sandbox:8080' }, expected: 200 },
    { case: 'this machine by address', headers: { host: '[::1]:8080' }, expected: 200 },
    { case: 'a page of the sandbox', headers: { origin: 'http://127.0.0.1:8080' }, expected: 200 },
    { case: 'a page of another site', headers: { origin: 'https://evil.example' }, expected: 403 },
    { case: 'a page without an origin', headers: { origin: 'null' }, expected: 403 },
    { case: 'a name that was pointed here', headers: { host: 'evil.example' }, expected: 403 },
  ])('of the control plane answers $expected to $case', async ({ headers, expected }) => {
    expect(await status(headers)).toBe(expected);
  });

  it('tells what it does not know', async () => {
    expect(await status({}, '/_sandbox/nothing')).toBe(404);
  });
});
