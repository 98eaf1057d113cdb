import { describe, expect, it } from 'vitest';

import { multipartBody, type WrittenPart } from '../../fakes/form-body.ts';
import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

const URLENCODED = 'application/x-www-form-urlencoded';
/** Of the example in X's own documents, where it follows the semicolon at once. */
const X_BOUNDARY = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';

const jpeg = picture();
const photo: WrittenPart = { name: 'media[]', value: jpeg, filename: 'a.jpg', mediaType: 'image/jpeg' };

type Bench = ReturnType<typeof createWebhookBench>;

async function sendForm(bench: Bench, body: string, over: object = {}) {
  return bench.call({ body, headers: { 'content-type': URLENCODED }, ...over });
}

async function sendParts(bench: Bench, parts: readonly WrittenPart[], boundary = X_BOUNDARY, over: object = {}) {
  const headers = { 'content-type': `multipart/form-data;boundary=${boundary}` };
  return bench.call({ body: multipartBody(parts, boundary), headers, ...over });
}

describe('the webhook function, given a form', () => {
  it('makes the post that its fields write down', async () => {
    const bench = createWebhookBench();
    bench.media.put('main/a.jpg', jpeg);
    const fields = [
      'text=Caf%C3%A9+%26+cake',
      'sensitive=true&madeWithAi=false',
      'geo.lat=50.9&geo[long]=-11.6&geo.displayCoordinates=true',
      'additionalOwners[]=1&additionalOwners[]=2&replyTo=0017',
      'media[0][key]=main/a.jpg&media[0].altText=A+view',
    ];
    expect(await sendForm(bench, fields.join('&'))).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post).toMatchObject({
      text: 'Café & cake',
      sensitive: true,
      madeWithAi: false,
      geo: { lat: 50.9, long: -11.6, displayCoordinates: true },
      additionalOwners: ['1', '2'],
      replyTo: '0017',
      media: [{ ref: { area: 'drop', key: 'main/a.jpg' }, altText: 'A view' }],
    });
  });

  it('knows the repeat of a form, and another form under its id', async () => {
    const bench = createWebhookBench();
    const statuses = [];
    for (const body of ['text=a&sensitive=true', 'sensitive=true&text=%61', 'text=b']) {
      statuses.push((await sendForm(bench, body, { id: 'msg_1' })).statusCode);
    }
    expect(statuses).toEqual([202, 200, 422]);
  });

  it.each([
    { case: 'a % without digits', body: 'text=100%', code: 'FORM_INVALID', path: 'text' },
    { case: 'a field twice', body: 'text=a&text=b', code: 'FORM_INVALID', path: 'text' },
    { case: 'a field as a value and a branch', body: 'geo=1&geo.lat=2', code: 'FORM_INVALID', path: 'geo.lat' },
    { case: 'a branch as a value', body: 'geo.lat=2&geo=1', code: 'FORM_INVALID', path: 'geo' },
    { case: 'a list with a gap', body: 'media[1].key=a', code: 'FORM_INVALID', path: 'media[1].key' },
    { case: 'a list with a name', body: 'media[]=a&media[x]=b', code: 'FORM_INVALID', path: 'media[x]' },
    {
      case: 'an index out of all reason',
      body: 'media[4294967295]=a',
      code: 'FORM_INVALID',
      path: 'media[4294967295]',
    },
    { case: 'a bracket that does not close', body: 'geo[lat=1', code: 'FORM_INVALID', path: 'geo[lat' },
    { case: 'a prototype', body: '__proto__[text]=a', code: 'FORM_INVALID', path: '__proto__[text]' },
    { case: 'a constructor', body: 'a.constructor.b=a', code: 'FORM_INVALID', path: 'a.constructor.b' },
    { case: 'an alt text of nothing', body: 'text=a&altText[]=b', code: 'FORM_INVALID', path: 'altText[0]' },
    { case: 'a name of nothing', body: '=a', code: 'FORM_INVALID' },
    { case: 'too many levels', body: `a${'[b]'.repeat(17)}=c`, code: 'FORM_INVALID', path: `a${'[b]'.repeat(17)}` },
    { case: 'too many fields', body: 'a=b&'.repeat(501), code: 'FORM_INVALID' },
    { case: 'bytes that are no UTF-8', body: 'text=%ff', code: 'UTF8_INVALID' },
    { case: 'half of a surrogate pair', body: 'text=%ED%A0%80', code: 'UTF8_INVALID' },
  ])('F118, F120: answers 400 to $case', async ({ body, code, path }) => {
    const bench = createWebhookBench();
    const answer = await sendForm(bench, body);
    expect(answer).toMatchObject({
      statusCode: 400,
      headers: { 'content-type': 'application/problem+json' },
      document: { code, ...(path !== undefined && { errors: [{ path }] }) },
    });
    expect(bench.log.rows).toEqual([]);
  });

  it.each([
    { case: 'a field nobody knows', body: 'text=a&colour=grey', path: 'colour' },
    { case: 'a yes that is no true', body: 'text=a&sensitive=yes', path: 'sensitive' },
    { case: 'a latitude that is no number', body: 'text=a&geo.lat=1e1&geo.long=1', path: 'geo.lat' },
    { case: 'nothing at all', body: '', path: 'text' },
  ])('answers 422 to $case, naming the field as in JSON', async ({ body, path }) => {
    const answer = await sendForm(createWebhookBench(), body);
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path }] } });
  });

  it('parses nothing of a form that is not signed', async () => {
    const bench = createWebhookBench();
    expect(await sendForm(bench, 'text=%', { signedBody: Buffer.from('text=a') })).toMatchObject({ statusCode: 401 });
  });
});

