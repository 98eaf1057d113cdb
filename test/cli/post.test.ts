import { describe, expect, it } from 'vitest';

import { makePng } from '../journeys/make-png.ts';
import { CommandLine, fixture } from './command-line.ts';

const long = Array.from({ length: 60 }, (_, n) => `Sentence ${n} has some words.`).join(' ');

describe('post', () => {
  it('queues a text', async () => {
    const line = new CommandLine();
    const { code, out } = await line.run('post', 'Hello from the loft');
    expect(code).toBe(0);
    expect(out).toMatch(/^accepted [0-9a-f]{32}: queued\n$/);
    expect(await line.log.list({ limit: 9 })).toMatchObject([
      { source: 'command', label: 'by hand', account: 'main', post: { text: 'Hello from the loft', media: [] } },
    ]);
  });

  it('stages pictures, each with the alt text that follows it', async () => {
    const line = new CommandLine();
    const [one, two] = [line.file('one.png', makePng(1)), line.file('two.png', makePng(2))];
    await line.run('post', 'Two', '--media', one, '--media', two, '--alt', 'The second');
    const [row] = await line.log.list({ limit: 1 });
    expect(row?.post?.media).toMatchObject([{ from: 'stored' }, { from: 'stored', altText: 'The second' }]);
    expect(row?.post?.media[0]).not.toHaveProperty('altText');
    expect(row?.warnings).toEqual(['media[0].altText is missing']);
    expect(line.filesWritten().filter((name) => name.includes('staged/')).length).toBeGreaterThan(2);
  });

  it('leaves the address of a picture to the engine, beside a file', async () => {
    const line = new CommandLine();
    const file = line.file('one.png', makePng(1));
    const url = 'https://cdn.example.org/a.jpg';
    const { out } = await line.run('post', 'Two', '--media', url, '--alt', 'The first', '--media', file);
    expect(out).toMatch(/: gathering\n/);
    const [row] = await line.log.list({ limit: 1 });
    expect(row).toMatchObject({
      state: 'FETCHING',
      post: { media: [{ from: 'url', url, altText: 'The first' }, { from: 'stored' }] },
    });
    const plan = await line.json('post', 'Two', '--media', url, '--media', file, '--dry-run');
    expect(plan).toMatchObject({ dryRun: true, faults: [] });
  });

  it('refuses an address that is not public', async () => {
    const { code, err } = await new CommandLine().run('post', 'x', '--media', 'https://169.254.169.254/latest');
    expect([code, err]).toEqual([1, expect.stringContaining('--media 169.254.169.254 is not on the public internet')]);
  });

  it('keeps reply and schedule', async () => {
    const line = new CommandLine();
    const at = new Date(Date.now() + 86_400_000).toISOString();
    await line.run('post', 'Later', '--reply-to', '1234567890123456789', '--schedule-at', at);
    const [row] = await line.log.list({ limit: 1 });
    expect(row).toMatchObject({
      post: { replyTo: '1234567890123456789', scheduleAtEpochMs: Date.parse(at) },
      dueAtEpochMs: Date.parse(at),
    });
  });

  it('knows a key again, and posts once', async () => {
    const line = new CommandLine();
    const first = await line.run('post', 'Once', '--key', 'k');
    const second = await line.run('post', 'Once', '--key', 'k');
    expect(second.out).toBe(first.out.replace('accepted', 'known'));
    expect(second.code).toBe(0);
    expect(await line.log.list({ limit: 9 })).toHaveLength(1);
    expect(await line.json('post', 'Once', '--key', 'k')).toMatchObject({ isNew: false, text: 'Once' });
  });

  it('refuses another content under the same key', async () => {
    const line = new CommandLine();
    await line.run('post', 'Once', '--key', 'k');
    const { code, err } = await line.run('post', 'Twice', '--key', 'k');
    expect(code).toBe(1);
    expect(err).toBe(
      'pigeonpost: this key was used before with another content\nSend a changed post under a new key.\n',
    );
  });

  it('splits what is too long where it may, into rows that follow each other', async () => {
    const line = new CommandLine();
    const { code, out } = await line.run('post', long, '--thread', '--media', line.file('p.png', makePng(3)));
    expect(code).toBe(0);
    expect(out).toMatch(/queued, a thread of \d+\n/);
    const rows = (await line.log.list({ limit: 50 })).toReversed();
    expect(rows.map(({ post }) => post?.text).join(' ')).toBe(long);
    expect(rows.map(({ post }) => post?.media.length)).toEqual([1, ...rows.slice(1).map(() => 0)]);
    expect(rows.map(({ thread }) => thread?.index)).toEqual(rows.map((_, index) => index));
  });

  it('makes no thread of what fits', async () => {
    const line = new CommandLine();
    await line.run('post', 'Short', '--thread');
    expect(await line.log.list({ limit: 9 })).toMatchObject([{ post: { text: 'Short' } }]);
  });

  it.each([
    { case: 'a text that is too long', argv: [long], message: 'or let it be split into a thread' },
    { case: 'nothing at all', argv: [], message: 'neither text nor media' },
    { case: 'several words without quotes', argv: ['Hello', 'there'], message: 'put the text in quotes' },
    { case: 'a file that is not there', argv: ['a', '--media', 'no.png'], message: 'no.png cannot be read (ENOENT)' },
    { case: 'an alt text for nothing', argv: ['a', '--alt', 'x'], message: 'there is none yet' },
    { case: 'an account that is not there', argv: ['a', '--account', 'b'], message: 'there is no account b' },
    { case: 'a time without offset', argv: ['a', '--schedule-at', '2026-12-24T18:00:00'], message: '--schedule-at' },
    { case: 'a day that is none', argv: ['a', '--schedule-at', '2026-02-30T18:00:00Z'], message: '--schedule-at' },
    { case: 'a time long past', argv: ['a', '--schedule-at', '2020-01-01T00:00:00Z'], message: 'longer past' },
    { case: 'a reply to no id', argv: ['a', '--reply-to', 'https://x.com'], message: '1 to 19 digits' },
    { case: 'an empty key', argv: ['a', '--key', ''], message: '--key must have 1 to 255 characters' },
  ])('refuses $case, and writes nothing', async ({ argv, message }) => {
    const line = new CommandLine();
    const { code, out, err } = await line.run('post', ...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err).toMatch(/^pigeonpost: [^\n]*\n$/);
    expect(await line.log.list({ limit: 9 })).toEqual([]);
    expect(line.filesWritten()).toEqual([]);
  });

  it('refuses a file that X does not take, and stages nothing', async () => {
    const line = new CommandLine();
    const { code, err } = await line.run('post', 'a', '--media', line.file('a.png', 'no picture'));
    expect(code).toBe(1);
    expect(err).toContain('media[0]');
    expect(line.filesWritten()).toEqual([]);
    expect(err).toMatch(/^pigeonpost: media\[0\]: /);
  });

  it('asks which account, where there are several', async () => {
    const line = new CommandLine({ accounts: { main: {}, shop: {} } });
    const { code, err } = await line.run('post', 'Hello');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'pigeonpost: the config has several accounts: say --account main or shop\n',
    });
    await line.run('post', 'Hello', '--account', 'shop');
    expect(await line.log.list({ limit: 9 })).toMatchObject([{ account: 'shop' }]);
  });

  it('gives every fault to programs by its field', async () => {
    const line = new CommandLine({ accounts: { main: { altText: 'require' } } });
    const media = line.file('p.jpg', fixture('photo-800x320.jpg'));
    const { err } = await line.run('post', long, '--media', media, '--json');
    expect(JSON.parse(err)).toMatchObject({
      error: { faults: [{ path: 'text', code: 'TEXT_TOO_LONG' }, { path: 'media[0].altText' }] },
    });
  });
});

