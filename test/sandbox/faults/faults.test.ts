import { describe, expect, it } from 'vitest';

import { errorBody, mediaFixture, multipart, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();

const spoil = (fault: unknown): Promise<unknown> =>
  sandbox.control('/faults', { method: 'POST', body: JSON.stringify(fault) });
const update = (status: string): Promise<Answer> =>
  sandbox.call({ path: '/1.1/statuses/update.json', form: { status } });
const create = (text: string): Promise<Answer> => sandbox.call({ path: '/2/tweets', json: { text } });

async function posted(): Promise<readonly string[]> {
  const { posts } = (await sandbox.control('/posts')) as { posts: { text: string }[] };
  return posts.map(({ text }) => text);
}

/** `cut` when the connection broke. */
async function outcome(answer: Promise<Answer>): Promise<number | 'cut'> {
  return answer.then(
    ({ status }) => status,
    () => 'cut' as const,
  );
}

async function outcomes(count: number): Promise<readonly (number | 'cut')[]> {
  const found: (number | 'cut')[] = [];
  for (let number = 1; number <= count; number += 1) found.push(await outcome(update(`post ${number}`)));
  return found;
}

const REFUSE = { respond: { status: 503 } };

describe('a fault', () => {
  it.each([
    { case: 'every call without more', match: {}, hit: [1, 2, 3, 4, 5] },
    { case: 'the nth', match: { nth: 2 }, hit: [2] },
    { case: 'several', match: { nth: [1, 4] }, hit: [1, 4] },
    { case: 'every second', match: { every: 2 }, hit: [2, 4] },
    { case: 'the first two', match: { times: 2 }, hit: [1, 2] },
    { case: 'every second, once', match: { every: 2, times: 1 }, hit: [2] },
    { case: 'its endpoint', match: { endpoint: 'v1.statuses.update' }, hit: [1, 2, 3, 4, 5] },
    { case: 'the beginning of a name', match: { endpoint: 'v1.statuses' }, hit: [1, 2, 3, 4, 5] },
    { case: 'the same with a star', match: { endpoint: 'v1.*' }, hit: [1, 2, 3, 4, 5] },
    { case: 'no other endpoint', match: { endpoint: 'v1.statuses.update_with_media' }, hit: [] },
    { case: 'no half of a name', match: { endpoint: 'v1.stat' }, hit: [] },
    { case: 'its account', match: { account: 'PigeonPost' }, hit: [1, 2, 3, 4, 5] },
    { case: 'no other account', match: { account: 'carrierpigeon' }, hit: [] },
  ])('acts on $case', async ({ match, hit }) => {
    await spoil({ match, action: REFUSE });
    expect(await outcomes(5)).toEqual([1, 2, 3, 4, 5].map((number) => (hit.includes(number) ? 503 : 200)));
  });

  it('with a probability meets the same calls again, and other calls with another seed', async () => {
    const runs: (readonly unknown[])[] = [];
    for (const seed of [7, 7, 8]) {
      await sandbox.control('/reset', { method: 'POST' });
      await spoil({ match: { probability: 0.5, seed }, action: REFUSE });
      runs.push(await outcomes(20));
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    expect(new Set(runs[0])).toEqual(new Set([200, 503]));
  });

  it('counts what it saw and what it did', async () => {
    await spoil({ id: 'mine', match: { nth: 2 }, action: REFUSE });
    await outcomes(3);
    expect(await sandbox.control('/faults')).toMatchObject({ faults: [{ id: 'mine', seen: 3, acted: 1 }] });
  });

  it('gives way to the one set before it', async () => {
    await spoil([
      { match: { nth: 1 }, action: { respond: { status: 500 } } },
      { match: {}, action: REFUSE },
    ]);
    expect(await outcomes(2)).toEqual([500, 503]);
  });

  it('is gone after DELETE, one or all, and after a reset', async () => {
    await spoil([
      { id: 'a', action: REFUSE },
      { id: 'b', action: REFUSE },
    ]);
    await sandbox.control('/faults/a', { method: 'DELETE' });
    expect(await sandbox.control('/faults')).toMatchObject({ faults: [{ id: 'b' }] });
    expect(await outcomes(1)).toEqual([503]);
    await sandbox.control('/faults', { method: 'DELETE' });
    expect(await outcomes(1)).toEqual([200]);
    await spoil({ action: REFUSE });
    await sandbox.control('/reset', { method: 'POST' });
    expect(await outcomes(1)).toEqual([200]);
  });

  it.each([
    { case: 'nothing that happens', fault: { match: {}, action: {} }, says: 'at least one thing' },
    { case: 'an unknown action', fault: { action: { explode: true } }, says: 'explode' },
    { case: 'an unknown condition', fault: { match: { when: 1 }, action: REFUSE }, says: 'when' },
    { case: 'no object', fault: 'x', says: 'expected object' },
  ])('is refused with $case', async ({ fault, says }) => {
    expect(await spoil(fault)).toEqual({ error: expect.stringContaining(says) });
  });

  it('is noted in the request log', async () => {
    await spoil({ id: 'noted', action: { cut: 'before' } });
    await outcomes(1);
    const { requests } = (await sandbox.control('/requests')) as { requests: object[] };
    expect(requests[0]).toMatchObject({ notes: [expect.stringContaining('fault noted: cut')] });
    expect(requests[0]).not.toHaveProperty('status');
  });
});

describe('the action', () => {
  it.each([
    { action: { cut: 'before' }, sees: 'cut', commits: false },
    { action: { cut: 'after' }, sees: 'cut', commits: true },
    { action: { truncate: true }, sees: 'cut', commits: true },
    { action: { respond: { status: 503 } }, sees: 503, commits: false },
    { action: { respond: { status: 503 }, work: 'do' }, sees: 503, commits: true },
    { action: { html502: true }, sees: 502, commits: false },
    { action: { html502: true, work: 'do' }, sees: 502, commits: true },
    { action: { empty413: true }, sees: 413, commits: false },
    { action: { withoutId: true }, sees: 200, commits: true },
    { action: { delayMs: 20, delayAnswerMs: 20 }, sees: 200, commits: true },
    { action: { limitedWithRemaining: 7 }, sees: 429, commits: false },
  ])('$action lets the client see $sees, and commits: $commits', async ({ action, sees, commits }) => {
    await spoil({ action });
    expect(await outcome(update('under fire'))).toBe(sees);
    expect(await posted()).toEqual(commits ? ['under fire'] : []);
  });

  it('respond gives status, headers and body as written', async () => {
    const respond = {
      status: 403,
      headers: { 'X-Odd': 'yes', 'content-type': 'application/json' },
      body: { errors: [{ code: 64 }] },
    };
    await spoil({ action: { respond } });
    const answer = await create('a');
    expect(answer).toMatchObject({ status: 403, json: { errors: [{ code: 64 }] } });
    expect(answer.headers.get('x-odd')).toBe('yes');
  });

  it('html502 is a page, empty413 has no body', async () => {
    await spoil({ match: { nth: 1 }, action: { html502: true } });
    await spoil({ match: { nth: 2 }, action: { empty413: true } });
    const page = await create('a');
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(page.text).toContain('<h1>502 Bad Gateway</h1>');
    const empty = await create('a');
    expect([empty.text, empty.headers.get('content-length')]).toEqual(['', '0']);
  });

  it('limitedWithRemaining refuses with room left in the quarter hour and none in the day', async () => {
    await spoil({ action: { limitedWithRemaining: 7 } });
    const { status, headers, json } = await create('a');
    expect(json).toMatchObject({ title: 'Too Many Requests', status: 429 });
    const remaining = ['x-rate-limit', 'x-user-limit-24hour'].map((set) => headers.get(`${set}-remaining`));
    expect([status, ...remaining]).toEqual([429, '7', '0']);
    expect((await update('a')).json).toEqual(errorBody(88, 'Rate limit exceeded'));
  });

  it('withoutId takes ids out of a success at any depth', async () => {
    await spoil({ action: { withoutId: true } });
    expect((await create('a')).json).toEqual({ data: { text: 'a', edit_history_tweet_ids: [expect.any(String)] } });
    const { json } = await update('b');
    expect(json).not.toHaveProperty('id_str');
    expect(json).not.toHaveProperty('user.id');
  });

  it('lateCommitMs breaks the connection now and commits by the clock', async () => {
    await spoil({ match: { nth: 1 }, action: { lateCommitMs: 3_600_000 } });
    expect(await outcome(create('late'))).toBe('cut');
    expect(await posted()).toEqual([]);
    await sandbox.set({ clock: { shiftSeconds: 3601 } });
    await sandbox.call({ path: '/2/users/me' });
    expect(await posted()).toEqual(['late']);
  });

  it('lateCommitMs commits by itself too, and may answer meanwhile', async () => {
    await spoil({ match: { nth: 1 }, action: { lateCommitMs: 50, respond: { status: 503 } } });
    expect(await outcome(create('soon'))).toBe(503);
    await expect.poll(posted).toEqual(['soon']);
  });

  it('hold keeps the answer until the fault is deleted', async () => {
    await spoil({ id: 'held', action: { hold: true } });
    let answered = false;
    const answer = create('held back').then(({ status }) => {
      answered = true;
      return status;
    });
    await expect.poll(posted).toEqual(['held back']);
    expect(answered).toBe(false);
    await sandbox.control('/faults/held', { method: 'DELETE' });
    expect(await answer).toBe(201);
  });

  it('stuckInProgress is for media that are processed', async () => {
    await spoil({ match: { endpoint: 'v1.media.upload.finalize' }, action: { stuckInProgress: true } });
    const form = { command: 'INIT', total_bytes: '24', media_type: 'video/mp4', media_category: 'tweet_video' };
    expect((await sandbox.call({ path: '/1.1/media/upload.json', form })).status).toBe(202);
  });

  it('acts on a call of several by its own name', async () => {
    await spoil({ match: { endpoint: 'v1.media.upload.init' }, action: { respond: { status: 503 } } });
    const init = { command: 'INIT', total_bytes: '24', media_type: 'image/png' };
    const simple = multipart(['media', new Blob([mediaFixture('drawing-333x175.png')])]);
    expect(await outcome(sandbox.call({ path: '/1.1/media/upload.json', form: init }))).toBe(503);
    expect(await outcome(sandbox.call({ path: '/1.1/media/upload.json', multipart: simple }))).toBe(200);
  });
});

describe('latencyMs', () => {
  it('holds up every answer', async () => {
    await sandbox.set({ latencyMs: 60 });
    const startedMs = performance.now();
    await update('slow');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(59);
  });
});
