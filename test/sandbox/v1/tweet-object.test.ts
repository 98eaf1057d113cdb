import { describe, expect, it } from 'vitest';

import { mediaFixture, multipart, usePlayground } from '../playground.ts';

const sandbox = usePlayground();

/** Keys of the 2012 examples and of a recording of 2019. */
const TWEET_KEYS = `
  contributors coordinates created_at entities favorited geo id id_str in_reply_to_screen_name
  in_reply_to_status_id in_reply_to_status_id_str in_reply_to_user_id in_reply_to_user_id_str place
  retweet_count retweeted source text truncated user is_quote_status favorite_count lang`
  .trim()
  .split(/\s+/);
const USER_KEYS = `
  contributors_enabled created_at default_profile default_profile_image description entities favourites_count
  follow_request_sent followers_count following friends_count geo_enabled id id_str is_translator lang
  listed_count location name notifications profile_background_color profile_background_image_url
  profile_background_image_url_https profile_background_tile profile_image_url profile_image_url_https
  profile_link_color profile_sidebar_border_color profile_sidebar_fill_color profile_text_color
  profile_use_background_image protected screen_name show_all_inline_media statuses_count time_zone url
  utc_offset verified has_extended_profile is_translation_enabled profile_banner_url translator_type`
  .trim()
  .split(/\s+/);

const picture = (text: string) =>
  multipart(['status', text], ['media[]', new Blob([mediaFixture('drawing-333x175.png')])]);

