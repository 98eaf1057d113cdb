import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkPost, type PostRules } from '../../../functions/domain/check-post.ts';
import type { MediaFacts } from '../../../functions/domain/media-facts.ts';
import type { Post, PostMedia } from '../../../functions/domain/post.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const photo: MediaFacts = { mediaType: 'image/jpeg', kind: 'photo', totalBytes: 1000, widthPx: 100, heightPx: 100 };
const gif: MediaFacts = { ...photo, mediaType: 'image/gif', kind: 'animated-gif', frames: 6 };
const video: MediaFacts = { ...photo, mediaType: 'video/mp4', kind: 'video', seconds: 10 };
const medium = (altText = 'A cat'): PostMedia => ({
  from: 'stored',
  ref: { area: 'drop', key: 'main/a.jpg' },
  altText,
});

const post = (fields: Partial<Post> = {}, mediaCount = 0): Post => ({
  account: 'main',
  text: 'Hello',
  media: Array.from({ length: mediaCount }, () => medium()),
  ...fields,
});
const check = (fields: Partial<Post>, known: readonly (MediaFacts | null)[] = [], rules: Partial<PostRules> = {}) =>
  checkPost(post(fields, known.length), known, { nowEpochMs: NOW, ...rules });
const codes = (...args: Parameters<typeof check>): readonly string[] =>
  check(...args).map(({ path, code }) => `${path} ${code}`);

describe('a post that X takes', () => {
  it.each([
    { case: 'text', fields: {} },
    { case: 'every kind of line break and a tab', fields: { text: 'a\nb\r\nc\td' } },
    { case: 'directions and zero-width characters between letters', fields: { text: 'a\u200B\u202Eb\u200D' } },
    { case: 'emoji, right to left, combining marks', fields: { text: '👨‍👩‍👧‍👦 שלום e\u0301' } },
    { case: '280 characters', fields: { text: 'x'.repeat(280) } },
    { case: 'a picture without text', fields: { text: '' }, known: [photo] },
    { case: 'a picture with blanks only', fields: { text: ' \n' }, known: [photo] },
    { case: 'four pictures', fields: {}, known: [photo, photo, photo, photo] },
    { case: 'one GIF', fields: {}, known: [gif] },
    { case: 'one film', fields: {}, known: [video] },
    { case: 'media nothing is known of', fields: {}, known: [null, null] },
    {
      case: 'pictures at their limits',
      fields: {},
      known: [{ ...photo, totalBytes: 5_242_880, widthPx: 4, heightPx: 8192 }],
    },
    {
      case: 'a GIF at its limits',
      fields: {},
      known: [{ ...gif, totalBytes: 15_728_640, widthPx: 1280, heightPx: 669, frames: 350 }],
    },
    { case: 'a film at its limits', fields: {}, known: [{ ...video, totalBytes: 536_870_912, seconds: 140 }] },
    { case: 'alt text of 1000 emoji', fields: { media: [medium('😀'.repeat(1000))] } },
    { case: 'a reply', fields: { replyTo: '1149914662164684800' } },
    { case: 'a position', fields: { geo: { lat: -90, long: 180 } } },
    { case: 'a place', fields: { geo: { placeId: 'df51dec6f4ee2b2c' } } },
    { case: 'a quoted post', fields: { attachmentUrl: 'https://twitter.com/X/status/1' } },
    { case: 'a quoted post as copied', fields: { attachmentUrl: 'https://x.com/X/status/1149914662164684800?s=20' } },
    {
      case: 'a message link',
      fields: { attachmentUrl: 'https://twitter.com/messages/compose?recipient_id=3805104374' },
    },
    { case: 'a hundred owners', fields: { additionalOwners: Array.from({ length: 100 }, () => '1') } },
    { case: 'a time long past', fields: { scheduleAtEpochMs: 0 } },
    { case: 'a time in 365 days', fields: { scheduleAtEpochMs: NOW + 365 * DAY } },
  ])('has no fault: $case', ({ fields, known = [] }) => {
    expect(check(fields, known)).toEqual([]);
  });
});