describe('the webhook function, given a form with files', () => {
  it('keeps the very bytes of the files, with the alt texts in their order', async () => {
    const bench = createWebhookBench();
    const drawing = picture('drawing-333x175.png');
    const answer = await sendParts(bench, [
      { name: 'text', value: 'Grüße\r\n🕊️' },
      photo,
      { ...photo, value: drawing, filename: 'b.png', mediaType: 'image/png' },
      { name: 'altText[]', value: 'A view' },
      { name: 'altText[]', value: 'A drawing' },
    ]);
    expect(answer.statusCode).toBe(202);
    const { text, media = [] } = bench.log.rows[0]?.post ?? {};
    expect(text).toBe('Grüße\r\n🕊️');
    expect(media.map(({ altText }) => altText)).toEqual(['A view', 'A drawing']);
    const kept = media.map((medium) => medium.from === 'stored' && bench.media.objects.get(`work/${medium.ref.key}`));
    expect(kept.map((one) => one && Buffer.from(one.bytes).equals(one === kept[0] ? jpeg : drawing))).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    {
      case: 'as X’s own example writes it',
      spelling: `multipart/form-data;boundary=${X_BOUNDARY}`,
      boundary: X_BOUNDARY,
    },
    { case: 'in quotes', spelling: 'multipart/form-data; boundary="simple boundary"', boundary: 'simple boundary' },
    {
      case: 'with every sign that is allowed',
      spelling: `Multipart/Form-Data; Boundary="'()+_,-./:=? 9"`,
      boundary: `'()+_,-./:=? 9`,
    },
    { case: 'with a sign escaped', spelling: 'multipart/form-data; boundary="a\\:b"', boundary: 'a:b' },
    { case: 'after a charset', spelling: 'multipart/form-data ; charset=UTF-8 ; boundary=--x', boundary: '--x' },
    { case: 'of 70 signs', spelling: `multipart/form-data; boundary=${'x'.repeat(70)}`, boundary: 'x'.repeat(70) },
    {
      case: 'as browsers do',
      spelling: 'multipart/form-data; boundary=----WebKitFormBoundaryA1b2',
      boundary: '----WebKitFormBoundaryA1b2',
    },
  ])('takes the boundary $case', async ({ spelling, boundary }) => {
    const bench = createWebhookBench();
    const body = multipartBody([{ name: 'text', value: 'hello' }, photo], boundary);
    expect((await bench.call({ body, headers: { 'content-type': spelling } })).statusCode).toBe(202);
    expect(bench.log.rows[0]?.post).toMatchObject({ text: 'hello', media: [{ from: 'stored' }] });
  });

  it('takes what Node’s own FormData writes', async () => {
    const bench = createWebhookBench();
    const form = new FormData();
    form.append('text', 'hello "you"');
    form.append('media[]', new Blob([Uint8Array.from(jpeg)], { type: 'image/jpeg' }), 'größe "1".jpg');
    const request = new Request('http://localhost/', { method: 'POST', body: form });
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    expect(await bench.call({ body: Buffer.from(await request.arrayBuffer()), headers })).toMatchObject({
      statusCode: 202,
    });
    expect(bench.log.rows[0]?.post).toMatchObject({ text: 'hello "you"', media: [{ from: 'stored' }] });
  });

  it('takes a file of more bytes than base64 would leave room for', async () => {
    const bench = createWebhookBench();
    const large = Buffer.concat([jpeg, Buffer.alloc(4_400_000 - jpeg.length)]);
    expect((await sendParts(bench, [{ ...photo, value: large }])).statusCode).toBe(202);
  });

  it('knows a repeat by its parts, since each sending draws another boundary', async () => {
    const bench = createWebhookBench();
    const parts = [{ name: 'text', value: 'hello' }, photo];
    const asGithub = async (boundary: string, sent: readonly WrittenPart[]) => {
      const body = multipartBody(sent, boundary);
      const headers = {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'x-hub-signature-256': bench.signAsGithub(body),
      };
      return (await bench.call({ webhook: 'bot', body, headers })).statusCode;
    };
    expect([await asGithub('first', parts), await asGithub('second', parts)]).toEqual([202, 200]);
    expect(await asGithub('second', [...parts, { name: 'sensitive', value: 'true' }])).toBe(202);
    expect(
      await asGithub('first', [
        { name: 'text', value: 'hello' },
        { ...photo, value: picture('drawing-333x175.png') },
      ]),
    ).toBe(202);
  });

  it('refuses another file under the same id', async () => {
    const bench = createWebhookBench();
    expect((await sendParts(bench, [photo], 'a', { id: 'msg_1' })).statusCode).toBe(202);
    expect((await sendParts(bench, [photo], 'b', { id: 'msg_1' })).statusCode).toBe(200);
    const other = { ...photo, value: picture('drawing-333x175.png') };
    expect(await sendParts(bench, [other], 'b', { id: 'msg_1' })).toMatchObject({
      document: { code: 'IDEMPOTENCY_REUSE' },
    });
  });

  it.each([
    { case: 'an empty file', value: '', code: 'MEDIA_EMPTY' },
    { case: 'a page', value: '<!doctype html>', code: 'MEDIA_TYPE' },
    { case: 'half a picture', value: jpeg.subarray(0, jpeg.length / 2), code: 'MEDIA_CORRUPT' },
  ])('answers 422 to $case, naming the medium', async ({ value, code }) => {
    const answer = await sendParts(createWebhookBench(), [{ ...photo, value }]);
    expect(answer).toMatchObject({ statusCode: 422, document: { code, errors: [{ path: 'media[0]' }] } });
  });

  it.each([
    { case: 'a file where a text belongs', parts: [{ ...photo, name: 'text' }], path: 'text' },
    { case: 'a file deep in the post', parts: [{ ...photo, name: 'geo[lat]' }], path: 'geo.lat' },
    { case: 'an alt text that is a file', parts: [photo, { ...photo, name: 'altText[]' }], path: 'altText[0]' },
    { case: 'more alt texts than files', parts: [photo, { name: 'altText[1]', value: 'x' }], path: 'altText[1]' },
    {
      case: 'a text in Latin-1',
      parts: [{ name: 'text', value: 'x', mediaType: 'text/plain; charset=latin1' }],
      path: 'text',
    },
  ])('answers 400 to $case', async ({ parts, path }) => {
    const answer = await sendParts(createWebhookBench(), parts);
    expect(answer).toMatchObject({ statusCode: 400, document: { code: 'FORM_INVALID', errors: [{ path }] } });
  });

  const whole = multipartBody([{ name: 'text', value: 'hello' }], 'x').toString();
  it.each([
    { case: 'no boundary', type: 'multipart/form-data', body: whole },
    { case: 'an empty boundary', type: 'multipart/form-data; boundary=""', body: whole },
    { case: 'a boundary that ends in a blank', type: 'multipart/form-data; boundary="x "', body: whole },
    { case: 'a boundary of 71 signs', type: `multipart/form-data; boundary=${'x'.repeat(71)}`, body: whole },
    { case: 'another boundary', type: 'multipart/form-data; boundary=y', body: whole },
    { case: 'no end', body: whole.replace('--x--\r\n', '') },
    { case: 'an end in the middle of headers', body: whole.slice(0, 30) },
    { case: 'nothing', body: '' },
    { case: 'a part without headers', body: '--x\r\n\r\nhello\r\n--x--\r\n' },
    { case: 'a part that is no field', body: whole.replace('form-data', 'attachment') },
    { case: 'a part without a name', body: whole.replace('; name="text"', '') },
    { case: 'a part with an empty name', body: whole.replace('"text"', '""') },
    {
      case: 'a part with two dispositions',
      body: whole.replace('\r\n\r\n', '\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
    },
    { case: 'a part in base64', body: whole.replace('\r\n\r\n', '\r\nContent-Transfer-Encoding: base64\r\n\r\n') },
    { case: 'a header that is none', body: whole.replace('Content-Disposition:', 'Content-Disposition') },
    { case: 'a name of no UTF-8', body: Buffer.from(whole.replace('text', 't\u00fct'), 'latin1') },
    { case: 'ten thousand parts', body: '--x\r\n\r\n\r\n'.repeat(10_000) },
  ])('F118: answers 400 to $case', async ({ type = 'multipart/form-data; boundary=x', body }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body, headers: { 'content-type': type } });
    expect(answer).toMatchObject({
      statusCode: 400,
      document: { code: expect.stringMatching(/^(FORM|UTF8)_INVALID$/) },
    });
    expect(bench.log.rows).toEqual([]);
    expect(bench.media.objects.size).toBe(0);
  });
});

describe('a webhook with templates, given a form', () => {
  it('fills them from its fields, whatever else came', async () => {
    const bench = createWebhookBench();
    const body = 'title=Tea&title=Cake&picture=&alt=&adult=false&id=7&order[lines][]=a&order.total=3';
    expect(await sendForm(bench, body, { webhook: 'shop' })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post).toMatchObject({ text: 'TeaCake new ', sensitive: false });
  });

  it('reads GitHub’s form, whose one field is JSON', async () => {
    const bench = createWebhookBench();
    const payload = { action: 'published', release: { tag_name: 'v2', html_url: 'https://example.com/v2' } };
    const body = Buffer.from(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const headers = { 'content-type': URLENCODED, 'x-hub-signature-256': bench.signAsGithub(body) };
    expect(await bench.call({ webhook: 'release', body, headers })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post?.text).toBe('New release v2: https://example.com/v2');
  });
});
