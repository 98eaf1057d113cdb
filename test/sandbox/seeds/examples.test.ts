import { describe, expect, it } from 'vitest';

import { type ExactAnswer, sendExactly } from '../exact-request.ts';
import { mediaFixture, usePlayground } from '../playground.ts';
import { type Pair, encode, oauthPairs, signPairs } from '../sign-pairs.ts';
import type { Keys as Secrets } from '../signed-request.ts';
import { missingKeys, tweetOrder2019, updateExample, userOrder2019, withMediaExample } from './example-keys.ts';
import { UPDATE, UPDATE_WITH_MEDIA } from './posting-endpoints.ts';

const sandbox = usePlayground();
const BOUNDARY = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';
const SENT = 'Hello 2012-09-07 15:51:41.375247 -0700 PDT!';
const ANSWERED = 'Hello 2012-09-07 15:48:27.889593 -0700 PDT!';
const picture = mediaFixture('drawing-333x175.png');

/** The printed header: that order of parameters, and a type without a space before the boundary. */
function printedHeaders(secrets: Secrets): readonly Pair[] {
  const pairs = oauthPairs(secrets);
  const signature = signPairs('POST', `https://api.twitter.com${UPDATE_WITH_MEDIA}`, pairs, secrets);
  const values = new Map<string, string>([...pairs, ['oauth_signature', signature]]);
  const inOrder = [...values].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ['Host', 'api.twitter.com'],
    ['User-Agent', 'Go http package'],
    ['Authorization', `OAuth ${inOrder.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`],
    ['Content-Type', `multipart/form-data;boundary=${BOUNDARY}`],
    ['Accept-Encoding', 'gzip'],
  ];
}

/** The example request as it must have been on the wire. */
function rebuilt(status: string): Buffer {
  return Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="status"\r\n\r\n${status}\r\n--${BOUNDARY}\r\n`),
    Buffer.from('Content-Type: application/octet-stream\r\n'),
    Buffer.from('Content-Disposition: form-data; name="media[]"; filename="media.png"\r\n\r\n'),
    picture,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

function printed(lineEnd: string, boundary = `--${BOUNDARY}${lineEnd}`): Buffer {
  return Buffer.from(
    [
      `${boundary}Content-Disposition: form-data; name="status" ${SENT}${lineEnd}`,
      `${boundary}${lineEnd}Content-Type: application/octet-stream${lineEnd}`,
      `Content-Disposition: form-data; name="media[]"; filename="media.png" ...${lineEnd}`,
      boundary === '' ? '' : `--${BOUNDARY}-- ${lineEnd}`,
    ].join(''),
  );
}

const send = (body: Buffer): Promise<ExactAnswer> =>
  sendExactly(sandbox.sandbox.port, { target: UPDATE_WITH_MEDIA, headers: printedHeaders(sandbox.first), body });

describe('the example request of POST statuses/update_with_media', () => {
  it.each([
    '"Note: The example request here demonstrates the multipart request format."',
    '"An example request has been included to demonstrate the multipart request format."',
  ])('%s', async () => {
    const answer = await send(rebuilt(SENT));
    expect(answer.status).toBe(200);
    const { text, entities } = answer.json as { text: string; entities: { media: { id_str: string }[] } };
    expect(text).toMatch(new RegExp(`^${SENT} https://t\\.co/\\w{10}$`));
    const kept = await fetch(`${sandbox.url}/_sandbox/media/${entities.media[0]?.id_str}`);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(picture);
  });

  it.each([
    { case: 'with line feeds', body: printed('\n') },
    { case: 'with CRLF', body: printed('\r\n') },
    { case: 'without its boundaries', body: printed('\r\n', '') },
    { case: 'and nothing at all', body: Buffer.alloc(0) },
  ])('is refused in the shape of X when sent as printed, $case', async ({ body }) => {
    const answer = await send(body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.json).toEqual({ errors: [{ code: expect.any(Number), message: expect.any(String) }] });
    expect(await sandbox.control('/posts')).toEqual({ posts: [] });
  });
});

