import { describe, expect, it } from 'vitest';

import { usePlayground } from '../playground.ts';
import { outcome, postingEndpoints } from './posting-endpoints.ts';

const sandbox = usePlayground();
const SHORTCODES = [
  'D carrierpigeon hello',
  'd @carrierpigeon hello',
  'M carrierpigeon hello',
  'm @carrierpigeon hello',
];

/** Each title quotes the documents of both endpoints. */
describe.each(postingEndpoints(sandbox))('in_reply_to_status_id of $endpoint', ({ send }) => {
  it('"The ID of an existing status that the update is in reply to."', async () => {
    const id = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    const { text, json } = await send({ status: '@carrierpigeon yes', in_reply_to_status_id: id });
    expect(text).toContain(`"in_reply_to_status_id":${id},"in_reply_to_status_id_str":"${id}"`);
    expect(json).toMatchObject({
      in_reply_to_user_id_str: sandbox.second.userId,
      in_reply_to_screen_name: 'carrierpigeon',
    });
    const other = await send({ status: '@carrierpigeon no such status', in_reply_to_status_id: '1' });
    expect(other.json).toMatchObject({ in_reply_to_status_id: null });
  });

  it.each([
    '"This parameter will be ignored unless the author of the Tweet this parameter references is mentioned within the status text."',
    '"This parameter will be ignored unless the author of the tweet this parameter references is mentioned within the status text."',
  ])('%s', async () => {
    const id = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    for (const status of ['yes', '@pigeonpost yes', '@carrierpigeons yes', 'mail me@carrierpigeon']) {
      const answer = await send({ status, in_reply_to_status_id: id });
      expect(answer).toMatchObject({ status: 200, json: { in_reply_to_status_id: null, in_reply_to_user_id: null } });
    }
  });

  it.each([
    '"Therefore, you must include @username , where username is the author of the referenced Tweet, within the update."',
    '"Therefore, you must include @username, where username is the author of the referenced tweet, within the update."',
  ])('%s', async () => {
    const id = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    for (const status of ['@carrierpigeon first', 'in the middle, @carrierpigeon, too', 'last @CARRIERPIGEON']) {
      const answer = await send({ status, in_reply_to_status_id: id });
      expect(answer.at('in_reply_to_status_id_str')).toBe(id);
    }
    const capital = await sandbox.post('to answer', {}, await sandbox.callAs({ screenName: 'BigPigeon' }));
    const answer = await send({ status: 'to @bigpigeon', in_reply_to_status_id: capital });
    expect(answer.json).toMatchObject({ in_reply_to_status_id_str: capital, in_reply_to_screen_name: 'BigPigeon' });
  });
});

describe.each(postingEndpoints(sandbox))('shortcodes of $endpoint', ({ send }) => {
  const messages = async () => ((await sandbox.control('/messages')) as { messages: unknown[] }).messages;
  const posts = async () => ((await sandbox.control('/posts')) as { posts: unknown[] }).posts;

  it.each(['"There are some special commands in this field to be aware of."'])('%s', async () => {
    await send({ status: 'D carrierpigeon hello' });
    expect([await posts(), await messages()]).toMatchObject([[], [{ text: 'hello' }]]);
  });

  it('"preceding a message with “D ” or “M ” and following it with a screen name can create a Direct Message to that user"', async () => {
    for (const status of SHORTCODES) {
      const answer = await send({ status });
      expect(answer).toMatchObject({ status: 200, json: { text: 'hello', recipient_screen_name: 'carrierpigeon' } });
    }
    expect(await posts()).toEqual([]);
    expect(await messages()).toHaveLength(SHORTCODES.length);
  });

  it.each(['enable_dmcommands', 'enable_dm_commands'])(
    '"When set to true, enables shortcode commands for sending Direct Messages as part of the status text to send a Direct Message to a user." (%s)',
    async (name) => {
      for (const status of SHORTCODES) await send({ status, [name]: 'true' });
      expect([await posts(), await messages()]).toMatchObject([[], [{}, {}, {}, {}]]);
    },
  );

  it.each([
    '"See the ‘enable_dm_commands’ parameter for information on disabling Direct Message creation to allow any text to be created as a Tweet."',
    '"When set to false, it turns off this behavior and includes any leading characters in the status text."',
    '"When set to false, disables this behavior and includes any leading characters in the status text that is posted"',
  ])('%s', async () => {
    for (const name of ['enable_dmcommands', 'enable_dm_commands']) {
      const status = `D carrierpigeon ${name}`;
      const answer = await send({ status, [name]: 'false', tweet_mode: 'extended' });
      expect(answer.at('full_text')).toMatch(new RegExp(`^${status}( https://t\\.co/\\w{10})?$`));
    }
    expect(await messages()).toEqual([]);
  });

  it.each(['fail_dmcommands', 'fail_dm_commands'])(
    '"When set to true, causes any status text that starts with shortcode commands to return an API error." (%s)',
    async (name) => {
      for (const status of SHORTCODES) {
        expect(outcome(await send({ status, [name]: 'true' }))).toEqual([403, 151]);
      }
      expect([await posts(), await messages()]).toEqual([[], []]);
      expect((await send({ status: 'Dear all', [name]: 'true' })).status).toBe(200);
    },
  );

  it.each(['fail_dmcommands', 'fail_dm_commands'])(
    '"When set to false, allows shortcode commands to be sent in the status text and acted on by the API." (%s)',
    async (name) => {
      await send({ status: 'M carrierpigeon hello', [name]: 'false' });
      expect([await posts(), await messages()]).toMatchObject([[], [{ text: 'hello' }]]);
    },
  );
});
