import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { makePng } from '../../journeys/make-png.ts';
import { NOW_EPOCH_MS, TestPage } from './open-page.ts';

const long = Array.from({ length: 60 }, (_, n) => `Sentence ${n} has some words.`).join(' ');

interface Upload {
  readonly slot: number;
  readonly bytes: Buffer | string;
}

/** The form as a browser sends it, every field of it. */
async function formOf(
  page: TestPage,
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[] = [],
): Promise<FormData> {
  const body = await page.text('/post');
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? '';
  const form = new FormData();
  const all = { token: hidden('token'), key: hidden('key'), account: 'main', text: '', replyTo: '', at: '', ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value.replaceAll('\n', '\r\n'));
  for (const slot of [1, 2, 3, 4]) {
    const upload = uploads.find((one) => one.slot === slot);
    const blob = new Blob(upload === undefined ? [] : [new Uint8Array(Buffer.from(upload.bytes))]);
    form.set(`media${slot}`, blob, upload === undefined ? '' : `file ${slot}.png`);
    form.set(`alt${slot}`, fields[`alt${slot}`] ?? '');
  }
  return form;
}

describe('the form to post by hand', () => {
  it('queues a text as it was written, and leads to its row', async () => {
    const page = await new TestPage().open();

    const answer = await page.send('/post', await formOf(page, { text: '\n  Two\nlines & <b>' }));

    const [row] = page.log.rows;
    expect(row).toMatchObject({
      source: 'command',
      account: 'main',
      post: { text: '\n  Two\nlines & <b>', media: [] },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/publications/${row?.id}?done=accepted#done`);
    expect(page.hints.sent).toHaveLength(1);
  });

  it('stages pictures, each with the alt text of its own slot', async () => {
    const page = await new TestPage().open();
    const uploads = [
      { slot: 1, bytes: makePng(1) },
      { slot: 3, bytes: makePng(3) },
    ];

    const answer = await page.send('/post', await formOf(page, { alt2: 'of nothing', alt3: 'The third' }, uploads));

    expect(answer.status).toBe(303);
    const media = page.log.rows[0]?.post?.media ?? [];
    expect(media).toMatchObject([{ from: 'stored' }, { from: 'stored', altText: 'The third' }]);
    expect(media[0]).not.toHaveProperty('altText');
    for (const [index, medium] of media.entries()) {
      if (medium.from !== 'stored') throw new Error('not stored');
      expect(await page.media.head(medium.ref)).toMatchObject({ totalBytes: uploads[index]?.bytes.length });
    }
  });

  it('keeps account, reply and a time of this machine', async () => {
    const page = await new TestPage().open();
    const at = '2026-12-24T18:00';

    await page.send(
      '/post',
      await formOf(page, { text: 'Later', account: 'shop', replyTo: ' 1234567890123456789 ', at }),
    );

    expect(page.log.rows).toMatchObject([
      {
        account: 'shop',
        post: { replyTo: '1234567890123456789', scheduleAtEpochMs: new Date(at).getTime() },
        dueAtEpochMs: new Date(at).getTime(),
      },
    ]);
  });

  it('makes a thread of what is too long, where it may', async () => {
    const page = await new TestPage().open();

    await page.send('/post', await formOf(page, { text: long, thread: 'yes' }));

    expect(page.log.rows.map(({ post }) => post?.text).join(' ')).toBe(long);
    expect(page.log.rows.length).toBeGreaterThan(3);
  });

  it('posts once, however often its button is pressed', async () => {
    const page = await new TestPage().open();
    const form = await formOf(page, { text: 'Once' });

    const first = await page.send('/post', form);
    const second = await page.send('/post', form);

    expect(second.headers.get('location')).toBe(first.headers.get('location')?.replace('accepted', 'known'));
    expect(page.log.rows).toHaveLength(1);
  });

  it('takes four pictures of the size that X takes', async () => {
    const page = await new TestPage().open();
    const photo = readFileSync(new URL('../../fixtures/media/photo-800x320.jpg', import.meta.url));
    // Bytes after the end of a JPEG are no fault; they only make it heavy.
    const heavy = (n: number) => Buffer.concat([photo, Buffer.alloc(5_200_000 - photo.length, n)]);
    const uploads = [1, 2, 3, 4].map((slot) => ({ slot, bytes: heavy(slot) }));

    const answer = await page.send('/post', await formOf(page, { text: 'Four' }, uploads));

    expect(answer.status).toBe(303);
    expect((await page.get('/post')).status).toBe(200);
  });

  it('shows every fault at its field, and keeps what was written', async () => {
    const page = await new TestPage().open();
    const fields = { text: `${long} "quoted"`, alt2: 'The second', replyTo: 'x1' };

    const answer = await page.send('/post', await formOf(page, fields, [{ slot: 2, bytes: 'no picture' }]));

    expect(answer.status).toBe(422);
    const body = await answer.text();
    for (const text of [
      'Nothing was posted.',
      'href="#media2"',
      'id="media2-fault"',
      'Choose the files again',
      'The second</textarea>',
      '&quot;quoted&quot;</textarea>',
      'value="x1"',
    ]) {
      expect(body).toContain(text);
    }
    expect(page.log.rows).toEqual([]);
  });

  it.each([
    { case: 'nothing at all', fields: {}, field: 'text' },
    { case: 'a text that is too long', fields: { text: long }, field: 'text' },
    { case: 'a thread of too many parts', fields: { text: long.repeat(10), thread: 'yes' }, field: 'text' },
    { case: 'a reply to no id', fields: { text: 'a', replyTo: 'https://x.com' }, field: 'replyTo' },
    { case: 'an account that is not there', fields: { text: 'a', account: 'nobody' }, field: 'account' },
    { case: 'a time that is none', fields: { text: 'a', at: '2026-13-45T99:99' }, field: 'at' },
    { case: 'a time long past', fields: { text: 'a', at: '2020-01-01T00:00' }, field: 'at' },
    { case: 'a time too far ahead', fields: { text: 'a', at: '2031-01-01T00:00' }, field: 'at' },
  ])('refuses $case at $field', async ({ fields, field }) => {
    const page = await new TestPage().open();

    const answer = await page.send('/post', await formOf(page, fields));

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`<li><a href="#${field}">`);
    expect(page.log.rows).toEqual([]);
  });

  it('refuses a form without its key, which tells repeats', async () => {
    const page = await new TestPage().open();

    const answer = await page.send('/post', await formOf(page, { text: 'a', key: '' }));

    expect(answer.status).toBe(422);
    expect(page.log.rows).toEqual([]);
  });

  it('gives each form a key of its own', async () => {
    const page = await new TestPage().open();
    const keys = await Promise.all([formOf(page, {}), formOf(page, {})]);
    expect(keys[0]?.get('key')).not.toBe(keys[1]?.get('key'));
    expect(NOW_EPOCH_MS).toBeGreaterThan(0);
  });
});
