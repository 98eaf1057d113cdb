import { describe, expect, it } from 'vitest';

import { TestPage } from './open-page.ts';

const post = { account: 'main', text: 'Hello', media: [] };

async function open() {
  const page = await new TestPage().open();
  const { id } = await page.add({ post });
  const action = `/publications/${id}/cancel`;
  const isUntouched = async () => (await page.log.publication(id))?.state === 'RECEIVED';
  return { page, id, action, isUntouched, token: await page.tokenOn('/', action) };
}

describe('a form that is not ours', () => {
  it.each([
    { case: 'without a token', fields: () => ({}) },
    { case: 'with an empty token', fields: () => ({ token: '' }) },
    { case: 'with a token of its own', fields: () => ({ token: 'A'.repeat(43) }) },
    { case: 'with half of our token', fields: (token: string) => ({ token: token.slice(0, 20) }) },
  ])('does nothing $case', async ({ fields }) => {
    const { page, action, isUntouched, token } = await open();

    const answer = await page.send(action, fields(token));

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Nothing was done');
    expect(await isUntouched()).toBe(true);
  });

  it('does nothing with the token of another form', async () => {
    const { page, action, isUntouched } = await open();
    const token = await page.tokenOn('/accounts/main/pause', '/accounts/main/pause');

    expect((await page.send(action, { token })).status).toBe(403);
    expect(await isUntouched()).toBe(true);
  });

  it('does nothing with a token from before the engine was started anew', async () => {
    const { token, id } = await open();
    const later = await new TestPage().open();
    await later.add({ post });

    expect((await later.send(`/publications/${id}/cancel`, { token })).status).toBe(403);
  });

  it.each([
    { case: 'from another site', headers: { origin: 'https://evil.example' } },
    { case: 'from another port', headers: { origin: 'http://127.0.0.1:1' } },
    { case: 'from a page without an origin', headers: { origin: 'null' } },
    { case: 'that crosses sites', headers: { 'sec-fetch-site': 'cross-site' } },
  ])('does nothing $case, whatever token it has', async ({ headers }) => {
    const { page, action, isUntouched, token } = await open();

    expect((await page.send(action, { token }, headers)).status).toBe(403);
    expect(await isUntouched()).toBe(true);
  });

  it.each([
    { case: 'JSON', headers: { 'content-type': 'application/json' } },
    { case: 'plain text', headers: { 'content-type': 'text/plain' } },
    { case: 'a form without its boundary', headers: { 'content-type': 'multipart/form-data' } },
  ])('is not taken as $case', async ({ headers }) => {
    const { page, action, isUntouched, token } = await open();

    expect((await page.send(action, { token }, headers)).status).toBe(415);
    expect(await isUntouched()).toBe(true);
  });

  it('is not taken as a mere look', async () => {
    const { page, action, isUntouched, token } = await open();

    expect((await page.get(`${action}?token=${token}`)).status).toBe(404);
    expect(await isUntouched()).toBe(true);
  });

  it('leads back only to a page of ours', async () => {
    const { page, action } = await open();

    const answer = await page.send(action, {}, { referer: 'https://evil.example/trap' });

    expect(await answer.text()).not.toContain('evil');
  });
});

describe('a form of ours', () => {
  it('works from our own page', async () => {
    const { page, action, token, isUntouched } = await open();

    const answer = await page.send(action, { token }, { origin: page.url, 'sec-fetch-site': 'same-origin' });

    expect(answer.status).toBe(303);
    expect(await isUntouched()).toBe(false);
  });

  it('stands on a page under whose policy a browser names us as the origin', async () => {
    const { page } = await open();
    // With no-referrer, browsers send `Origin: null` with every form.
    expect((await page.get('/')).headers.get('referrer-policy')).toBe('same-origin');
  });

  it('says so while the log is down', async () => {
    const { page, action, token } = await open();
    page.log.isDown = true;

    expect((await page.send(action, { token })).status).toBe(503);
  });

  it.each(['/?done=<script>', '/?done=toString', '/?done=__proto__', '/?done='])(
    'says nothing for an address that names nothing of ours: %s',
    async (path) => {
      const { page } = await open();
      expect(await page.text(path)).not.toContain('id="done"');
    },
  );

  it('puts no words of an address on the page', async () => {
    const { page } = await open();
    const body = await page.text('/?done=redriven-all&count=%3Cb%3E&left=-1');
    expect(body).toContain('Queued again: 0.');
    expect(body).not.toContain('<b>');
  });
});
