import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { advanceClock, resetSandbox } from '../change-settings.ts';
import { type Caller, callerFor } from '../signed-request.ts';
import { init, mediaFixture, mediaIdOf, uploadInChunks, uploadSimply } from './upload-by-v1.ts';

const V1 = '/1.1/media/metadata/create.json';
const V2 = '/2/media/metadata';
const photo = mediaFixture('photo-800x320.jpg');
/** Two UTF-16 units, one character. */
const PIGEON = '🐦';

let sandbox: RunningSandbox;
let call: Caller;
let callAsOther: Caller;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
  callAsOther = callerFor(sandbox.url, sandbox.accounts[1]!);
});
afterEach(() => resetSandbox(sandbox));
afterAll(() => sandbox.close());

const upload = async () => mediaIdOf(await uploadSimply(call, photo));
const altTextOf = (id: string) => sandbox.world.media.find(id)?.altText;

describe('POST media/metadata/create', () => {
  it.each([
    { case: 'JSON', contentType: 'application/json; charset=UTF-8' },
    { case: 'JSON that calls itself text', contentType: 'text/plain;charset=UTF-8' },
  ])('keeps alt text sent as $case and answers 200 with nothing', async ({ contentType }) => {
    const id = await upload();
    const body = JSON.stringify({ media_id: id, alt_text: { text: `dancing ${PIGEON}` } });
    const answer = await call({ path: V1, raw: { body, contentType } });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.headers.get('content-length')).toBe('0');
    expect(altTextOf(id)).toBe(`dancing ${PIGEON}`);
  });

  it('takes the id as a JSON number, exactly', async () => {
    const id = await upload();
    const raw = { body: `{"media_id":${id},"alt_text":{"text":"a cat"}}`, contentType: 'application/json' };
    expect(await call({ path: V1, raw })).toMatchObject({ status: 200 });
    expect(altTextOf(id)).toBe('a cat');
  });

  it('takes 1000 characters, not UTF-16 units, and refuses one more', async () => {
    const id = await upload();
    const describeAs = (text: string) => call({ path: V1, json: { media_id: id, alt_text: { text } } });
    expect(await describeAs(PIGEON.repeat(1000))).toMatchObject({ status: 200 });
    expect(await describeAs(PIGEON.repeat(1001))).toMatchObject({ status: 400, json: { errors: [{ code: 44 }] } });
    expect(altTextOf(id)).toBe(PIGEON.repeat(1000));
  });

  it.each([
    { case: 'no JSON', raw: { body: 'media_id=1', contentType: 'application/json' } },
    { case: 'a form', raw: { body: 'media_id=1', contentType: 'application/x-www-form-urlencoded' } },
    { case: 'no id', raw: { body: '{"alt_text":{"text":"a"}}', contentType: 'application/json' } },
    {
      case: 'an id that is no text',
      raw: { body: '{"media_id":{},"alt_text":{"text":"a"}}', contentType: 'application/json' },
    },
    { case: 'no alt text', raw: { body: '{"media_id":"12"}', contentType: 'application/json' } },
    {
      case: 'alt text that is no text',
      raw: { body: '{"media_id":"12","alt_text":{"text":5}}', contentType: 'application/json' },
    },
    {
      case: 'an id that never was',
      raw: { body: '{"media_id":"12","alt_text":{"text":"a"}}', contentType: 'application/json' },
    },
  ])('answers 400 to $case', async ({ raw }) => {
    // An urlencoded body is signed, so it is sent as one.
    const sent = raw.contentType.includes('urlencoded') ? { form: { media_id: '1' } } : { raw };
    expect((await call({ path: V1, ...sent })).status).toBe(400);
  });

  it('answers 400 to a foreign id, an expired one, one not finalized, a film, and a picture already on a Tweet', async () => {
    const json = (id: string) => ({ path: V1, json: { media_id: id, alt_text: { text: 'a cat' } } });
    const id = await upload();
    expect(await callAsOther(json(id))).toMatchObject({
      status: 400,
      json: { error: `Invalid media_id: Some(${id}).` },
    });
    expect(await call(json(mediaIdOf(await init(call, 9, 'image/png'))))).toMatchObject({ status: 400 });
    const film = await uploadInChunks(call, mediaFixture('clip-320x240-2s.mp4'), 'video/mp4');
    expect(await call(json(mediaIdOf(film)))).toMatchObject({ status: 400 });
    const shown = await upload();
    sandbox.world.media.markAttached(shown, '1');
    expect(await call(json(shown))).toMatchObject({ status: 400 });
    await advanceClock(sandbox, 86_401);
    expect(await call(json(id))).toMatchObject({ status: 400 });
  });
});

describe('POST /2/media/metadata', () => {
  it('keeps alt text and answers with it', async () => {
    const id = await upload();
    const metadata = { alt_text: { text: 'dancing cat' } };
    const answer = await call({ path: V2, json: { id, metadata } });
    expect(answer).toMatchObject({ status: 200, json: { data: { id, associated_metadata: metadata } } });
    expect(altTextOf(id)).toBe('dancing cat');
  });

  it.each([
    { case: 'adult content', warning: { adult_content: true, other: false }, sensitive: true },
    {
      case: 'no content of any kind',
      warning: { adult_content: false, graphic_violence: false, other: false },
      sensitive: false,
    },
  ])('marks media as sensitive: $sensitive, for $case, and leaves alt text alone', async ({ warning, sensitive }) => {
    const id = await upload();
    await call({ path: V2, json: { id, metadata: { alt_text: { text: 'a cat' } } } });
    const answer = await call({ path: V2, json: { id, metadata: { sensitive_media_warning: warning } } });
    expect(answer.status).toBe(200);
    expect(sandbox.world.media.find(id)).toMatchObject({ sensitive, altText: 'a cat' });
  });

  it.each([
    { case: 'no id', json: { metadata: {} }, message: 'Missing id field in JSON' },
    { case: 'no metadata', json: { id: '12' }, message: 'Missing metadata field in JSON' },
    {
      case: 'metadata of another kind',
      json: { id: '12', metadata: 'a cat' },
      message: 'The `metadata` field value is not valid',
    },
    {
      case: 'alt text without text',
      json: { id: '12', metadata: { alt_text: {} } },
      message: 'Missing metadata.alt_text.text field in JSON',
    },
    {
      case: 'alt text too long',
      json: { metadata: { alt_text: { text: 'a'.repeat(1001) } } },
      message: 'The `alt_text.text` field value is not valid',
    },
    {
      case: 'an id that never was',
      json: { id: '12', metadata: { alt_text: { text: 'a' } } },
      message: 'Your media IDs are invalid.',
    },
  ])('answers a problem to $case', async ({ case: title, json, message }) => {
    const ownId = title === 'alt text too long' ? { id: await upload() } : {};
    expect(await call({ path: V2, json: { ...ownId, ...json } })).toMatchObject({
      status: 400,
      json: { title: 'Invalid Request', errors: [{ message }] },
    });
  });
});
