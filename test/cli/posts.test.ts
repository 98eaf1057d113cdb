import { describe, expect, it } from 'vitest';

import { CommandLine } from './command-line.ts';

const ids = (answer: unknown) => (answer as { posts: { id: string }[] }).posts.map(({ id }) => id);

describe('posts', () => {
  it('lists the newest first, as people and as programs read it', async () => {
    const line = new CommandLine();
    await line.add();
    await line.add({ state: 'REJECTED', failure: { code: 'MEDIA_TYPE', message: 'no picture' } });
    const { code, out } = await line.run('posts');
    expect(code).toBe(0);
    expect(out.split('\n').map((text) => text.split(/ {2,}/))).toEqual([
      ['id', 'state', 'account', 'accepted', 'trigger', 'post or reason'],
      ['row2', 'failed', 'main', '2026-11-22T12:02:00.000Z', 'webhook cms', 'no picture'],
      ['row1', 'queued', 'main', '2026-11-22T12:01:00.000Z', 'webhook cms'],
      [''],
    ]);
    expect(await line.json('posts')).toMatchObject({
      posts: [
        { id: 'row2', state: 'failed', failure: { code: 'MEDIA_TYPE' }, result: null, costUsd: 0 },
        { id: 'row1', state: 'queued', text: 'text 1', failure: null },
      ],
      next: null,
    });
  });

  it('says that there are none', async () => {
    expect((await new CommandLine().run('posts')).out).toBe('no posts\n');
  });

  it.each([
    { case: 'a state', argv: ['--state', 'failed'], found: ['row3', 'row2'] },
    { case: 'an account', argv: ['--account', 'shop'], found: ['row3'] },
    { case: 'a trigger', argv: ['--source', 'drop'], found: ['row1'] },
    { case: 'all of them', argv: ['--state', 'failed', '--account', 'shop', '--source', 'webhook'], found: ['row3'] },
    { case: 'what nothing has', argv: ['--state', 'posted'], found: [] },
  ])('filters by $case', async ({ argv, found }) => {
    const line = new CommandLine();
    await line.add({ source: 'drop' });
    await line.add({ state: 'REJECTED' });
    await line.add({ state: 'REJECTED', account: 'shop' });
    expect(ids(await line.json('posts', ...argv))).toEqual(found);
  });

  it('leads from page to page', async () => {
    const line = new CommandLine();
    for (let row = 0; row < 5; row += 1) await line.add();
    const first = await line.json('posts', '--limit', '2');
    expect(first).toMatchObject({ posts: [{ id: 'row5' }, { id: 'row4' }], next: 'row4' });
    const second = await line.json('posts', '--limit', '2', '--after', 'row4');
    expect(second).toMatchObject({ posts: [{ id: 'row3' }, { id: 'row2' }], next: 'row2' });
    expect(await line.json('posts', '--limit', '2', '--after', 'row2')).toMatchObject({ next: null });
    expect((await line.run('posts', '--limit', '2')).out).toContain('--after row4');
  });

  it('shows one post with all that happened to it', async () => {
    const line = new CommandLine();
    line.goLive();
    await line.add({
      state: 'POSTED',
      post: {
        account: 'main',
        text: 'Two\nlines \u{1b}[31m',
        media: [{ from: 'stored', ref: { area: 'work', key: 'k' }, altText: 'A pigeon' }],
      },
      media: [{ mediaType: 'image/png', totalBytes: 84, mediaId: '7' }],
      attempts: [
        { number: 1, intentAtEpochMs: 0, outcome: 'absent', detail: 'silence', endedAtEpochMs: 5 },
        { number: 2, intentAtEpochMs: 9, outcome: 'posted', charged: { media: 1, costMicroUsd: 20_000 } },
      ],
      result: { postId: '70', url: 'https://x.com/i/status/70', postedAtEpochMs: 10 },
      warnings: ['text holds "a.com"'],
      generation: 2,
    });
    const { out } = await line.run('posts', 'row1');
    for (const text of [
      'state       posted',
      'text        Two lines  [31m',
      'media 1     image/png, 84 bytes',
      'alt text    A pigeon',
      'sent again  once',
      'attempt 1   1970-01-01T00:00:00.000Z absent silence',
      'attempt 2   1970-01-01T00:00:00.009Z posted',
      'post        https://x.com/i/status/70',
      'warning     text holds "a.com"',
      'cost        $0.020',
    ]) {
      expect(out).toContain(text);
    }
    expect(await line.json('posts', 'row1')).toMatchObject({
      id: 'row1',
      logState: 'POSTED',
      result: { postId: '70', url: 'https://x.com/i/status/70' },
      attempts: [{ outcome: 'absent' }, { outcome: 'posted' }],
      costUsd: 0.02,
    });
  });

  it('tells which account stands still, since its posts look as if they went on', async () => {
    const line = new CommandLine();
    await line.add();
    await line.hold('main', { reason: 'credits', message: 'X wants money', sinceEpochMs: 0 });
    expect((await line.run('posts')).out).toContain('\nmain is held (credits): X wants money\n');
  });

  it('gives no address on X for what is on a sandbox', async () => {
    const line = new CommandLine();
    const result = { postId: '70', url: 'https://x.com/i/status/70', postedAtEpochMs: 10 };
    await line.add({ state: 'POSTED', result });
    for (const argv of [['posts'], ['posts', 'row1']]) {
      const { out } = await line.run(...argv);
      expect(out).toContain('70 on the sandbox');
      expect(out).not.toContain('https://x.com');
    }
    expect(await line.json('posts', 'row1')).toMatchObject({ result: { postId: '70', url: null } });
  });

  it.each([
    { case: 'a state that there is not', argv: ['--state', 'done'], message: '--state must be one of gathering' },
    { case: 'a trigger that there is not', argv: ['--source', 'mail'], message: '--source must be one of drop' },
    { case: 'a limit of none', argv: ['--limit', '0'], message: '--limit must be 1 to 99999, got 0' },
    { case: 'a limit that is no number', argv: ['--limit', 'all'], message: '--limit must be 1 to 99999, got all' },
    { case: 'a page after what is not there', argv: ['--after', 'x'], message: 'there is no post x in the log' },
    { case: 'a post that is not there', argv: ['x'], message: 'there is no post x in the log' },
    { case: 'two posts', argv: ['x', 'y'], message: 'name one post, got 2' },
  ])('refuses $case in one line', async ({ argv, message }) => {
    const { code, out, err } = await new CommandLine().run('posts', ...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^pigeonpost: [^\n]*\n$/);
    expect(err).toContain(message);
  });
});
