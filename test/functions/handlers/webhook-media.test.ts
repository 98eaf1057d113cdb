import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

const jpeg = picture();
const base64 = jpeg.toString('base64');

describe('the webhook function, given media by key', () => {
  it('pins the picture as it lies there, so that a later one under its name is not posted instead', async () => {
    const bench = createWebhookBench();
    const { eTag } = bench.media.put('main/summer 2026/ünïcode #1.jpg', jpeg);
    const media = [{ key: 'main/summer 2026/ünïcode #1.jpg', altText: 'A view' }];
    expect(await bench.call({ body: { media } })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post?.media).toEqual([
      { from: 'stored', ref: { area: 'drop', key: 'main/summer 2026/ünïcode #1.jpg', eTag }, altText: 'A view' },
    ]);
    expect(bench.log.rows[0]?.warnings).toEqual([]);
  });

  it.each([
    { case: 'a folder of another account', key: 'strict/a.jpg' },
    { case: 'a folder of another account within its own', key: 'main/press/a.jpg' },
    { case: 'no folder of any account', key: 'other/a.jpg' },
    { case: 'the bucket itself', key: 'a.jpg' },
    { case: 'a folder that only begins alike', key: 'mainly/a.jpg' },
    { case: 'a climb out of the folder', key: 'main/../strict/a.jpg' },
    { case: 'a climb that comes back', key: 'main/../main/a.jpg' },
    { case: 'a climb at the end', key: 'main/..' },
    { case: 'a step on the spot', key: 'main/./a.jpg' },
    { case: 'an empty folder name', key: 'main//a.jpg' },
    { case: 'a path from the root', key: '/main/a.jpg' },
    { case: 'the folder', key: 'main/' },
    { case: 'an escaped climb', key: '%6dain/a.jpg' },
    { case: 'a null character', key: 'main/a.jpg\0' },
    { case: 'a line break', key: 'main/a\n.jpg' },
    { case: 'a hidden file', key: 'main/.secret.jpg' },
    { case: 'a note of ours', key: 'main/a.jpg.failed.txt' },
    { case: '1,025 bytes', key: `main/${'ü'.repeat(510)}` },
    { case: 'another bucket', key: 's3://other/main/a.jpg' },
  ])('F123: answers 422 to $case and looks nowhere', async ({ key }) => {
    const bench = createWebhookBench();
    bench.media.put(key, jpeg);
    const answer = await bench.call({ body: { media: [{ key }] } });
    expect(answer).toMatchObject({
      statusCode: 422,
      document: { code: 'KEY_INVALID', errors: [{ path: 'media[0].key' }] },
    });
    expect(bench.media.reads).toEqual([]);
    expect(bench.log.rows).toEqual([]);
  });

  it('says the same of a folder of others as of one that does not exist', async () => {
    const bench = createWebhookBench();
    const [others, none] = await Promise.all(
      ['strict/a.jpg', 'nowhere/a.jpg'].map((key) => bench.call({ body: { media: [{ key }] } })),
    );
    expect(others?.body).toBe(none?.body);
  });

  it.each([
    { case: 'nothing', put: undefined, code: 'SOURCE_GONE' },
    { case: 'an empty file', put: Buffer.alloc(0), code: 'MEDIA_EMPTY' },
    { case: 'a text', put: Buffer.from('hello'), code: 'MEDIA_TYPE' },
    { case: 'a page', put: Buffer.from('<!doctype html><script>1</script>'), code: 'MEDIA_TYPE' },
    {
      case: 'a drawing with script',
      put: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="1"/>'),
      code: 'MEDIA_TYPE',
    },
    { case: 'a cut picture', put: jpeg.subarray(0, jpeg.length * 0.6), code: 'MEDIA_CORRUPT' },
  ])('F63, F84, F86, F87: answers 422 when under the key lies $case', async ({ put, code }) => {
    const bench = createWebhookBench();
    if (put !== undefined) bench.media.put('main/a.jpg', put);
    const answer = await bench.call({ body: { text: 'x', media: [{ key: 'main/a.jpg' }] } });
    expect(answer).toMatchObject({ statusCode: 422, document: { code, errors: [{ path: 'media[0].key', code }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('answers 503 when the bucket does not answer', async () => {
    const bench = createWebhookBench();
    bench.media.isDown = true;
    expect((await bench.call({ body: { media: [{ key: 'main/a.jpg' }] } })).statusCode).toBe(503);
    expect(bench.log.rows).toEqual([]);
  });

  it('refuses a GIF beside a picture, as X does', async () => {
    const bench = createWebhookBench();
    bench.media.put('main/a.gif', picture('animated-64x48-6-frames.gif'));
    bench.media.put('main/b.jpg', jpeg);
    const answer = await bench.call({ body: { media: [{ key: 'main/a.gif' }, { key: 'main/b.jpg' }] } });
    expect(answer).toMatchObject({ statusCode: 422, document: { code: 'MEDIA_MIX' } });
  });
});

describe('the webhook function, given media in base64', () => {
  it('keeps the very bytes in the work bucket, under a name of ours, before the row is written', async () => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { media: [{ data: base64, altText: 'A view' }] } });
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    const key = `staged/${String(answer.document['id'])}/0-${sha256}`;
    expect(bench.log.rows[0]?.post?.media).toEqual([{ from: 'stored', ref: { area: 'work', key }, altText: 'A view' }]);
    expect(Buffer.from(bench.media.objects.get(`work/${key}`)?.bytes ?? []).equals(jpeg)).toBe(true);
  });

  it('writes no row when the bytes could not be kept', async () => {
    const bench = createWebhookBench();
    bench.media.isDown = true;
    expect((await bench.call({ body: { media: [{ data: base64 }] } })).statusCode).toBe(503);
    expect(bench.log.rows).toEqual([]);
  });

  it('keeps nothing of a post that is refused', async () => {
    const bench = createWebhookBench();
    await bench.call({ body: { text: 'a'.repeat(281), media: [{ data: base64 }] } });
    await bench.call({ body: { media: [{ data: base64 }, { key: 'main/gone.jpg' }] } });
    expect(bench.media.objects.size).toBe(0);
  });

  it.each([
    { case: 'nothing', data: '', code: 'MEDIA_EMPTY' },
    { case: 'the URL alphabet', data: '_-__', code: 'SCHEMA' },
    { case: 'no padding', data: base64.replace(/=+$/, '').slice(0, -1), code: 'SCHEMA' },
    { case: 'too much padding', data: `${base64}====`, code: 'SCHEMA' },
    { case: 'line breaks', data: base64.replace(/.{76}/g, '$&\r\n'), code: 'SCHEMA' },
    { case: 'blanks', data: ` ${base64}`, code: 'SCHEMA' },
    { case: 'percent signs', data: encodeURIComponent('++//'), code: 'SCHEMA' },
    { case: 'bits that mean nothing', data: 'AB==', code: 'SCHEMA' },
    { case: 'a data: URL', data: `data:image/jpeg;base64,${base64}`, code: 'SCHEMA' },
    { case: 'a data: URL in capitals', data: `DATA:,${base64}`, code: 'SCHEMA' },
    { case: 'emoji', data: '🕊️🕊️', code: 'SCHEMA' },
    { case: 'a text in base64', data: Buffer.from('hello').toString('base64'), code: 'MEDIA_TYPE' },
    { case: 'base64 twice', data: Buffer.from(base64).toString('base64'), code: 'MEDIA_TYPE' },
    { case: 'a page in base64', data: Buffer.from('<html>').toString('base64'), code: 'MEDIA_TYPE' },
    { case: 'a cut picture', data: jpeg.subarray(0, 900).toString('base64'), code: 'MEDIA_CORRUPT' },
  ])('F124: answers 422 to $case', async ({ data, code }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { media: [{ data }] } });
    expect(answer).toMatchObject({ statusCode: 422, document: { code, errors: [{ path: 'media[0].data', code }] } });
    expect(bench.media.objects.size).toBe(0);
  });

  it('tells the sender of a data: URL what to send instead', async () => {
    const media = [{ data: `Data:image/jpeg;base64,${base64}` }];
    const { document } = await createWebhookBench().call({ body: { media } });
    expect(document['detail']).toBe('media[0].data: is a data: URL; send only what follows its comma');
  });

  it.each([
    { case: 'one medium', sizes: [3_000_001] },
    { case: 'four together', sizes: [750_000, 750_000, 750_000, 750_001] },
  ])('F124: answers 422 to a byte more than 3,000,000 in $case', async ({ sizes }) => {
    const media = sizes.map((totalBytes) => ({ data: Buffer.alloc(totalBytes).toString('base64') }));
    const answer = await createWebhookBench().call({ body: { media } });
    expect(answer).toMatchObject({
      statusCode: 422,
      document: { code: 'MEDIA_TOO_LARGE', errors: [{ path: 'media' }] },
    });
  });

  it('takes 3,000,000 bytes', async () => {
    const bench = createWebhookBench();
    // What follows the end of a picture is no part of it, but it is bytes.
    const data = Buffer.concat([jpeg, Buffer.alloc(3_000_000 - jpeg.length)]).toString('base64');
    expect((await bench.call({ body: { media: [{ data }] } })).statusCode).toBe(202);
  });
});