describe('the example answer of POST statuses/update_with_media', () => {
  it.each([
    '"Hello 2012-09-07 15:48:27.889593 -0700 PDT!" and all that the answer has besides',
    '"Hello 2012-09-07 15:48:27.889593 -0700 PDT! http://t.co/lX5LVZO" and all that the answer has besides',
  ])('%s', async () => {
    const { status, json, text } = await send(rebuilt(ANSWERED));
    expect(status).toBe(200);
    expect(missingKeys(withMediaExample, json)).toEqual([]);
    const fit = { h: 175, w: 333, resize: 'fit' };
    expect(json).toMatchObject({
      text: expect.stringMatching(new RegExp(`^${ANSWERED} https://t\\.co/\\w{10}$`)),
      contributors: null,
      coordinates: null,
      created_at: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$/),
      entities: {
        hashtags: [],
        urls: [],
        user_mentions: [],
        media: [
          {
            display_url: expect.stringMatching(/^pic\.twitter\.com\/\w{10}$/),
            expanded_url: expect.stringMatching(/^https:\/\/twitter\.com\/pigeonpost\/status\/\d+\/photo\/1$/),
            indices: [44, 44 + 23],
            media_url: expect.stringMatching(/^http:\/\/pbs\.twimg\.com\/media\/\w{15}\.png$/),
            media_url_https: expect.stringMatching(/^https:\/\/pbs\.twimg\.com\/media\/\w{15}\.png$/),
            sizes: { large: fit, medium: fit, small: fit, thumb: { h: 150, w: 150, resize: 'crop' } },
            type: 'photo',
            url: expect.stringMatching(/^https:\/\/t\.co\/\w{10}$/),
          },
        ],
      },
      ...unanswered,
      possibly_sensitive: false,
      user: asInTheExamples,
    });
    for (const id of text.matchAll(/"id":(\d+),"id_str":"(\d+)"/g)) expect(id[1]).toBe(id[2]);
  });

  it('has the keys of 2019 too, in the order in which they were recorded', async () => {
    const { json } = await send(rebuilt(ANSWERED));
    expect(Object.keys(json as object)).toEqual(tweetOrder2019);
    const { user } = json as { user: object };
    expect(Object.keys(user).filter((key) => key !== 'show_all_inline_media')).toEqual(userOrder2019);
  });
});

describe('the example answer of POST statuses/update', () => {
  it('"Maybe he\'ll finally find his keys. #peterfalk" and all that the answer has besides', async () => {
    const status = "Maybe he'll finally find his keys. #peterfalk";
    const { json } = await sandbox.call({ path: UPDATE, form: { status } });
    expect(missingKeys(updateExample, json)).toEqual([]);
    expect(json).toMatchObject({
      text: status,
      entities: { urls: [], hashtags: [{ text: 'peterfalk', indices: [35, 45] }], user_mentions: [] },
      contributors: null,
      coordinates: null,
      ...unanswered,
      user: asInTheExamples,
    });
    const ofPictures = ['extended_entities', 'possibly_sensitive'];
    expect(Object.keys(json as object)).toEqual(tweetOrder2019.filter((key) => !ofPictures.includes(key)));
    const { user } = json as { user: object };
    expect(Object.keys(user).filter((key) => key !== 'show_all_inline_media')).toEqual(userOrder2019);
  });
});

/** What a Tweet has that nobody has reacted to and that answers nobody. */
const unanswered = {
  favorited: false,
  geo: null,
  in_reply_to_screen_name: null,
  in_reply_to_status_id: null,
  in_reply_to_status_id_str: null,
  in_reply_to_user_id: null,
  in_reply_to_user_id_str: null,
  place: null,
  retweet_count: 0,
  retweeted: false,
  truncated: false,
};

/** Of the user, the values in which the examples and a recording of 2019 differ are those of the examples. */
const asInTheExamples = {
  geo_enabled: true,
  lang: 'en',
  show_all_inline_media: false,
  time_zone: 'Pacific Time (US & Canada)',
  utc_offset: -28_800,
  contributors_enabled: false,
  follow_request_sent: false,
  following: false,
  is_translator: false,
  notifications: false,
  verified: false,
};
