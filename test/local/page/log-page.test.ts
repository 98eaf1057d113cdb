import { describe, expect, it } from 'vitest';

import { startSandbox } from '../../../sandbox/server.ts';
import { callerFor } from '../../sandbox/signed-request.ts';
import { TestPage } from './open-page.ts';

const post = (text: string) => ({ account: 'main', text, media: [] });
const result = { postId: '2091', url: 'https://x.com/i/status/2091', postedAtEpochMs: 1 };

describe('the log page', () => {
  it('shows what was asked for, where it stands and why it failed', async () => {
    const page = await new TestPage().open();
    await page.add({ state: 'POSTED', post: post('Six in the morning'), result, source: 'webhook', label: 'cms' });
    const failure = { code: 'MEDIA_TYPE', message: 'the bytes are PDF', advice: 'Export it as JPEG.' };
    await page.add({ state: 'REJECTED', label: 'main/notes.pdf', failure, warnings: ['nobody described it'] });

    const body = await page.text('/');

    for (const text of ['Six in the morning', 'cms', 'posted', 'See it in the sandbox', 'History']) {
      expect(body).toContain(text);
    }
    for (const text of [
      'main/notes.pdf',
      'failed',
      'the bytes are PDF',
      'MEDIA_TYPE',
      'Export it as JPEG.',
      'nobody described it',
    ]) {
      expect(body).toContain(text);
    }
    expect(body.indexOf('notes.pdf')).toBeLessThan(body.indexOf('Six in the morning'));
  });

  it('says how to begin while there is nothing', async () => {
    const page = await new TestPage().open();

    expect(await page.text('/')).toContain('POST /webhooks/cms');
  });

  it.each([
    { mode: 'SANDBOX', link: 'http://127.0.0.1:9/i/status/2091', not: 'https://x.com' },
    { mode: 'LIVE', link: 'https://x.com/i/status/2091', not: 'http://127.0.0.1:9' },
  ] as const)('says $mode, and links posts to where they are', async ({ mode, link, not }) => {
    const page = await new TestPage().open({ mode, xApiUrl: 'http://127.0.0.1:9' });
    await page.add({ state: 'POSTED', post: post('x'), result });

    const body = await page.text('/');

    expect(body).toContain(`<strong>${mode}</strong>`);
    expect(body).toContain(`href="${link}"`);
    expect(body).not.toContain(`${not}/i/status`);
  });

  it('never links to an address that is none of the web', async () => {
    const page = await new TestPage().open({ mode: 'LIVE' });
    await page.add({ state: 'POSTED', post: post('x'), result: { ...result, url: 'javascript:alert(1)' } });

    expect(await page.text('/')).not.toContain('javascript:');
  });

  it('tells which account is held, closed or open', async () => {
    const page = await new TestPage().open();
    const held = { reason: 'credits', message: 'the credits are used up', sinceEpochMs: 1 } as const;
    await page.hold('shop', { held });

    const body = await page.text('/');

    expect(body).toContain('the credits are used up');
    expect(body).toContain('action="/accounts/shop/resume"');
    expect(body).toMatch(/id="account-main"[^]*?open/);
  });

  it('leafs through the log, older and back to the newest', async () => {
    const page = await new TestPage().open();
    for (let row = 1; row <= 60; row += 1) await page.add({ post: post(`text ${row}.`) });

    const first = await page.text('/?state=queued');
    const [, older = ''] = /href="([^"]*)">Older/.exec(first.replaceAll('&amp;', '&')) ?? [];
    const second = await page.text(older);

    expect(first).toContain('text 60.');
    expect(first).not.toContain('text 10.');
    expect(older).toContain('state=queued');
    expect(second).toContain('text 10.');
    expect(second).not.toContain('text 11.');
    expect(second).toContain('href="/?state=queued">Newest');
    expect(second).not.toContain('Older');
  });

  it('shows only what a filter lets through', async () => {
    const page = await new TestPage().open();
    await page.add({ post: post('waits'), state: 'DEFERRED' });
    await page.add({ post: post('failed one'), state: 'REJECTED' });

    const body = await page.text('/?state=failed&account=main&source=drop');

    expect(body).toContain('failed one');
    expect(body).not.toContain('waits</');
  });

  it('refuses a filter that means nothing', async () => {
    const page = await new TestPage().open();

    const answer = await page.get('/?state=%3Cb%3E');

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('there is no state &quot;&lt;b&gt;&quot;');
  });

  it('says so when the log does not answer', async () => {
    const page = await new TestPage().open();
    page.log.isDown = true;

    expect((await page.get('/')).status).toBe(503);
  });
});

describe('the panel beside the log', () => {
  it('shows what the sandbox holds', async () => {
    const sandbox = await startSandbox();
    try {
      const [account] = sandbox.accounts;
      await callerFor(sandbox.url, account!)({ path: '/2/tweets', json: { text: 'Hello <from> the sandbox' } });
      const page = await new TestPage().open({ xApiUrl: sandbox.url });

      const body = await page.text('/');

      expect(body).toContain('Hello &lt;from&gt; the sandbox');
      expect(body).toContain(`href="${sandbox.url}/"`);
    } finally {
      await sandbox.close();
    }
  });

  it('says that the sandbox does not answer, and shows the log all the same', async () => {
    const page = await new TestPage().open({ xApiUrl: 'http://127.0.0.1:9' });
    await page.add({ post: post('still here') });

    const body = await page.text('/');

    expect(body).toContain('The sandbox does not answer.');
    expect(body).toContain('still here');
  });

  it('is absent where posts go to X', async () => {
    const page = await new TestPage().open({ mode: 'LIVE' });

    expect(await page.text('/')).not.toContain('sandbox');
  });
});
