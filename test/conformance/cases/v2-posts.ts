import { deepEqual, equal, match, ok } from 'node:assert/strict';

import type { Answer } from '../../sandbox/signed-request.ts';
import { has, hasNoBody, idOf, readLimit, refusesV1, refusesV2, succeeds } from '../answers.ts';
import { METADATA, chunked, film, gif, picture, processed, status, update } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Person } from '../target.ts';

export function create(me: Person, json: unknown): Promise<Answer> {
  return me.call({ path: '/2/tweets', json });
}

export async function post(me: Person, json: unknown): Promise<string> {
  return idOf(succeeds(await create(me, json), 201), 'data', 'id');
}

export function read(me: Person, id: string, query = ''): Promise<Answer> {
  return me.call({ path: `/2/tweets/${id}${query}` });
}

function remove(me: Person, id: string): Promise<Answer> {
  return me.call({ method: 'DELETE', path: `/2/tweets/${id}` });
}

/** POST, GET and DELETE /2/tweets and the endpoints of users. */
export const v2PostCases: readonly ConformanceCase[] = [
  {
    name: 'v2.post.text',
    says: 'posts a text and answers 201 with id and text',
    async run({ me, text }) {
      const words = text('v2 ☃');
      const answer = succeeds(await create(me, { text: words }), 201);
      const id = idOf(answer, 'data', 'id');
      has(answer, ['data', 'text'], words);
      match(answer.headers.get('location') ?? '', new RegExp(`/2/tweets/${id}$`));
      equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
      has(succeeds(await read(me, id)), ['data', 'text'], words);
    },
  },
  {
    name: 'v2.post.headers',
    says: 'tells its limits by the quarter hour and by the day, and a date in UTC',
    async run({ me, text }) {
      const [first, second] = [await create(me, { text: text() }), await create(me, { text: text() })];
      for (const prefix of ['x-rate-limit', 'x-user-limit-24hour', 'x-app-limit-24hour']) {
        ok(readLimit(second, prefix).remaining < readLimit(first, prefix).limit);
      }
      equal(readLimit(second, 'x-rate-limit').remaining, readLimit(first, 'x-rate-limit').remaining - 1);
      match(first.headers.get('date') ?? '', / UTC$/);
      match(first.headers.get('api-version') ?? '', /^\d+\.\d+$/);
      match(first.headers.get('x-access-level') ?? '', /^read-write/);
    },
  },
  {
    name: 'v2.post.photo',
    says: 'posts a photo alone, and shows it with its alt text when asked',
    async run({ me }) {
      const id = await picture(me.call);
      succeeds(await me.call({ path: METADATA, json: { media_id: id, alt_text: { text: 'a drawing' } } }));
      const posted = await post(me, { media: { media_ids: [id] } });
      const query = '?expansions=attachments.media_keys&media.fields=url,type,width,height,alt_text';
      const [media] = (await read(me, posted, query)).at('includes', 'media') as Record<string, unknown>[];
      const { media_key, url, ...rest } = media ?? {};
      deepEqual(rest, { type: 'photo', width: 333, height: 175, alt_text: 'a drawing' });
      match(String(media_key), new RegExp(`^3_${id}$`));
      match(String(url), /^https:\/\/pbs\.twimg\.com\//);
    },
  },
  {
    name: 'v2.post.four-photos',
    says: 'takes four photos, and refuses a GIF or a video among them',
    async run({ me, text }) {
      const photos = [await picture(me.call), await picture(me.call), await picture(me.call)];
      const last = await picture(me.call);
      await post(me, { text: text(), media: { media_ids: [...photos, last] } });
      const [moving, clip] = [await picture(me.call, gif), await chunked(me.call, film, 'video/mp4')];
      for (const other of [moving, clip]) {
        const mixed = await create(me, { text: text(), media: { media_ids: [photos[0], other] } });
        refusesV2(mixed, 400, /./, 'invalid-request');
      }
    },
  },
  {
    name: 'v2.post.video',
    says: 'takes a video once it is processed',
    async run({ me, text }) {
      const id = await chunked(me.call, film, 'video/mp4', { media_category: 'tweet_video' });
      await processed(() => status(me.call, id));
      const posted = await post(me, { text: text(), media: { media_ids: [id] } });
      const shown = await read(me, posted, '?expansions=attachments.media_keys&media.fields=duration_ms,type');
      has(shown, ['includes', 'media', 0, 'type'], 'video');
    },
  },
  {
    name: 'v2.post.video.too-early',
    says: 'refuses a video that is not processed yet with 400, on v1.1 with 400/324',
    needs: ['control'],
    async run({ target, me, text }) {
      await target.control?.set({ media: { stuckInProgress: true } });
      const id = await chunked(me.call, film, 'video/mp4', { media_category: 'tweet_video' });
      refusesV2(await create(me, { text: text(), media: { media_ids: [id] } }), 400, /media IDs are invalid/);
      refusesV1(await update(me.call, { status: text(), media_ids: id }), 400, 324);
    },
  },
  {
    name: 'v2.post.reply',
    says: 'makes a reply, which the read tells',
    async run({ me, text }) {
      const first = await post(me, { text: text() });
      const reply = await post(me, { text: text(), reply: { in_reply_to_tweet_id: first } });
      const shown = await read(me, reply, '?tweet.fields=referenced_tweets,in_reply_to_user_id,conversation_id');
      has(shown, ['data', 'referenced_tweets'], [{ type: 'replied_to', id: first }]);
      has(shown, ['data', 'in_reply_to_user_id'], me.userId);
      has(shown, ['data', 'conversation_id'], first);
    },
  },
  {
    name: 'v2.post.reply.gone',
    says: 'answers 403 when the post to answer was deleted',
    async run({ me, text }) {
      const first = await post(me, { text: text() });
      succeeds(await remove(me, first));
      refusesV2(
        await create(me, { text: text(), reply: { in_reply_to_tweet_id: first } }),
        403,
        /deleted or not visible/,
      );
    },
  },
  {
    name: 'v2.post.duplicate',
    says: 'answers 403 with duplicate content in the detail, and shares the check with v1.1',
    async run({ me, text }) {
      const words = text();
      await post(me, { text: words });
      const again = await create(me, { text: words });
      refusesV2(again, 403, /duplicate content/);
      equal(again.headers.get('content-type'), 'application/problem+json');
      equal((await me.call({ path: '/1.1/statuses/update.json', form: { status: words } })).status, 403);
    },
  },
  {
    name: 'v2.post.too-long',
    says: 'answers 403 to more than 280 characters',
    async run({ me, text }) {
      const start = text();
      await post(me, { text: `${start}${'x'.repeat(280 - start.length)}` });
      equal((await create(me, { text: `${start}${'y'.repeat(281 - start.length)}` })).status, 403);
    },
  },
  {
    name: 'v2.post.refused.body',
    says: 'answers 400 to a body that is no JSON, of another type, empty, or with unknown fields',
    async run({ me, text }) {
      const raw = (body: string, contentType: string) => me.call({ path: '/2/tweets', raw: { body, contentType } });
      refusesV2(await raw('{', 'application/json'), 400, /not valid JSON/, 'invalid-request');
      refusesV2(await raw('text=a', 'text/plain'), 400, /content-type of application\/json/, 'invalid-request');
      refusesV2(await create(me, {}), 400, /text/, 'invalid-request');
      refusesV2(await create(me, { text: text(), colour: 'red' }), 400, /colour/, 'invalid-request');
    },
  },
  {
    name: 'v2.post.refused.media',
    says: 'names the media ids that it refuses with 400',
    async run({ me, text }) {
      const answer = await create(me, { text: text(), media: { media_ids: ['12'] } });
      refusesV2(answer, 400, /Your media IDs are invalid/, 'invalid-request');
      has(answer, ['errors', 0, 'parameters'], { 'media.media_ids': ['12'] });
    },
  },
  {
    name: 'v2.post.refused.both',
    says: 'refuses media and a poll together with 400',
    async run({ me, text }) {
      const poll = { options: ['a', 'b'], duration_minutes: 5 };
      const media = { media_ids: [await picture(me.call)] };
      equal((await create(me, { text: text(), media, poll })).status, 400);
    },
  },
  {
    name: 'v2.read.missing',
    says: 'answers 200 with a problem in errors where there is no such post',
    async run({ me }) {
      const answer = succeeds(await read(me, '12'));
      has(answer, ['data'], undefined);
      match(String(answer.at('errors', 0, 'type')), /resource-not-found$/);
    },
  },
  {
    name: 'v2.read.fields',
    says: 'gives the fields asked for and refuses unknown ones with 400',
    async run({ me, text }) {
      const id = await post(me, { text: text() });
      const answer = succeeds(await read(me, id, '?tweet.fields=created_at,author_id&expansions=author_id'));
      has(answer, ['data', 'author_id'], me.userId);
      has(answer, ['includes', 'users', 0, 'username'], me.screenName);
      match(String(answer.at('data', 'created_at')), /^\d{4}-\d\d-\d\dT.+Z$/);
      refusesV2(await read(me, id, '?tweet.fields=colour'), 400, /colour/, 'invalid-request');
    },
  },
  {
    name: 'v2.delete',
    says: 'deletes a post, which then is gone',
    async run({ me, text }) {
      const id = await post(me, { text: text() });
      has(succeeds(await remove(me, id)), ['data'], { deleted: true });
      match(String((await read(me, id)).at('errors', 0, 'type')), /resource-not-found$/);
    },
  },
  {
    name: 'v2.delete.foreign',
    says: 'refuses to delete the post of another account with 403',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const id = await post(me, { text: text() });
      refusesV2(await remove(other(), id), 403, /not permitted/);
    },
  },
  {
    name: 'v2.me',
    says: 'gives id, name and username of the own account',
    async run({ me }) {
      const answer = succeeds(await me.call({ path: '/2/users/me' }));
      deepEqual(Object.keys(answer.at('data') as object).toSorted(), ['id', 'name', 'username']);
      has(answer, ['data', 'id'], me.userId);
      has(answer, ['data', 'username'], me.screenName);
    },
  },
  {
    name: 'v2.timeline',
    says: 'lists the own posts page by page, newest first',
    async run({ me, text }) {
      const ids: string[] = [];
      for (let count = 0; count < 6; count += 1) ids.push(await post(me, { text: text() }));
      const path = `/2/users/${me.userId}/tweets?max_results=5`;
      const first = succeeds(await me.call({ path }));
      const listed = (answer: Answer) => (answer.at('data') as { id: string }[]).map(({ id }) => id);
      deepEqual(listed(first), ids.toReversed().slice(0, 5));
      has(first, ['meta', 'result_count'], 5);
      has(first, ['meta', 'newest_id'], ids.at(-1));
      const next = succeeds(
        await me.call({ path: `${path}&pagination_token=${String(first.at('meta', 'next_token'))}` }),
      );
      equal(listed(next)[0], ids[0]);
      refusesV2(await me.call({ path: `/2/users/${me.userId}/tweets?max_results=4` }), 400, /max_results/);
    },
  },
  {
    name: 'v2.rate-limit.exceeded',
    says: 'ends in 429 with nothing remaining',
    needs: ['control'],
    async run({ target }) {
      const person = (await target.control?.account({})) ?? target.me;
      const { limit } = readLimit(await remove(person, '12'), 'x-rate-limit');
      for (let count = 1; count < limit; count += 1) await remove(person, '12');
      const over = await remove(person, '12');
      equal(over.status, 429);
      equal(readLimit(over, 'x-rate-limit').remaining, 0);
    },
  },
  {
    name: 'v2.limit-of-the-day',
    says: 'ends in 429 over the daily limit of statuses, though x-rate-limit-remaining is not 0',
    needs: ['control'],
    async run({ target, text }) {
      const person = (await target.control?.account({})) ?? target.me;
      await target.control?.set({ limits: { statusesPerDay: 1 } });
      await post(person, { text: text() });
      const over = await create(person, { text: text() });
      equal(over.status, 429);
      equal(readLimit(over, 'x-user-limit-24hour').remaining, 0);
      ok(readLimit(over, 'x-rate-limit').remaining > 0);
    },
  },
  {
    name: 'v2.unknown-route',
    says: 'answers an empty 404 to an unknown path',
    async run({ me }) {
      const answer = await me.call({ path: '/2/nothing' });
      equal(answer.status, 404);
      hasNoBody(answer);
    },
  },
];
