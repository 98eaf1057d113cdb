import { afterEach, describe, expect, it } from 'vitest';

import type { Post } from '../../../../functions/domain/post.ts';
import type { PostRequest } from '../../../../functions/domain/x-account.ts';
import { type FakeX, startFakeX } from './fake-x.ts';
import { openTestAccount, sourceOf, type TestAccount } from './open-test-account.ts';

let x: FakeX;
let opened: TestAccount;

afterEach(async () => {
  await opened.accounts.close();
  await x.close();
});

async function send(driver: 'v1' | 'v2', request: Partial<PostRequest>): Promise<unknown> {
  x = await startFakeX(() => ({ body: driver === 'v1' ? { id_str: '9' } : { data: { id: '9' } } }));
  opened = await openTestAccount(x.url, { driver });
  await opened.account.createPost({ text: 'Hi', mediaIds: [], ...request });
  const body = x.requests[0]?.body.toString() ?? '';
  return driver === 'v1' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
}

/** Sent with every post: no text may become a direct message, and the answer is read for its id alone. */
const always = { enable_dm_commands: 'false', fail_dm_commands: 'false', trim_user: 'true' };

describe('what statuses/update gets', () => {
  it.each<{ case: string; request: Partial<PostRequest>; fields: object }>([
    { case: 'a text', request: {}, fields: { status: 'Hi' } },
    {
      case: 'media without a text',
      request: { text: '', mediaIds: ['1', '2'] },
      fields: { status: '', media_ids: '1,2' },
    },
    {
      case: 'a reply',
      request: { replyTo: '5' },
      fields: { status: 'Hi', in_reply_to_status_id: '5', auto_populate_reply_metadata: 'true' },
    },
    {
      case: 'a reply that mentions not everybody',
      request: { replyTo: '5', excludeReplyUserIds: ['1', '2'] },
      fields: {
        status: 'Hi',
        in_reply_to_status_id: '5',
        auto_populate_reply_metadata: 'true',
        exclude_reply_user_ids: '1,2',
      },
    },
    { case: 'a warning', request: { sensitive: true }, fields: { status: 'Hi', possibly_sensitive: 'true' } },
    {
      case: 'a place',
      request: { geo: { placeId: 'df51dec6f4ee2b2c', lat: -0.000_000_1, long: 180, displayCoordinates: false } },
      fields: {
        status: 'Hi',
        place_id: 'df51dec6f4ee2b2c',
        lat: '-0.0000001',
        long: '180',
        display_coordinates: 'false',
      },
    },
    {
      case: 'an attached post',
      request: { attachmentUrl: 'https://x.com/a/status/1' },
      fields: { status: 'Hi', attachment_url: 'https://x.com/a/status/1' },
    },
  ])('is $case', async ({ request, fields }) => {
    expect(await send('v1', request)).toEqual({ ...always, ...fields });
  });
});

describe('what POST /2/tweets gets', () => {
  it.each<{ case: string; request: Partial<PostRequest>; fields: object }>([
    { case: 'a text', request: {}, fields: { text: 'Hi' } },
    {
      case: 'media without a text',
      request: { text: '', mediaIds: ['1', '2'] },
      fields: { media: { media_ids: ['1', '2'] } },
    },
    {
      case: 'a reply with its settings',
      request: { replyTo: '5', replySettings: 'mentionedUsers' },
      fields: { text: 'Hi', reply: { in_reply_to_tweet_id: '5' }, reply_settings: 'mentionedUsers' },
    },
    {
      case: 'a reply that mentions not everybody',
      request: { replyTo: '5', excludeReplyUserIds: ['1', '2'] },
      fields: { text: 'Hi', reply: { in_reply_to_tweet_id: '5', exclude_reply_user_ids: ['1', '2'] } },
    },
    { case: 'a place', request: { geo: { placeId: 'ab' } }, fields: { text: 'Hi', geo: { place_id: 'ab' } } },
    {
      case: 'its marks',
      request: { madeWithAi: true, paidPartnership: true, sensitive: true },
      fields: { text: 'Hi', made_with_ai: true, paid_partnership: true },
    },
    { case: 'no marks that are off', request: { madeWithAi: false, paidPartnership: false }, fields: { text: 'Hi' } },
    {
      case: 'a quoted post',
      request: { attachmentUrl: 'https://twitter.com/a/status/17?s=20' },
      fields: { text: 'Hi', quote_tweet_id: '17' },
    },
    {
      case: 'a direct message link',
      request: { attachmentUrl: 'https://twitter.com/messages/compose?recipient_id=7' },
      fields: { text: 'Hi', direct_message_deep_link: 'https://twitter.com/messages/compose?recipient_id=7' },
    },
  ])('is $case', async ({ request, fields }) => {
    expect(await send('v2', request)).toEqual(fields);
  });
});