describe('a text that X would refuse', () => {
  it.each([
    { case: 'none', text: '', code: 'TEXT_EMPTY' },
    { case: 'blanks', text: ' \n\t\u3000', code: 'TEXT_EMPTY' },
    { case: 'nothing visible', text: '\u200B\u202E\u2066\uFE0F\u3164', code: 'TEXT_EMPTY' },
    { case: '281 characters', text: 'x'.repeat(281), code: 'TEXT_TOO_LONG' },
    { case: 'F121: 400 kB of letters', text: 'x'.repeat(400_000), code: 'TEXT_TOO_LONG' },
    { case: 'F121: 100 k combining marks', text: `e${'\u0301'.repeat(100_000)}`, code: 'TEXT_TOO_LONG' },
    { case: 'NUL', text: 'a\0b', code: 'TEXT_INVALID' },
    { case: 'escape', text: 'a\x1B[31mb', code: 'TEXT_INVALID' },
    { case: 'delete', text: 'a\x7Fb', code: 'TEXT_INVALID' },
    { case: 'a C1 control', text: 'a\x9Bb', code: 'TEXT_INVALID' },
    { case: 'U+FFFE', text: 'a\uFFFEb', code: 'TEXT_INVALID' },
    { case: 'a byte order mark', text: '\uFEFFa', code: 'TEXT_INVALID' },
    { case: 'U+FFFF', text: 'a\uFFFFb', code: 'TEXT_INVALID' },
    { case: 'half a surrogate pair', text: 'a\uD83D', code: 'UTF8_INVALID' },
    { case: 'the other half', text: '\uDE00a', code: 'UTF8_INVALID' },
  ])('is a fault: $case', ({ text, code }) => {
    expect(codes({ text })).toEqual([`text ${code}`]);
  });

  it('names what it got and what is allowed', () => {
    expect(check({ text: 'あ'.repeat(141) })[0]?.message).toMatch(/takes 282 .* allowed 280: shorten it/);
    expect(check({ text: 'a\0b' })[0]?.message).toMatch(/holds U\+0000/);
  });

  it('tells every fault at once', () => {
    expect(codes({ text: `\0\uD83D${'x'.repeat(280)}` })).toEqual([
      'text UTF8_INVALID',
      'text TEXT_INVALID',
      'text TEXT_TOO_LONG',
    ]);
  });

  it('is measured against the room of the account, less the link to a picture', () => {
    const rules = { maxWeightedLength: 140, reservedForMediaLink: 24 };
    expect(codes({ text: 'x'.repeat(140) }, [], rules)).toEqual([]);
    expect(codes({ text: 'x'.repeat(116) }, [photo], rules)).toEqual([]);
    expect(codes({ text: 'x'.repeat(117) }, [photo], rules)).toEqual(['text TEXT_TOO_LONG']);
    expect(codes({ text: 'x'.repeat(25_000) }, [], { maxWeightedLength: 25_000 })).toEqual([]);
  });

  it('is not longer for a quoted post', () => {
    expect(codes({ text: 'x'.repeat(280), attachmentUrl: 'https://x.com/i/status/1' })).toEqual([]);
  });
});

