import { describe, expect, it } from 'vitest';

import { TestPage } from './open-page.ts';

describe('an account on the page', () => {
  it('is paused after a word why, and resumed', async () => {
    const page = await new TestPage().open();
    expect(await page.text('/')).toContain('href="/accounts/main/pause"');

    const paused = await page.press('/accounts/main/pause', '/accounts/main/pause', { why: ' spring <cleaning> ' });

    expect(paused.headers.get('location')).toBe('/?done=paused#done');
    expect(await page.log.gate('main')).toMatchObject({ held: { reason: 'operator', message: 'spring <cleaning>' } });
    const body = await page.text('/?done=paused');
    expect(body).toContain('spring &lt;cleaning&gt;');
    expect(body).toContain('until you resume it.');
    expect(body).not.toContain('href="/accounts/main/pause"');

    const resumed = await page.press('/', '/accounts/main/resume');

    expect(resumed.headers.get('location')).toBe('/?done=resumed#done');
    expect((await page.log.gate('main')).held).toBeNull();
    expect(page.hints.sent).toHaveLength(1);
  });

  it('has a reason even where nobody gave one', async () => {
    const page = await new TestPage().open();
    await page.press('/accounts/main/pause', '/accounts/main/pause');
    expect(await page.log.gate('main')).toMatchObject({ held: { message: 'paused by hand' } });
  });

  it('says that it was not held when somebody was faster', async () => {
    const page = await new TestPage().open();
    await page.hold('main', { held: { reason: 'auth', message: 'no', sinceEpochMs: 0 } });
    const token = await page.tokenOn('/', '/accounts/main/resume');
    await page.send('/accounts/main/resume', { token });

    const answer = await page.send('/accounts/main/resume', { token });

    expect(answer.headers.get('location')).toBe('/?done=not-held#done');
  });

  it('is not there under a name that the config does not have', async () => {
    const page = await new TestPage().open();
    expect((await page.get('/accounts/nobody/pause')).status).toBe(404);
    expect((await page.get('/accounts/toString/pause')).status).toBe(404);
  });
});