describe.each(['v1', 'v2'] as const)('a post on %s is refused before anything is sent', (driver) => {
  it.each<{ case: string; request: Partial<PostRequest>; code: string }>([
    { case: 'it is empty', request: { text: '' }, code: 'TEXT_EMPTY' },
    { case: 'it holds half a character', request: { text: 'a\ud83d' }, code: 'TEXT_INVALID' },
    { case: 'it has five media', request: { mediaIds: ['1', '2', '3', '4', '5'] }, code: 'TOO_MANY_MEDIA' },
    {
      case: 'its picture rides along where none can',
      request: { inlineMedia: sourceOf(Buffer.alloc(9), { kind: 'photo', mediaType: 'image/png' }) },
      code: 'UNSUPPORTED_FIELD',
    },
  ])('when $case', async ({ request, code }) => {
    await expect(send(driver, request)).rejects.toMatchObject({ code, retry: 'never' });
    expect(x.requests).toEqual([]);
  });
});

describe('unsupportedFields', () => {
  const stored = { from: 'stored', ref: { area: 'drop', key: 'a.png' } } as const;
  const base: Post = { account: 'main', text: 'Hi', media: [] };

  it.each<{ driver: 'v1' | 'v2'; case: string; post: Partial<Post>; paths: string[] }>([
    {
      driver: 'v1',
      case: 'what v1 knows',
      post: { geo: { lat: 1, long: 2 }, sensitive: true, replyTo: '1' },
      paths: [],
    },
    { driver: 'v1', case: 'reply settings', post: { replySettings: 'verified' }, paths: ['replySettings'] },
    {
      driver: 'v1',
      case: 'marks',
      post: { madeWithAi: true, paidPartnership: true },
      paths: ['madeWithAi', 'paidPartnership'],
    },
    { driver: 'v1', case: 'marks that are off', post: { madeWithAi: false }, paths: [] },
    {
      driver: 'v2',
      case: 'what v2 knows',
      post: { geo: { placeId: 'a' }, replySettings: 'verified', madeWithAi: true },
      paths: [],
    },
    { driver: 'v2', case: 'coordinates', post: { geo: { lat: 1, long: 2 } }, paths: ['geo.lat', 'geo.long'] },
    {
      driver: 'v2',
      case: 'a pin',
      post: { geo: { placeId: 'a', displayCoordinates: true } },
      paths: ['geo.displayCoordinates'],
    },
    { driver: 'v2', case: 'a warning on a text', post: { sensitive: true }, paths: ['sensitive'] },
    { driver: 'v2', case: 'a warning on a picture', post: { sensitive: true, media: [stored] }, paths: [] },
    {
      driver: 'v2',
      case: 'a link that is no post',
      post: { attachmentUrl: 'https://example.com' },
      paths: ['attachmentUrl'],
    },
    {
      driver: 'v2',
      case: 'a quoted post beside a picture',
      post: { attachmentUrl: 'https://x.com/a/status/1', media: [stored] },
      paths: ['attachmentUrl'],
    },
    {
      driver: 'v1',
      case: 'a quoted post beside a picture',
      post: { attachmentUrl: 'https://x.com/a/status/1', media: [stored] },
      paths: ['attachmentUrl'],
    },
  ])('names $paths for $case on $driver', async ({ driver, post, paths }) => {
    x = await startFakeX(() => ({}));
    opened = await openTestAccount(x.url, { driver });
    const faults = opened.account.unsupportedFields({ ...base, ...post });
    expect(faults.map(({ path }) => path)).toEqual(paths);
    // Whoever tells a fault puts its path in front.
    for (const { message } of faults) expect(message.startsWith(`driver ${driver} `)).toBe(true);
  });
});