describe('media that X would refuse', () => {
  it.each([
    { case: 'F46: five pictures', known: [photo, photo, photo, photo, photo], fault: 'media MEDIA_MIX' },
    { case: 'five unknown', known: [null, null, null, null, null], fault: 'media MEDIA_MIX' },
    { case: 'a GIF and a picture', known: [gif, photo], fault: 'media MEDIA_MIX' },
    { case: 'two GIFs', known: [gif, gif], fault: 'media MEDIA_MIX' },
    { case: 'two films', known: [video, video], fault: 'media MEDIA_MIX' },
    { case: 'a film and something unknown', known: [video, null], fault: 'media MEDIA_MIX' },
    { case: 'no bytes', known: [{ ...photo, totalBytes: 0 }], fault: 'media[0] MEDIA_EMPTY' },
    {
      case: 'F88: a heavy picture',
      known: [photo, { ...photo, totalBytes: 5_242_881 }],
      fault: 'media[1] MEDIA_TOO_LARGE',
    },
    { case: 'F93: a wide picture', known: [{ ...photo, widthPx: 8193 }], fault: 'media[0] MEDIA_PIXELS' },
    { case: 'a flat picture', known: [{ ...photo, heightPx: 3 }], fault: 'media[0] MEDIA_PIXELS' },
    {
      case: 'a still GIF over 5 MB',
      known: [{ ...photo, mediaType: 'image/gif', totalBytes: 6e6 }],
      fault: 'media[0] MEDIA_TOO_LARGE',
    },
    { case: 'a heavy GIF', known: [{ ...gif, totalBytes: 15_728_641 }], fault: 'media[0] MEDIA_TOO_LARGE' },
    { case: 'a wide GIF', known: [{ ...gif, widthPx: 1281 }], fault: 'media[0] GIF_LIMITS' },
    { case: 'a high GIF', known: [{ ...gif, heightPx: 1081 }], fault: 'media[0] GIF_LIMITS' },
    { case: 'F91: a long GIF', known: [{ ...gif, frames: 351 }], fault: 'media[0] GIF_LIMITS' },
    {
      case: 'F94: a GIF of too many pixels',
      known: [{ ...gif, widthPx: 1280, heightPx: 1080, frames: 218 }],
      fault: 'media[0] GIF_LIMITS',
    },
    { case: 'a heavy film', known: [{ ...video, totalBytes: 536_870_913 }], fault: 'media[0] MEDIA_TOO_LARGE' },
    { case: 'a short film', known: [{ ...video, seconds: 0.49 }], fault: 'media[0] VIDEO_LIMITS' },
    { case: 'F99: a long film', known: [{ ...video, seconds: 140.1 }], fault: 'media[0] VIDEO_LIMITS' },
  ])('is a fault: $case', ({ known, fault }) => {
    expect(codes({}, known)).toEqual([fault]);
  });

  it('is a picture over the limit of the endpoint', () => {
    expect(codes({}, [{ ...photo, totalBytes: 3_145_729 }], { maxPhotoBytes: 3_145_728 })).toEqual([
      'media[0] MEDIA_TOO_LARGE',
    ]);
  });

  it.each([
    { case: '1001 characters', altText: 'x'.repeat(1001) },
    { case: 'a megabyte', altText: 'x'.repeat(1_000_000) },
    { case: 'half a surrogate pair', altText: 'a\uD83D' },
  ])('has a fault in its alt text: $case', ({ altText }) => {
    expect(codes({ media: [medium(), medium(altText)] }, [photo, photo])).toEqual(['media[1].altText ALT_TEXT']);
  });
});

