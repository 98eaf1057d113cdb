import { describe, expect, it } from 'vitest';

import { mediaFixture, usePlayground } from '../playground.ts';
import { authorization } from '../sign-pairs.ts';
import type { Answer } from '../signed-request.ts';
import { UPDATE, UPDATE_WITH_MEDIA, drawing, outcome, withDrawing } from './posting-endpoints.ts';
import { uploadFor } from './uploads.ts';

const sandbox = usePlayground();
const DAY_SECONDS = 24 * 60 * 60;

const update = (form: Readonly<Record<string, string>>): Promise<Answer> => sandbox.call({ path: UPDATE, form });
const timeline = async (): Promise<unknown[]> =>
  ((await sandbox.call({ path: '/1.1/statuses/user_timeline.json' })).json as { text: string }[]).map(
    ({ text }) => text,
  );

/** Each title quotes the reference page of POST statuses/update. */
describe('POST statuses/update, as documented', () => {
  it('"Updates the authenticating user’s current status, also known as Tweeting."', async () => {
    await sandbox.callAsSecond({ path: UPDATE, form: { status: 'by another' } });
    const posted = await update({ status: 'my status' });
    expect(posted).toMatchObject({ status: 200, json: { text: 'my status', user: { screen_name: 'pigeonpost' } } });
    const me = await sandbox.call({ path: '/1.1/account/verify_credentials.json' });
    expect(me.at('status', 'id_str')).toBe(posted.at('id_str'));
  });

  it('"the update text is compared with the authenticating user’s recent Tweets"', async () => {
    await sandbox.post('old');
    await sandbox.post('in between');
    expect(outcome(await update({ status: 'old' }))).toEqual([403, 187]);
    const byAnother = await sandbox.callAsSecond({ path: UPDATE, form: { status: 'old' } });
    expect(byAnother.status).toBe(200);
    await sandbox.set({ clock: { shiftSeconds: DAY_SECONDS + 1 } });
    expect((await update({ status: 'old' })).status).toBe(200);
  });

  it('"Any attempt that would result in duplication will be blocked, resulting in a 403 error."', async () => {
    await sandbox.post('same');
    const again = await update({ status: 'same' });
    expect(again).toMatchObject({ status: 403, json: { errors: [{ code: 187, message: 'Status is a duplicate.' }] } });
    const withPicture = await sandbox.call({ path: UPDATE_WITH_MEDIA, multipart: withDrawing({ status: 'same' }) });
    expect(outcome(withPicture)).toEqual([403, 187]);
    expect(await timeline()).toEqual(['same']);
  });

  it('"A user cannot submit the same status twice in a row."', async () => {
    expect((await update({ status: 'row' })).status).toBe(200);
    expect(outcome(await update({ status: 'row' }))).toEqual([403, 187]);
  });

  it('"While not rate limited by the API, a user is limited in the number of Tweets they can create at a time."', async () => {
    await sandbox.set({ limits: { statusesPerDay: 3 } });
    for (const status of ['one', 'two', 'three']) {
      const { status: code, headers } = await update({ status });
      expect(code).toBe(200);
      expect([...headers.keys()].filter((name) => name.startsWith('x-rate-limit'))).toEqual([]);
    }
    expect((await update({ status: 'four' })).status).toBe(403);
    expect((await sandbox.callAsSecond({ path: UPDATE, form: { status: 'four' } })).status).toBe(200);
  });

  it.each([
    '"If the number of updates posted by the user reaches the current allowed limit this method will return an HTTP 403 error."',
    '"Rate limited? Yes"',
  ])('%s', async () => {
    await sandbox.set({ limits: { statusesPerDay: 1 } });
    await sandbox.post('one');
    const over = await update({ status: 'two' });
    expect(over).toMatchObject({
      status: 403,
      json: { errors: [{ code: 185, message: 'User is over daily status update limit.' }] },
    });
    await sandbox.set({ clock: { shiftSeconds: DAY_SECONDS + 1 } });
    expect((await update({ status: 'two' })).status).toBe(200);
  });

  it('"Response formats JSON"', async () => {
    for (const status of ['a', 'a', '']) {
      const answer = await update({ status });
      expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
      expect(answer.json).toBeTypeOf('object');
    }
  });

  it('"Requires authentication? Yes (user context only)"', async () => {
    const url = `${sandbox.url}${UPDATE}`;
    const post = async (headers: Readonly<Record<string, string>>) => {
      const body = new URLSearchParams({ status: 'a' });
      const response = await fetch(url, { method: 'POST', headers, body });
      const { errors } = (await response.json()) as { errors: { code: number }[] };
      return [response.status, errors[0]?.code];
    };
    const { consumerKey, consumerSecret } = sandbox.first;
    const app = { consumerKey, consumerSecret, accessToken: '', accessTokenSecret: '' };
    expect(await post({})).toEqual([400, 215]);
    expect(await post({ authorization: 'Bearer AAAA' })).toEqual([403, 220]);
    expect(await post({ authorization: authorization('POST', url, [['status', 'a']], app) })).toEqual([400, 215]);
    expect(await timeline()).toEqual([]);
  });

  it('"The text of the status update, typically up to 140 characters."', async () => {
    await sandbox.set({ textLength: 140 });
    expect((await update({ status: 'x'.repeat(140) })).status).toBe(200);
    expect(outcome(await update({ status: 'x'.repeat(141) }))).toEqual([403, 186]);
    await sandbox.set({ textLength: 280 });
    expect((await update({ status: 'x'.repeat(280) })).status).toBe(200);
    expect(outcome(await update({ status: 'x'.repeat(281) }))).toEqual([403, 186]);
    expect(outcome(await update({}))).toEqual([403, 170]);
  });

  it('"URL encode as necessary."', async () => {
    const status = 'a & b = 100% + é ☃ 🐱';
    const encoded = await sandbox.call({ method: 'POST', path: `${UPDATE}?status=${encodeURIComponent(status)}` });
    expect(encoded.at('text')).toBe('a &amp; b = 100% + é ☃ 🐱');
    expect((await update({ status: `${status}!` })).at('text')).toBe('a &amp; b = 100% + é ☃ 🐱!');
  });

  it('"link wrapping may affect character counts."', async () => {
    const link = `http://example.com/${'y'.repeat(300)}`;
    const taken = await update({ status: `${'x'.repeat(256)} ${link}` });
    expect(taken.at('text')).toMatch(/^x{256} https:\/\/t\.co\/\w{10}$/);
    expect(outcome(await update({ status: `${'x'.repeat(257)} ${link}` }))).toEqual([403, 186]);
    expect(outcome(await update({ status: `${'x'.repeat(260)} http://a.co` }))).toEqual([403, 186]);
  });

  it('"If you upload Tweet media that might be considered sensitive content such as nudity, violence, or medical procedures, you should set this value to true."', async () => {
    const media_ids = await uploadFor(sandbox.call, drawing);
    const silent = await update({ status: 'by default', media_ids });
    expect(silent.at('possibly_sensitive')).toBe(false);
    const marked = await update({ status: 'marked', media_ids, possibly_sensitive: 'true' });
    expect(marked.at('possibly_sensitive')).toBe(true);
  });

  it('"When set to either true , t or 1 , each Tweet returned in a timeline will include a user object including only the status authors numerical ID."', async () => {
    const { userId } = sandbox.first;
    for (const trim_user of ['true', 't', '1']) {
      const posted = await update({ status: `trimmed by ${trim_user}`, trim_user });
      const read = await sandbox.call({ path: `/1.1/statuses/user_timeline.json?trim_user=${trim_user}` });
      for (const { text } of [posted, read]) {
        expect(text).toContain(`"user":{"id":${userId},"id_str":"${userId}"}`);
        expect(text).not.toContain('screen_name":"pigeonpost');
      }
    }
  });

  it('"Omit this parameter to receive the complete user object."', async () => {
    const whole = { screen_name: 'pigeonpost', description: expect.any(String), followers_count: expect.any(Number) };
    expect((await update({ status: 'whole' })).at('user')).toMatchObject(whole);
    expect((await update({ status: 'whole too', trim_user: 'false' })).at('user')).toMatchObject(whole);
    const read = await sandbox.call({ path: '/1.1/statuses/user_timeline.json' });
    expect(read.at(0, 'user')).toMatchObject(whole);
  });

  it('"A list of media_ids to associate with the Tweet."', async () => {
    const ids = [await uploadFor(sandbox.call, drawing), await uploadFor(sandbox.call, drawing)];
    const { at } = await update({ status: 'two', media_ids: ids.join(',') });
    const shown = at('extended_entities', 'media') as { id_str: string; indices: unknown }[];
    expect(shown.map(({ id_str }) => id_str)).toEqual(ids);
    expect(at('entities', 'media')).toEqual([shown[0]]);
  });

  it('"You may include up to 4 photos or 1 animated GIF or 1 video in a Tweet."', async () => {
    const photo = () => uploadFor(sandbox.call, drawing);
    const gif = () => uploadFor(sandbox.call, new Blob([mediaFixture('animated-64x48-6-frames.gif')]));
    const video = () => uploadFor(sandbox.call, new Blob([mediaFixture('clip-320x240-2s.mp4')]), 'video/mp4');
    const all = async (...media: readonly (() => Promise<string>)[]) => {
      const ids: string[] = [];
      for (const one of media) ids.push(await one());
      const answer = await update({ status: ids.join(' '), media_ids: ids.join(',') });
      return answer.status === 200 ? answer.at('extended_entities', 'media', 0, 'type') : outcome(answer);
    };
    expect(await all(photo, photo, photo, photo)).toBe('photo');
    expect(await all(gif)).toBe('animated_gif');
    expect(await all(video)).toBe('video');
    expect(await all(photo, photo, photo, photo, photo)).toEqual([400, 324]);
    expect(await all(gif, photo)).toEqual([400, 323]);
    expect(await all(gif, gif)).toEqual([400, 323]);
    expect(await all(video, photo)).toEqual([400, 324]);
    expect(await all(video, video)).toEqual([400, 324]);
  });
});
