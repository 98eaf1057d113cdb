import { deepEqual, equal, match, ok } from 'node:assert/strict';

import type { Answer } from '../../sandbox/signed-request.ts';
import { has, headersStarting, idOf, refusesV1, succeeds } from '../answers.ts';
import { UPDATE, destroy, tweet, update } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';

/** POST statuses/update without media. */
export const v1UpdateCases: readonly ConformanceCase[] = [
  {
    name: 'v1.update.text',
    says: 'posts a text and answers 200 with the Tweet',
    async run({ me, text }) {
      const status = text();
      const answer = succeeds(await update(me.call, { status }));
      has(answer, ['text'], status);
      has(answer, ['truncated'], false);
      has(answer, ['user', 'id_str'], me.userId);
      has(answer, ['user', 'screen_name'], me.screenName);
      match(String(answer.at('created_at')), /^\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$/);
      match(String(answer.at('source')), /^<a href="[^"]*" rel="nofollow">.+<\/a>$/);
    },
  },
  {
    name: 'v1.update.query',
    says: 'takes its parameters from the query, with an empty body',
    async run({ me, text }) {
      const status = text('in the query: é & ☃');
      const path = `${UPDATE}?status=${encodeURIComponent(status)}`;
      has(succeeds(await me.call({ method: 'POST', path })), ['text'], status.replace('&', '&amp;'));
    },
  },
  {
    name: 'v1.update.exact-id',
    says: 'writes ids as exact numbers and as strings',
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text() }));
      const id = idOf(answer, 'id_str');
      ok(answer.text.includes(`"id":${id},"id_str":"${id}"`), `no exact id in ${answer.text.slice(0, 200)}`);
    },
  },
  {
    name: 'v1.update.entities',
    says: 'finds hashtags, mentions, symbols and links, and counts in code points',
    async run({ me, text }) {
      const status = `${text('🐱👍 <b>')} #tag @${me.screenName} $AAPL https://example.com/a?b=1&c=2 end`;
      const answer = succeeds(await update(me.call, { status }));
      const points = Array.from(String(answer.at('text')));
      const cut = (kind: string) =>
        (answer.at('entities', kind) as { indices: [number, number] }[]).map(({ indices }) =>
          points.slice(...indices).join(''),
        );
      deepEqual(cut('hashtags'), ['#tag']);
      deepEqual(cut('symbols'), ['$AAPL']);
      deepEqual(cut('user_mentions'), [`@${me.screenName}`]);
      deepEqual(cut('urls'), [answer.at('entities', 'urls', 0, 'url')]);
      has(answer, ['entities', 'urls', 0, 'expanded_url'], 'https://example.com/a?b=1&c=2');
      match(cut('urls')[0] ?? '', /^https:\/\/t\.co\/\w{10}$/);
      match(String(answer.at('text')), /&lt;b&gt;/);
      ok(answer.text.includes(String.raw`https:\/\/t.co\/`), 'slashes are not escaped');
    },
  },
  ...['true', 't', '1'].map((value): ConformanceCase => ({
    name: `v1.update.trim-user.${value}`,
    says: `shrinks the user to its ids with trim_user=${value}`,
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text(), trim_user: value }));
      deepEqual(Object.keys(answer.at('user') as object), ['id', 'id_str']);
      has(answer, ['user', 'id_str'], me.userId);
    },
  })),
  {
    name: 'v1.update.extended',
    says: 'gives full_text and display_text_range with tweet_mode=extended',
    async run({ me, text }) {
      const status = text();
      const answer = succeeds(await update(me.call, { status, tweet_mode: 'extended' }));
      has(answer, ['full_text'], status);
      has(answer, ['display_text_range'], [0, status.length]);
      has(answer, ['text'], undefined);
    },
  },
  {
    name: 'v1.update.unknown-parameters',
    says: 'ignores parameters it does not know, and empty ones',
    async run({ me, text }) {
      const form = { status: text(), colour: 'red', media_ids: '', place_id: '', in_reply_to_status_id: '' };
      idOf(succeeds(await update(me.call, form)), 'id_str');
    },
  },
  {
    name: 'v1.update.no-status',
    says: 'refuses a missing and an empty status with 403/170',
    async run({ me }) {
      refusesV1(await update(me.call, { trim_user: '1' }), 403, 170);
      refusesV1(await update(me.call, { status: '' }), 403, 170);
    },
  },
  {
    name: 'v1.update.duplicate',
    says: 'refuses the same text again with 403/187, and takes it once it was deleted',
    async run({ me, text }) {
      const status = text();
      const id = await tweet(me.call, status);
      refusesV1(await update(me.call, { status }), 403, 187, 'Status is a duplicate.');
      succeeds(await destroy(me.call, id));
      succeeds(await update(me.call, { status }));
    },
  },
  {
    name: 'v1.update.duplicate.other-account',
    says: 'compares with the own Tweets alone',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const status = text();
      await tweet(me.call, status);
      succeeds(await update(other().call, { status }));
    },
  },
  {
    name: 'v1.update.length',
    says: 'takes 280 characters by weight, wide ones double, and refuses more with 403/186',
    async run({ me, text }) {
      const start = text();
      const wide = 'あ'.repeat(Math.floor((280 - start.length) / 2));
      const narrow = 'x'.repeat(280 - start.length - 2 * wide.length);
      succeeds(await update(me.call, { status: `${start}${wide}${narrow}` }));
      refusesV1(await update(me.call, { status: `${start}${wide}${narrow}y` }), 403, 186);
    },
  },
  {
    name: 'v1.update.link-length',
    says: 'counts a link as 23 characters whatever its length',
    async run({ me, text }) {
      const start = text();
      const link = `https://example.com/${'z'.repeat(400)}`;
      const room = 'x'.repeat(280 - start.length - ' '.length - 23);
      succeeds(await update(me.call, { status: `${start}${room} ${link}` }));
      refusesV1(await update(me.call, { status: `${start}${room}y ${link}` }), 403, 186);
    },
  },
  {
    name: 'v1.update.no-rate-headers',
    says: 'has no x-rate-limit headers and tells the access level',
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text() }));
      deepEqual(headersStarting(answer, 'x-rate-limit'), []);
      match(answer.headers.get('x-access-level') ?? '', /^read-write(-directmessages)?$/);
    },
  },
  {
    name: 'v1.update.sensitive',
    says: 'tells possibly_sensitive only of Tweets with media or a link',
    async run({ me, text }) {
      const plain = succeeds(await update(me.call, { status: text(), possibly_sensitive: 'true' }));
      has(plain, ['possibly_sensitive'], undefined);
      const status = `${text()} https://example.com/`;
      has(succeeds(await update(me.call, { status, possibly_sensitive: 'true' })), ['possibly_sensitive'], true);
    },
  },
  {
    name: 'v1.update.attachment',
    says: 'quotes the Tweet that attachment_url names, and refuses other addresses with 400/44',
    async run({ me, text }) {
      const id = await tweet(me.call, text('quoted'));
      const attachment_url = `https://twitter.com/${me.screenName}/status/${id}`;
      const answer = succeeds(await update(me.call, { status: text(), attachment_url }));
      has(answer, ['is_quote_status'], true);
      has(answer, ['quoted_status_id_str'], id);
      refusesV1(await update(me.call, { status: text(), attachment_url: 'https://example.com/' }), 400, 44);
    },
  },
  {
    name: 'v1.update.limit-of-the-day',
    says: 'answers 403/185 over the daily limit of statuses',
    needs: ['control'],
    async run({ target, text }) {
      const { call } = (await target.control?.account({})) ?? target.me;
      await target.control?.set({ limits: { statusesPerDay: 1 } });
      await tweet(call, text());
      refusesV1(await update(call, { status: text() }), 403, 185, 'User is over daily status update limit.');
    },
  },
  {
    name: 'v1.update.shortcode.fail',
    says: 'answers 403/151 to a shortcode with fail_dmcommands in both spellings',
    async run({ me, text }) {
      for (const name of ['fail_dmcommands', 'fail_dm_commands']) {
        refusesV1(await update(me.call, { status: text(`D ${me.screenName}`), [name]: 'true' }), 403, 151);
      }
    },
  },
  {
    name: 'v1.update.shortcode.off',
    says: 'posts a shortcode as it is with enable_dmcommands=false in both spellings',
    async run({ me, text }) {
      for (const name of ['enable_dmcommands', 'enable_dm_commands']) {
        const status = text(`D ${me.screenName}`);
        has(succeeds(await update(me.call, { status, [name]: 'false' })), ['text'], status);
      }
    },
  },
];