describe('other fields that X would refuse, or drop without a word', () => {
  it.each<{ case: string; fields: Partial<Post>; fault: string }>([
    { case: 'a reply to a name', fields: { replyTo: 'jack' }, fault: 'replyTo SCHEMA' },
    { case: 'a reply to nothing', fields: { replyTo: '' }, fault: 'replyTo SCHEMA' },
    { case: 'a reply to 20 digits', fields: { replyTo: '1'.repeat(20) }, fault: 'replyTo SCHEMA' },
    { case: 'a reply to two lines', fields: { replyTo: '1\n2' }, fault: 'replyTo SCHEMA' },
    { case: 'a reply to other digits', fields: { replyTo: '١٢٣' }, fault: 'replyTo SCHEMA' },
    { case: 'latitude alone', fields: { geo: { lat: 1 } }, fault: 'geo.long SCHEMA' },
    { case: 'longitude alone', fields: { geo: { long: 1 } }, fault: 'geo.lat SCHEMA' },
    { case: 'latitude over 90', fields: { geo: { lat: 90.01, long: 0 } }, fault: 'geo.lat SCHEMA' },
    { case: 'longitude under -180', fields: { geo: { lat: 0, long: -181 } }, fault: 'geo.long SCHEMA' },
    { case: 'no number', fields: { geo: { lat: Number.NaN, long: 0 } }, fault: 'geo.lat SCHEMA' },
    { case: 'infinity', fields: { geo: { lat: 0, long: Infinity } }, fault: 'geo.long SCHEMA' },
    { case: 'a place with a blank', fields: { geo: { placeId: 'a b' } }, fault: 'geo.placeId SCHEMA' },
    {
      case: 'another site',
      fields: { attachmentUrl: 'https://example.com/X/status/1' },
      fault: 'attachmentUrl SCHEMA',
    },
    {
      case: 'a look-alike site',
      fields: { attachmentUrl: 'https://x.com.evil.example/X/status/1' },
      fault: 'attachmentUrl SCHEMA',
    },
    { case: 'a profile', fields: { attachmentUrl: 'https://x.com/X' }, fault: 'attachmentUrl SCHEMA' },
    {
      case: 'a message to nobody',
      fields: { attachmentUrl: 'https://x.com/messages/compose?text=a' },
      fault: 'attachmentUrl SCHEMA',
    },
    {
      case: '101 owners',
      fields: { additionalOwners: Array.from({ length: 101 }, () => '1') },
      fault: 'additionalOwners SCHEMA',
    },
    { case: 'an owner by name', fields: { additionalOwners: ['1', 'jack'] }, fault: 'additionalOwners SCHEMA' },
    { case: 'a time in 367 days', fields: { scheduleAtEpochMs: NOW + 367 * DAY }, fault: 'scheduleAt SCHEMA' },
    { case: 'the year 9999', fields: { scheduleAtEpochMs: Date.UTC(9999) }, fault: 'scheduleAt SCHEMA' },
    { case: 'no time', fields: { scheduleAtEpochMs: Number.NaN }, fault: 'scheduleAt SCHEMA' },
  ])('are a fault: $case', ({ fields, fault }) => {
    expect(codes(fields)).toEqual([fault]);
  });

  it('are a quoted post beside a picture', () => {
    expect(codes({ attachmentUrl: 'https://x.com/X/status/1' }, [photo])).toEqual(['attachmentUrl MEDIA_MIX']);
  });
});

describe('the validator', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ unit: 'binary' }), (text, other) => {
        const fields = {
          text,
          replyTo: other,
          attachmentUrl: other,
          geo: { placeId: other },
          additionalOwners: [other],
        };
        expect(Array.isArray(check({ ...fields, media: [medium(other)] }, [null]))).toBe(true);
      }),
    );
  });

  it.each([
    { case: 'letters', unit: 'x' },
    { case: 'combining marks', unit: '\u0301\u0323' },
    { case: 'labels', unit: 'a.' },
    { case: 'links', unit: 'http://a.com ' },
    { case: 'halves of flags', unit: '🇯' },
    { case: 'open brackets of a link', unit: 'a.com/(' },
    { case: 'zero-width characters', unit: '\u200B' },
  ])('answers soon for a hostile text in every field, at its longest: $case', ({ unit }) => {
    const long = unit.repeat(400_000 / unit.length);
    // The longest text that is weighed at all.
    const weighed = unit.repeat(50_400 / unit.length);
    const fields = { replyTo: long, attachmentUrl: long, geo: { placeId: long }, additionalOwners: [long] };
    const before = process.threadCpuUsage();
    check({ ...fields, text: long, media: [medium(long)] }, [photo]);
    check({ ...fields, text: weighed, media: [medium(long)] }, [photo]);
    const { user, system } = process.threadCpuUsage(before);
    // This thread's own processor time; 50 ms on a machine that is not busy.
    expect((user + system) / 1000).toBeLessThan(300);
  });
});
