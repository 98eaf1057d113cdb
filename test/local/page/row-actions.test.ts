import { describe, expect, it } from 'vitest';

import type { LogState } from '../../../functions/domain/publication-state.ts';
import { TestPage } from './open-page.ts';

const post = { account: 'main', text: 'Hello', media: [] };
const attempts = [{ number: 1, intentAtEpochMs: 0, outcome: 'unknown' }] as const;
const unsettled = { state: 'NEEDS_HUMAN', post, attempts } as const;
const failed = { state: 'REJECTED', post, failure: { code: 'X_FORBIDDEN', message: 'no' } } as const;

async function stateOf(page: TestPage, id: string): Promise<LogState | undefined> {
  return (await page.log.publication(id))?.state;
}

describe('what the page offers', () => {
  it.each([
    { state: 'GATHERING', offers: ['cancel'] },
    { state: 'RECEIVED', offers: ['cancel'] },
    { state: 'MEDIA_UPLOADING', offers: ['cancel'] },
    { state: 'DEFERRED', offers: ['cancel'] },
    { state: 'POSTING', offers: [] },
    { state: 'AMBIGUOUS', offers: ['settle'] },
    { state: 'RECONCILING', offers: ['settle'] },
    { state: 'NEEDS_HUMAN', offers: ['settle'] },
    { state: 'POSTED', offers: [] },
    { state: 'REJECTED', offers: ['redrive'] },
    { state: 'REJECTED_DUPLICATE', offers: ['redrive'] },
    { state: 'EXPIRED', offers: ['redrive'] },
    { state: 'CANCELLED', offers: [] },
    { state: 'IGNORED', offers: [] },
  ] as const)('for a row that is $state: $offers', async ({ state, offers }) => {
    const page = await new TestPage().open();
    const { id } = await page.add({ state, post });
    const actions = (body: string) =>
      [...body.matchAll(/action="\/publications\/[^/]+\/(\w+)"/g)].map(([, name]) => name);

    expect(actions(await page.text(`/publications/${id}`))).toEqual(offers);
    expect(actions(await page.text('/'))).toEqual(offers.filter((name) => name !== 'settle'));
  });

  it('is nothing for what could not even be read', async () => {
    const page = await new TestPage().open();
    await page.add({ ...failed, post: null });

    expect(await page.text('/')).not.toContain('/redrive"');
    expect(await page.text('/')).not.toContain('redrive-all');
  });

  it.each([
    { mode: 'LIVE', marked: true },
    { mode: 'SANDBOX', marked: false },
  ] as const)('is marked on every button in mode $mode: $marked', async ({ mode, marked }) => {
    const page = await new TestPage().open({ mode });
    const [waits, lost, gone] = [await page.add({ post }), await page.add(unsettled), await page.add(failed)];
    await page.hold('shop', { held: { reason: 'operator', message: 'stop', sinceEpochMs: 0 } });
    const paths = [waits, lost, gone].map(({ id }) => `/publications/${id}`);
    const asked = [`${paths[1]}/settle?verdict=again`, '/redrive-all', '/accounts/main/pause', '/post'];

    const marks = await Promise.all(['/', ...paths, ...asked].map(async (path) => marksOf(await page.text(path))));
    // The log has a button a row or account, every other page one.
    expect(marks).toEqual([[marked, marked, marked], ...[...paths, ...asked].map(() => [marked])]);
  });
});

/** Whether each button that does something is marked as LIVE. */
function marksOf(body: string): readonly boolean[] {
  const buttons = body.match(/<button [^]*?<\/button>/g) ?? [];
  return buttons.filter((button) => !button.includes('>Show<')).map((button) => button.includes('LIVE'));
}

describe('cancel', () => {
  it('ends the row, and leads to its page, which says so', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({ post });

    const answer = await page.press('/', `/publications/${id}/cancel`);

    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(`/publications/${id}?done=cancelled#done`);
    expect(await stateOf(page, id)).toBe('CANCELLED');
    expect(await page.text(location)).toContain('Cancelled: it will not be posted.');
  });

  it('says why it was not done when the row has gone on meanwhile', async () => {
    const page = await new TestPage().open();
    const row = await page.add({ post });
    const token = await page.tokenOn('/', `/publications/${row.id}/cancel`);
    await page.log.transact([{ ...row, version: 2, state: 'POSTING' }]);

    const answer = await page.send(`/publications/${row.id}/cancel`, { token });

    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('too late to cancel it');
    expect(await stateOf(page, row.id)).toBe('POSTING');
  });
});