const NO_REPLY = { in_reply_to_status_id: null, in_reply_to_user_id_str: null, in_reply_to_screen_name: null };

function repliesToNothing(answer: Answer): void {
  succeeds(answer);
  for (const [name, value] of Object.entries(NO_REPLY)) has(answer, [name], value);
}

/** Replies and places of POST statuses/update. */
export const v1ReplyCases: readonly ConformanceCase[] = [
  {
    name: 'v1.reply.mention',
    says: 'makes a reply when the author is mentioned, in any case',
    async run({ me, text }) {
      const id = await tweet(me.call, text('to answer'));
      const status = `@${me.screenName.toUpperCase()} ${text()}`;
      const answer = succeeds(await update(me.call, { status, in_reply_to_status_id: id }));
      has(answer, ['in_reply_to_status_id_str'], id);
      has(answer, ['in_reply_to_user_id_str'], me.userId);
      has(answer, ['in_reply_to_screen_name'], me.screenName);
    },
  },
  {
    name: 'v1.reply.no-mention',
    says: 'ignores in_reply_to_status_id when the author is not mentioned',
    async run({ me, text }) {
      const id = await tweet(me.call, text('to answer'));
      repliesToNothing(await update(me.call, { status: text(), in_reply_to_status_id: id }));
      const longer = `${text()} @${me.screenName}longer`;
      repliesToNothing(await update(me.call, { status: longer, in_reply_to_status_id: id }));
    },
  },
  {
    name: 'v1.reply.auto',
    says: 'needs no mention with auto_populate_reply_metadata, and puts the author in front',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const id = await tweet(other().call, text('to answer'));
      const status = text();
      const form = { status, in_reply_to_status_id: id, auto_populate_reply_metadata: 'true', tweet_mode: 'extended' };
      const answer = succeeds(await update(me.call, form));
      const prefix = `@${other().screenName} `;
      has(answer, ['full_text'], `${prefix}${status}`);
      has(answer, ['display_text_range'], [prefix.length, prefix.length + status.length]);
      has(answer, ['in_reply_to_status_id_str'], id);
    },
  },
  {
    name: 'v1.reply.gone',
    says: 'answers 403/385 when the Tweet to answer was deleted',
    async run({ me, text }) {
      const id = await tweet(me.call, text('to answer'));
      succeeds(await destroy(me.call, id));
      refusesV1(await update(me.call, { status: `@${me.screenName} ${text()}`, in_reply_to_status_id: id }), 403, 385);
    },
  },
  {
    name: 'v1.place.point',
    says: 'puts a pin on the Tweet, latitude first in geo and longitude first in coordinates',
    needs: ['geo'],
    async run({ me, text }) {
      const at = { lat: '37.7821120598956', long: '-122.400612831116', display_coordinates: 'true' };
      const answer = succeeds(await update(me.call, { status: text(), ...at }));
      const [lat, long] = answer.at('geo', 'coordinates') as [number, number];
      deepEqual([lat.toFixed(5), long.toFixed(5)], ['37.78211', '-122.40061']);
      has(answer, ['coordinates', 'coordinates'], [long, lat]);
    },
  },
  ...(
    [
      ['latitude', { lat: '90.1', long: '0' }],
      ['longitude', { lat: '0', long: '-180.1' }],
      ['no-number', { lat: 'north', long: '0' }],
      ['comma', { lat: '1,5', long: '0' }],
      ['alone', { lat: '1' }],
    ] as const
  ).map(([name, form]): ConformanceCase => ({
    name: `v1.place.ignored.${name}`,
    says: `ignores coordinates like ${JSON.stringify(form)}`,
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text(), ...form }));
      has(answer, ['geo'], null);
      has(answer, ['coordinates'], null);
    },
  })),
  {
    name: 'v1.place.id',
    says: 'gives the whole place of a place_id, and null for an unknown one',
    async run({ me, text }) {
      const answer = succeeds(await update(me.call, { status: text(), place_id: 'df51dec6f4ee2b2c' }));
      equal(answer.at('place', 'id'), 'df51dec6f4ee2b2c');
      equal(typeof answer.at('place', 'full_name'), 'string');
      has(succeeds(await update(me.call, { status: text(), place_id: 'ffffffffffffffff' })), ['place'], null);
    },
  },
  {
    name: 'v1.place.geo-off',
    says: 'ignores coordinates of an account with geo turned off',
    needs: ['control'],
    async run({ target, text }) {
      const { call } = (await target.control?.account({ geoEnabled: false })) ?? target.me;
      const answer = succeeds(await update(call, { status: text(), lat: '1', long: '1' }));
      has(answer, ['geo'], null);
      has(answer, ['user', 'geo_enabled'], false);
    },
  },
];
