import { deepEqual, equal, match, ok } from 'node:assert/strict';

import { has, headersStarting, readLimit, refusesV1, succeeds } from '../answers.ts';
import { destroy, tweet, update } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const TIMELINE = '/1.1/statuses/user_timeline.json';
const CONFIGURATION = '/1.1/help/configuration.json';

/** The GET endpoints of v1.1, and statuses/destroy. */
export const v1ReadingCases: readonly ConformanceCase[] = [
  {
    name: 'v1.show',
    says: 'finds a Tweet by both spellings',
    async run({ me, text }) {
      const status = text();
      const id = await tweet(me.call, status);
      for (const path of [`/1.1/statuses/show.json?id=${id}`, `/1.1/statuses/show/${id}.json`]) {
        const answer = succeeds(await me.call({ path }));
        has(answer, ['text'], status);
        has(answer, ['id_str'], id);
      }
    },
  },
  {
    name: 'v1.show.unknown',
    says: 'answers 404/144 to an unknown id',
    async run({ me }) {
      refusesV1(await me.call({ path: '/1.1/statuses/show/12.json' }), 404, 144, 'No status found with that ID.');
    },
  },
  {
    name: 'v1.timeline',
    says: 'lists the own Tweets, newest first, within since_id, max_id and count',
    async run({ me, text }) {
      const ids = [
        await tweet(me.call, text('one')),
        await tweet(me.call, text('two')),
        await tweet(me.call, text('three')),
      ];
      const list = async (query: string) => {
        const answer = succeeds(await me.call({ path: `${TIMELINE}?${query}` }));
        return (answer.json as { id_str: string }[]).map(({ id_str }) => id_str);
      };
      deepEqual((await list('count=3')).slice(0, 3), ids.toReversed());
      deepEqual(await list(`since_id=${ids[0]}`), [ids[2], ids[1]]);
      deepEqual(await list(`max_id=${ids[1]}&count=2`), [ids[1], ids[0]]);
    },
  },
  {
    name: 'v1.timeline.trimmed',
    says: 'shrinks users in a timeline with trim_user, and not without it',
    async run({ me, text }) {
      await tweet(me.call, text());
      const trimmed = succeeds(await me.call({ path: `${TIMELINE}?count=1&trim_user=true` }));
      deepEqual(Object.keys(trimmed.at(0, 'user') as object), ['id', 'id_str']);
      has(succeeds(await me.call({ path: `${TIMELINE}?count=1` })), [0, 'user', 'screen_name'], me.screenName);
    },
  },
  {
    name: 'v1.destroy',
    says: 'deletes a Tweet and answers with it; it is gone afterwards',
    async run({ me, text }) {
      const id = await tweet(me.call, text());
      const answer = succeeds(await destroy(me.call, id));
      has(answer, ['id_str'], id);
      deepEqual(headersStarting(answer, 'x-rate-limit'), []);
      equal((await destroy(me.call, id)).status, 404);
      refusesV1(await me.call({ path: `/1.1/statuses/show/${id}.json` }), 404, 144);
    },
  },
  {
    name: 'v1.destroy.foreign',
    says: 'refuses to delete the Tweet of another account',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const id = await tweet(me.call, text());
      equal((await destroy(other().call, id)).status, 403);
      succeeds(await me.call({ path: `/1.1/statuses/show/${id}.json` }));
    },
  },
  {
    name: 'v1.verify-credentials',
    says: 'gives the own user with the latest Tweet, or without it',
    async run({ me, text }) {
      const id = await tweet(me.call, text());
      const path = '/1.1/account/verify_credentials.json';
      const whole = succeeds(await me.call({ path }));
      has(whole, ['screen_name'], me.screenName);
      has(whole, ['status', 'id_str'], id);
      has(succeeds(await me.call({ path: `${path}?skip_status=true` })), ['status'], undefined);
    },
  },
  {
    name: 'v1.configuration',
    says: 'tells the numbers that update_with_media obeys',
    async run({ me }) {
      const answer = succeeds(await me.call({ path: CONFIGURATION }));
      const numbers = ['characters_reserved_per_media', 'max_media_per_upload', 'photo_size_limit', 'short_url_length'];
      for (const name of numbers) ok(Number(answer.at(name)) > 0, `${name} is ${String(answer.at(name))}`);
      has(answer, ['photo_sizes', 'thumb'], { h: 150, resize: 'crop', w: 150 });
    },
  },
  {
    name: 'v1.rate-limit-status',
    says: 'shows the counters of the headers, for the families asked for',
    async run({ me }) {
      const { limit, remaining } = readLimit(await me.call({ path: TIMELINE }), 'x-rate-limit');
      const answer = succeeds(await me.call({ path: '/1.1/application/rate_limit_status.json?resources=statuses' }));
      deepEqual(Object.keys(answer.at('resources') as object), ['statuses']);
      const told = answer.at('resources', 'statuses', '/statuses/user_timeline') as Record<string, number>;
      deepEqual([told['limit'], told['remaining']], [limit, remaining]);
      match(String(answer.at('rate_limit_context', 'access_token')), /^\d+-/);
    },
  },
  {
    name: 'v1.rate-limit.exceeded',
    says: 'ends in 429/88 with nothing remaining, and counts each account by itself',
    needs: ['control'],
    async run({ target, me }) {
      const { call } = (await target.control?.account({})) ?? target.me;
      const { limit } = readLimit(await call({ path: CONFIGURATION }), 'x-rate-limit');
      for (let count = 1; count < limit; count += 1) succeeds(await call({ path: CONFIGURATION }));
      const over = await call({ path: CONFIGURATION });
      refusesV1(over, 429, 88, 'Rate limit exceeded');
      equal(readLimit(over, 'x-rate-limit').remaining, 0);
      succeeds(await me.call({ path: CONFIGURATION }));
    },
  },
  {
    name: 'v1.unknown-route',
    says: 'answers 404/34 to an unknown path, and 410/68 to the first version of the API',
    async run({ me }) {
      refusesV1(await me.call({ path: '/1.1/statuses/nothing.json' }), 404, 34);
      refusesV1(await me.call({ path: '/1/statuses/update.json', form: { status: 'a' } }), 410, 68);
    },
  },
  {
    name: 'v1.headers',
    says: 'has the headers that X was recorded to send',
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text() }));
      const recorded: Readonly<Record<string, RegExp>> = {
        'content-type': /^application\/json;charset=utf-8$/,
        'cache-control': /^no-cache, no-store, must-revalidate, pre-check=0, post-check=0$/,
        pragma: /^no-cache$/,
        expires: /^Tue, 31 Mar 1981 05:00:00 GMT$/,
        'last-modified': / GMT$/,
        date: / GMT$/,
        status: /^200 OK$/,
        server: /^tsa_/,
        'strict-transport-security': /^max-age=631138519$/,
        'content-disposition': /^attachment; filename=json\.json$/,
        'x-access-level': /^read-write/,
        'x-connection-hash': /^[0-9a-f]{32}$/,
        'x-transaction': /^[0-9a-f]{16}$/,
        'x-response-time': /^\d+$/,
        'x-content-type-options': /^nosniff$/,
        'x-frame-options': /^SAMEORIGIN$/,
        'x-xss-protection': /^1; mode=block/,
        'x-twitter-response-tags': /^BouncerCompliant$/,
      };
      for (const [name, pattern] of Object.entries(recorded)) {
        match(answer.headers.get(name) ?? '', pattern, `${name}: ${answer.headers.get(name)}`);
      }
    },
  },
  {
    name: 'v1.date',
    says: 'tells the time in Date, by which clients find the error of their clock',
    async run({ me }) {
      const answer = succeeds(await me.call({ path: CONFIGURATION }));
      const offMs = Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now());
      ok(offMs < 300_000, `Date is ${offMs} ms off`);
    },
  },
];