describe('send again', () => {
  it('queues the row again', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add(failed);

    const answer = await page.press(`/publications/${id}`, `/publications/${id}/redrive`);

    expect(answer.headers.get('location')).toBe(`/publications/${id}?done=redriven#done`);
    expect(await page.log.publication(id)).toMatchObject({ state: 'RECEIVED', generation: 2 });
    expect(page.hints.sent).toHaveLength(1);
  });

  it('asks before it queues all, and tells how many it queued', async () => {
    const page = await new TestPage().open();
    await page.add(failed);
    await page.add({ ...failed, state: 'EXPIRED' });
    await page.add({ ...failed, post: null });
    const body = await page.text('/');
    expect(body).toContain('href="/redrive-all?"');
    expect(await page.text('/redrive-all')).toContain('<strong>2</strong> posts are');

    const answer = await page.press('/redrive-all', '/redrive-all');

    const location = answer.headers.get('location') ?? '';
    expect(answer.status).toBe(303);
    expect(await page.text(location)).toContain('Queued again: 2. 1 had nothing that could be sent again.');
    expect(page.log.rows.map(({ state }) => state)).toEqual(['RECEIVED', 'RECEIVED', 'REJECTED']);
  });

  it('takes over what the log is filtered by', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({ ...failed, account: 'shop' });
    await page.add(failed);
    expect(await page.text('/?state=failed&account=shop')).toContain('/redrive-all?state=failed&amp;account=shop');
    const token = await page.tokenOn('/redrive-all?state=failed&account=shop', '/redrive-all');

    await page.send('/redrive-all', { token, state: 'failed', account: 'shop' });

    expect(page.log.rows.filter(({ state }) => state === 'RECEIVED').map((row) => row.id)).toEqual([id]);
  });

  it.each([
    { path: '/redrive-all?state=posted', status: 400 },
    { path: '/redrive-all?account=nobody', status: 400 },
    { path: '/redrive-all', status: 200 },
  ])('answers $status to $path where there is nothing', async ({ path, status }) => {
    const page = await new TestPage().open();
    const answer = await page.get(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('<form method="post"');
  });
});

describe('settle', () => {
  const wishes = [
    { verdict: 'posted', post: '1234567890123456789', state: 'POSTED', done: 'settled-posted' },
    { verdict: 'posted', post: 'https://x.com/a/status/77', state: 'POSTED', done: 'settled-posted' },
    { verdict: 'not-posted', post: '', state: 'REJECTED', done: 'settled-not-posted' },
    { verdict: 'again', post: '', state: 'MEDIA_READY', done: 'settled-again' },
  ] as const;

  it.each(wishes)('asks, then settles: $verdict $post', async ({ verdict, post, state, done }) => {
    const page = await new TestPage().open();
    const { id } = await page.add(unsettled);
    const question = `/publications/${id}/settle?${new URLSearchParams({ verdict, post }).toString()}`;
    expect(await stateOf(page, id)).toBe('NEEDS_HUMAN');

    const answer = await page.press(question, `/publications/${id}/settle`, { verdict, post });

    expect(answer.headers.get('location')).toBe(`/publications/${id}?done=${done}#done`);
    expect(await stateOf(page, id)).toBe(state);
  });

  it('shows what it would do, and does nothing yet', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add(unsettled);

    const again = await page.text(`/publications/${id}/settle?verdict=again`);
    const there = await page.text(`/publications/${id}/settle?verdict=posted&post=77`);

    expect(again).toContain('it will be there twice');
    expect(there).toContain('<code>77</code>');
    expect(await stateOf(page, id)).toBe('NEEDS_HUMAN');
  });

  it.each([
    { case: 'no choice', query: '', status: 400 },
    { case: 'another choice', query: 'verdict=maybe', status: 400 },
    { case: 'no id', query: 'verdict=posted', status: 400 },
    { case: 'what is no id', query: 'verdict=posted&post=abc', status: 400 },
  ])('asks again for $case', async ({ query, status }) => {
    const page = await new TestPage().open();
    const { id } = await page.add(unsettled);
    expect((await page.get(`/publications/${id}/settle?${query}`)).status).toBe(status);
  });

  it('has nothing to ask of what is settled, or of what is not there', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({ state: 'POSTED' });
    expect((await page.get(`/publications/${id}/settle?verdict=again`)).status).toBe(409);
    expect((await page.get('/publications/none/settle?verdict=again')).status).toBe(404);
  });

  it('refuses a post that is the result of another row', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add(unsettled);
    await page.log.transact([{ kind: 'claim', id: 'claim/77', version: 1, publicationId: 'other' }]);
    const question = `/publications/${id}/settle?verdict=posted&post=77`;

    const answer = await page.press(question, `/publications/${id}/settle`, { verdict: 'posted', post: '77' });

    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('the result of other');
  });
});
