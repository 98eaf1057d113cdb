import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { MediaRef } from '../../../functions/domain/post.ts';
import { TestPage } from './open-page.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));

async function openWith(key: string, bytes: Uint8Array) {
  const page = await new TestPage().open();
  const { area } = page.media.put(key, bytes);
  const ref: MediaRef = { area, key };
  const row = await page.add({ post: { account: 'main', text: '', media: [{ from: 'stored', ref }] } });
  return { page, row, address: `/publications/${row.id}/media/0` };
}

describe('a picture of a row', () => {
  it.each([
    { file: 'photo-800x320.jpg', contentType: 'image/jpeg' },
    { file: 'drawing-333x175.png', contentType: 'image/png' },
    { file: 'photo-320x200.webp', contentType: 'image/webp' },
    { file: 'still-64x48.gif', contentType: 'image/gif' },
  ])('is sent as $contentType, told by its bytes', async ({ file, contentType }) => {
    const { page, address } = await openWith('main/<script>.html', fixture(file));

    const answer = await page.get(address);

    expect(answer.headers.get('content-type')).toBe(contentType);
    expect(Buffer.from(await answer.arrayBuffer()).equals(fixture(file))).toBe(true);
  });

  it('can run nothing, whatever is in it', async () => {
    const { page, address } = await openWith('main/a.jpg', fixture('photo-800x320.jpg'));

    const { headers } = await page.get(address);

    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    { case: 'a web page', bytes: Buffer.from('<html><script>alert(1)</script>') },
    { case: 'a drawing with a script', bytes: Buffer.from('<svg onload="alert(1)"/>') },
    { case: 'a text', bytes: Buffer.from('hello') },
    { case: 'nothing', bytes: Buffer.alloc(0) },
    { case: 'a film', bytes: fixture('clip-320x240-2s.mp4') },
  ])('is a drawing of ours in place of $case', async ({ bytes }) => {
    const { page, address } = await openWith('main/picture.jpg', bytes);

    const answer = await page.get(address);

    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(await answer.text()).not.toContain('alert');
  });

  it('stands still when it is a GIF that moves', async () => {
    const moving = fixture('animated-64x48-6-frames.gif');
    const { page, address } = await openWith('main/wave.gif', moving);

    const bytes = Buffer.from(await (await page.get(address)).arrayBuffer());

    expect(bytes.length).toBeLessThan(moving.length);
    expect(bytes.at(-1)).toBe(0x3b);
  });

  it('is a drawing when the file is gone', async () => {
    const { page, address } = await openWith('main/a.jpg', fixture('photo-800x320.jpg'));
    page.media.takeAway('main/a.jpg');

    const answer = await page.get(address);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'image/svg+xml']);
  });

  it('is found where its route has moved it', async () => {
    const page = await new TestPage().open();
    const bytes = fixture('photo-800x320.jpg');
    const { eTag = '' } = page.media.put('posted/2026/11/main/a-77.jpg', bytes);
    page.media.put('posted/2026/11/main/a.jpg', fixture('progressive-640x480.jpg'));
    const media = [{ from: 'stored', ref: { area: 'drop', key: 'main/a.jpg', eTag } }] as const;
    const result = { postId: '77', url: 'https://x.com/i/status/77', postedAtEpochMs: Date.UTC(2026, 10, 2) };
    const row = await page.add({ source: 'drop', state: 'POSTED', result, post: { account: 'main', text: '', media } });

    const answer = await page.get(`/publications/${row.id}/media/0`);

    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('is a drawing when another file has taken its name', async () => {
    const page = await new TestPage().open();
    const { eTag = '' } = page.media.put('main/a.jpg', fixture('photo-800x320.jpg'));
    const media = [{ from: 'stored', ref: { area: 'drop', key: 'main/a.jpg', eTag } }] as const;
    const row = await page.add({ post: { account: 'main', text: '', media } });
    page.media.put('main/a.jpg', fixture('progressive-640x480.jpg'));

    expect((await page.get(`/publications/${row.id}/media/0`)).status).toBe(404);
  });

  it.each([
    { case: 'a place the row does not have', path: (id: string) => `/publications/${id}/media/1` },
    { case: 'a place that is no number', path: (id: string) => `/publications/${id}/media/..%2f..%2fsecrets.json` },
    { case: 'a row that does not exist', path: () => '/publications/ff/media/0' },
  ])('is not looked for at $case', async ({ path }) => {
    const { page, row } = await openWith('main/a.jpg', fixture('photo-800x320.jpg'));

    const answer = await page.get(path(row.id));

    expect(answer.status).toBe(404);
    expect(page.media.reads).toEqual([]);
  });
});
