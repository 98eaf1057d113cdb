import { describe, expect, it } from 'vitest';

import { mediaFixture, multipart, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();

const update = (form: Readonly<Record<string, string>>): Promise<Answer> =>
  sandbox.call({ path: '/1.1/statuses/update.json', form });

describe('a text that starts with a shortcode', () => {
  it.each(['D carrierpigeon hello', 'd carrierpigeon hello', 'M @carrierpigeon hello', 'm  carrierpigeon\nhello'])(
    'becomes a message and no Tweet: %j',
    async (status) => {
      const answer = await update({ status });
      expect(answer).toMatchObject({ status: 200, json: { text: 'hello', recipient_screen_name: 'carrierpigeon' } });
      expect(await sandbox.control('/posts')).toEqual({ posts: [] });
      expect(await sandbox.control('/messages')).toMatchObject({
        messages: [{ recipientScreenName: 'carrierpigeon', text: 'hello', senderId: sandbox.first.userId }],
      });
    },
  );

  it.each(['Dcarrierpigeon hello', 'Do it', 'Mind the gap', 'a d carrierpigeon'])('is not %j', async (status) => {
    expect((await update({ status })).at('text')).toBe(status);
  });

  it.each(['fail_dmcommands', 'fail_dm_commands'])('is refused with 403/151 by %s', async (name) => {
    const answer = await update({ status: 'D carrierpigeon hello', [name]: 'true', enable_dmcommands: 'false' });
    expect([answer.status, answer.at('errors', 0, 'code')]).toEqual([403, 151]);
    expect(await sandbox.control('/messages')).toEqual({ messages: [] });
  });

  it.each(['enable_dmcommands', 'enable_dm_commands'])('stays an ordinary Tweet when %s is false', async (name) => {
    expect((await update({ status: 'D carrierpigeon hello', [name]: 'false' })).at('text')).toBe(
      'D carrierpigeon hello',
    );
  });

  it('is acted on by update_with_media too', async () => {
    const picture = new Blob([mediaFixture('drawing-333x175.png')]);
    const form = multipart(['status', 'M carrierpigeon hi'], ['media[]', picture], ['fail_dmcommands', '1']);
    const answer = await sandbox.call({ path: '/1.1/statuses/update_with_media.json', multipart: form });
    expect([answer.status, answer.at('errors', 0, 'code')]).toEqual([403, 151]);
  });
});