describe('the Tweet object', () => {
  it('has every key of both generations of examples', async () => {
    const { json } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: 'keys' } });
    const tweet = json as Record<string, object>;
    expect(Object.keys(tweet).toSorted()).toEqual(TWEET_KEYS.toSorted());
    expect(Object.keys(tweet['user'] ?? {}).toSorted()).toEqual(USER_KEYS.toSorted());
  });

  it('has values as recorded, but those of the examples where the account is concerned', async () => {
    const { json } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: 'values' } });
    expect(json).toMatchObject({
      truncated: false,
      contributors: null,
      retweet_count: 0,
      favorited: false,
      source: '<a href="https://example.com/pigeonpost" rel="nofollow">Pigeonpost Sandbox</a>',
      user: {
        geo_enabled: true,
        time_zone: 'Pacific Time (US & Canada)',
        utc_offset: -28_800,
        lang: 'en',
        show_all_inline_media: false,
        translator_type: 'none',
        profile_link_color: '1DA1F2',
        statuses_count: 1,
      },
    });
    expect((json as { created_at: string }).created_at).toMatch(
      /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$/,
    );
  });

  it('has ids as exact numbers and as strings, with the time in them', async () => {
    const before = Date.now();
    const { text, at } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: 'ids' } });
    const id = String(at('id_str'));
    expect(text).toContain(`"id":${id},"id_str":"${id}"`);
    const epochMs = Number(BigInt(id) >> 22n) + 1_288_834_974_657;
    expect(epochMs).toBeGreaterThanOrEqual(before - 1);
    expect(epochMs).toBeLessThanOrEqual(Date.now());
  });

  it('wraps links, escapes three characters and counts in code points', async () => {
    const status = '🐱 <b> & #tag @carrierpigeon http://example.com/x?a=1&b=2 $AAPL #日本語';
    const { json } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status } });
    const tweet = json as {
      text: string;
      entities: Record<string, { indices: [number, number]; [key: string]: unknown }[]>;
    };
    expect(tweet.text).toMatch(/^🐱 &lt;b&gt; &amp; #tag @carrierpigeon https:\/\/t\.co\/\w{10} \$AAPL #日本語$/u);
    const points = Array.from(tweet.text);
    const cut = (kind: string) =>
      tweet.entities[kind]?.map(({ indices: [start, end] }) => points.slice(start, end).join(''));
    expect(cut('hashtags')).toEqual(['#tag', '#日本語']);
    expect(cut('symbols')).toEqual(['$AAPL']);
    expect(cut('user_mentions')).toEqual(['@carrierpigeon']);
    expect(cut('urls')).toEqual([tweet.entities['urls']?.[0]?.['url']]);
    expect(tweet.entities).toMatchObject({
      hashtags: [{ text: 'tag' }, { text: '日本語' }],
      symbols: [{ text: 'AAPL' }],
      user_mentions: [{ screen_name: 'carrierpigeon', id_str: sandbox.second.userId }],
      urls: [{ expanded_url: 'http://example.com/x?a=1&b=2', display_url: 'example.com/x?a=1&b=2' }],
    });
  });

  it('escapes slashes and angle brackets in JSON, as X does', async () => {
    const { text } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: 'http://example.com' } });
    expect(text).toContain(String.raw`https:\/\/t.co\/`);
    expect(text).toContain(String.raw`"source":"\u003ca href=`);
  });

  it('says whether it is sensitive only with media or a link', async () => {
    const form = { status: 'a', possibly_sensitive: 'true' };
    const plain = await sandbox.call({ path: '/1.1/statuses/update.json', form });
    expect(plain.json).not.toHaveProperty('possibly_sensitive');
    const link = await sandbox.call({
      path: '/1.1/statuses/update.json',
      form: { ...form, status: 'http://example.com' },
    });
    expect(link.at('possibly_sensitive')).toBe(true);
    const shown = await sandbox.call({ path: '/1.1/statuses/update_with_media.json', multipart: picture('a picture') });
    expect(shown.at('possibly_sensitive')).toBe(false);
  });

  it('shows a picture as the example does', async () => {
    const status = 'Hello 2012-09-07 15:48:27.889593 -0700 PDT!';
    const { json, at } = await sandbox.call({
      path: '/1.1/statuses/update_with_media.json',
      multipart: picture(status),
    });
    const media = at('entities', 'media', 0) as Record<string, unknown>;
    const size = { w: 333, h: 175, resize: 'fit' };
    expect(json).toMatchObject({
      text: `${status} ${String(media['url'])}`,
      entities: {
        media: [
          {
            indices: [44, 67],
            type: 'photo',
            expanded_url: `https://twitter.com/pigeonpost/status/${String(at('id_str'))}/photo/1`,
            sizes: { large: size, medium: size, small: size, thumb: { w: 150, h: 150, resize: 'crop' } },
          },
        ],
      },
      extended_entities: { media: [media] },
    });
    expect(media['url']).toMatch(/^https:\/\/t\.co\/\w{10}$/);
    expect(media['display_url']).toBe(String(media['url']).replace('https://t.co/', 'pic.twitter.com/'));
    expect(media['media_url_https']).toMatch(/^https:\/\/pbs\.twimg\.com\/media\/\w{15}\.png$/);
    expect(BigInt(String(media['id_str']))).toBeLessThan(BigInt(String(at('id_str'))));
  });

  it('has full_text and display_text_range instead of text with tweet_mode=extended', async () => {
    const form = picture('shown range');
    form.append('tweet_mode', 'extended');
    const { json } = await sandbox.call({ path: '/1.1/statuses/update_with_media.json', multipart: form });
    expect(json).toMatchObject({ full_text: expect.stringMatching(/^shown range https/), display_text_range: [0, 11] });
    expect(json).not.toHaveProperty('text');
  });

  it('leaves entities out on request', async () => {
    const { json } = await sandbox.call({
      path: '/1.1/statuses/update.json',
      form: { status: '#a', include_entities: 'false' },
    });
    expect(json).not.toHaveProperty('entities');
  });

  it('shortens long texts for old clients when told so', async () => {
    await sandbox.set({ truncateCompatText: true });
    const status = 'word '.repeat(50).trim();
    const old = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status } });
    expect(old.json).toMatchObject({ truncated: true, text: expect.stringMatching(/… https:\/\/t\.co\/\w{10}$/) });
    expect(Array.from(String(old.at('text'))).length).toBeLessThanOrEqual(140);
    const path = `/1.1/statuses/show.json?id=${String(old.at('id_str'))}&tweet_mode=extended`;
    expect((await sandbox.call({ path })).json).toMatchObject({ truncated: false, full_text: status });
  });

  it.each([
    { text: 'hello', lang: 'en' },
    { text: 'こんにちは', lang: 'ja' },
    { text: '12:30 🐱', lang: 'und' },
  ])('guesses the language of $text', async ({ text, lang }) => {
    const { at } = await sandbox.call({ path: '/1.1/statuses/update.json', form: { status: text } });
    expect(at('lang')).toBe(lang);
  });
});