describe('post --dry-run', () => {
  it('shows what would be posted and what it costs, and writes nothing', async () => {
    const line = new CommandLine();
    const media = line.file('p.jpg', fixture('photo-800x320.jpg'));
    const { code, out } = await line.run('post', 'See pigeons.com 🕊️', '--media', media, '--alt', 'A sun', '--dry-run');
    expect(code).toBe(0);
    for (const text of [
      'account   main',
      'text      See pigeons.com 🕊️',
      'length    30 of 280',
      'alt text  A sun',
      '800 × 320 px',
      'price     $0.200 a post with a link: X makes one of a bare domain',
      'price     $0.005 alt text',
      'warning   text holds "pigeons.com"',
      'dry run: nothing was written; it would cost $0.205',
    ]) {
      expect(out).toContain(text);
    }
    expect(await line.log.list({ limit: 9 })).toEqual([]);
    expect(line.filesWritten()).toEqual([]);
  });

  it('shows every part of a thread with its price', async () => {
    const answer = (await new CommandLine().json('post', long, '--thread', '--dry-run')) as {
      posts: { text: string; weightedLength: number; price: { usd: number }[] }[];
      costUsd: number;
    };
    expect(answer.posts.map(({ text }) => text).join(' ')).toBe(long);
    expect(Math.max(...answer.posts.map(({ weightedLength }) => weightedLength))).toBeLessThanOrEqual(280);
    expect(answer.posts.map(({ price }) => price.map(({ usd }) => usd))).toEqual(answer.posts.map(() => [0.015]));
    expect(answer.costUsd).toBeCloseTo(answer.posts.length * 0.015);
  });

  it('tells every fault of what would be refused, with exit code 1', async () => {
    const line = new CommandLine();
    const { code, out } = await line.run('post', long, '--media', line.file('a.png', 'no picture'), '--dry-run');
    expect(code).toBe(1);
    expect(out).toContain('it would be refused:\n  media[0]: ');
    expect(out).toContain('\n  text: the text takes');
    expect(out).not.toContain('nothing was written');
  });

  it('needs no folder that an engine made', async () => {
    const line = new CommandLine();
    const { code } = await line.run('post', 'Hello', '--dry-run', '--live');
    expect(code).toBe(0);
  });
});
