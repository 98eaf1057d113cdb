import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../functions/domain/errors.ts';
import { nativeToPost, parseNativePost } from '../../../functions/triggers/parse-native-post.ts';

function faultsOf(value: unknown): readonly string[] {
  try {
    parseNativePost(value);
  } catch (error) {
    if (error instanceof RejectedTriggerError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('parseNativePost', () => {
  it.each([
    { case: 'a text', value: { text: 'hello' } },
    { case: 'a picture without text', value: { media: [{ key: 'main/a.jpg' }] } },
    {
      case: 'four media of both kinds',
      value: { media: [{ key: 'a' }, { data: 'AA==' }, { key: 'b', altText: 'x' }, { key: 'c' }] },
    },
    { case: 'ids as texts', value: { text: 'x', replyTo: '1234567890123456789', additionalOwners: ['1', '2'] } },
    { case: 'a place', value: { text: 'x', geo: { placeId: 'df51dec6f4ee2b2c' } } },
    { case: 'a position', value: { text: 'x', geo: { lat: -0, long: 180, displayCoordinates: true } } },
    { case: 'all switches', value: { text: 'x', sensitive: true, madeWithAi: false, paidPartnership: true } },
    { case: 'who may reply', value: { text: 'x', replySettings: 'mentionedUsers' } },
    { case: 'a time in UTC', value: { text: 'x', scheduleAt: '2026-12-24T18:00:00Z' } },
    { case: 'a time with an offset', value: { text: 'x', scheduleAt: '2026-12-24T18:00:00.5+05:45' } },
    { case: 'a leap day', value: { text: 'x', scheduleAt: '2028-02-29T00:00:00Z' } },
    { case: 'a key of 255 characters', value: { text: 'x', idempotencyKey: '🕊'.repeat(127) + 'x' } },
  ])('accepts $case', ({ value }) => {
    expect(faultsOf(value)).toEqual([]);
  });

  it.each([
    { case: 'no object', value: 'hello', fault: ': must be an object, got "hello"' },
    { case: 'null', value: null, fault: ': must be an object, got null' },
    { case: 'a list', value: [{ text: 'x' }], fault: ': must be an object, got a list' },
    { case: 'an unknown field', value: { txt: 'x' }, fault: 'txt: is not a known field' },
    { case: 'a field that comes later', value: { text: 'x', dryRun: true }, fault: 'dryRun: is not a known field' },
    { case: 'a field of ours', value: { text: 'x', state: 'POSTED' }, fault: 'state: is not a known field' },
    { case: 'a name that breaks lines', value: { 'a\r\nb': 1 }, fault: String.raw`["a\r\nb"]: is not a known field` },
    { case: 'a text that is a number', value: { text: 5 }, fault: 'text: must be a text, got 5' },
    { case: 'a text that is null', value: { text: null }, fault: 'text: must be a text, got null' },
    {
      case: 'a text of 25,001 characters',
      value: { text: 'a'.repeat(25_001) },
      fault: 'text: is longer than 25000 characters',
    },
    { case: 'media that are no list', value: { media: { key: 'a' } }, fault: 'media: must be a list, got an object' },
    {
      case: 'five media',
      value: { media: Array.from({ length: 5 }, () => ({ key: 'a' })) },
      fault: 'media: takes at most 4 entries',
    },
    {
      case: 'a hundred thousand media',
      value: { media: Array.from({ length: 100_000 }, () => 1) },
      fault: 'media: takes at most 4 entries',
    },
    { case: 'a medium that is a text', value: { media: ['a.jpg'] }, fault: 'media[0]: must be an object, got "a.jpg"' },
    {
      case: 'a medium of nothing',
      value: { media: [{ altText: 'x' }] },
      fault: 'media[0]: needs exactly one of key, data, url and upload',
    },
    {
      case: 'a medium of both',
      value: { media: [{ key: 'a', data: 'AA==' }] },
      fault: 'media[0]: needs exactly one of key, data, url and upload',
    },
    {
      case: 'a medium by key and URL',
      value: { media: [{ key: 'a', url: 'https://x.test/a.jpg' }] },
      fault: 'media[0]: needs exactly one of key, data, url and upload',
    },
    {
      case: 'a URL that is no text',
      value: { media: [{ url: { href: 'https://x.test/a.jpg' } }] },
      fault: 'media[0].url: must be a text',
    },
    {
      case: 'a misspelt field of a medium',
      value: { media: [{ key: 'a', alt: 'x' }] },
      fault: 'media[0].alt: is not a known field',
    },
    { case: 'an empty key', value: { media: [{ key: '' }] }, fault: 'media[0].key: ' },
    {
      case: 'an id as a number',
      value: { text: 'x', replyTo: 12345678 },
      fault: 'replyTo: must be a text, got 12345678',
    },
    {
      case: 'an id with a sign',
      value: { text: 'x', replyTo: '-1' },
      fault: 'replyTo: must be a text of 1 to 19 digits',
    },
    {
      case: 'an id of twenty digits',
      value: { text: 'x', replyTo: '1'.repeat(20) },
      fault: 'replyTo: must be a text of 1 to 19 digits',
    },
    {
      case: 'an id with a line break',
      value: { text: 'x', replyTo: '12\n' },
      fault: 'replyTo: must be a text of 1 to 19 digits',
    },
    {
      case: 'an id in other digits',
      value: { text: 'x', replyTo: '١٢٣' },
      fault: 'replyTo: must be a text of 1 to 19 digits',
    },
    {
      case: 'an owner as a number',
      value: { text: 'x', additionalOwners: ['1', 2] },
      fault: 'additionalOwners[1]: must be a text, got 2',
    },
    {
      case: '101 owners',
      value: { text: 'x', additionalOwners: Array.from({ length: 101 }, String) },
      fault: 'additionalOwners: takes at most 100',
    },
    {
      case: 'reply settings of another API',
      value: { text: 'x', replySettings: 'everyone' },
      fault: 'replySettings: must be "following" or',
    },
    {
      case: 'a switch as a text',
      value: { text: 'x', sensitive: 'true' },
      fault: 'sensitive: must be true or false, got "true"',
    },
    {
      case: 'a latitude as a text',
      value: { text: 'x', geo: { lat: '1', long: 2 } },
      fault: 'geo.lat: must be a number, got "1"',
    },
    {
      case: 'an endless longitude',
      value: { text: 'x', geo: { lat: 1, long: Infinity } },
      fault: 'geo.long: must be a number, got Infinity',
    },
    { case: 'an empty place', value: { text: 'x', geo: {} }, fault: 'geo.placeId: or lat and long are needed' },
    {
      case: 'coordinates to show but none given',
      value: { text: 'x', geo: { placeId: 'a', displayCoordinates: true } },
      fault: 'geo.displayCoordinates: needs lat and long',
    },
    {
      case: 'a time without offset',
      value: { text: 'x', scheduleAt: '2026-12-24T18:00:00' },
      fault: 'scheduleAt: must be a real date',
    },
    {
      case: 'a day without time',
      value: { text: 'x', scheduleAt: '2026-12-24' },
      fault: 'scheduleAt: must be a real date',
    },
    { case: 'a time without seconds', value: { text: 'x', scheduleAt: '2026-12-24T18:00Z' }, fault: 'scheduleAt: ' },
    {
      case: 'a leap day in a common year',
      value: { text: 'x', scheduleAt: '2027-02-29T00:00:00Z' },
      fault: 'scheduleAt: must be a real date',
    },
    {
      case: 'the 31st of April',
      value: { text: 'x', scheduleAt: '2027-04-31T00:00:00Z' },
      fault: 'scheduleAt: must be a real date',
    },
    {
      case: 'a 25th hour',
      value: { text: 'x', scheduleAt: '2027-04-01T25:00:00Z' },
      fault: 'scheduleAt: must be a real date',
    },
    {
      case: 'an offset of 25 hours',
      value: { text: 'x', scheduleAt: '2027-04-01T12:00:00+25:00' },
      fault: 'scheduleAt: must be a real date',
    },
    { case: 'a time in words', value: { text: 'x', scheduleAt: 'tomorrow' }, fault: 'scheduleAt: must be a real date' },
    {
      case: 'a time as a number',
      value: { text: 'x', scheduleAt: 1790000000 },
      fault: 'scheduleAt: must be a text, got 1790000000',
    },
    { case: 'an empty key of its own', value: { text: 'x', idempotencyKey: '' }, fault: 'idempotencyKey: ' },
    {
      case: 'a key of its own of 256 characters',
      value: { text: 'x', idempotencyKey: 'a'.repeat(256) },
      fault: 'idempotencyKey: ',
    },
    {
      case: 'a key of its own that breaks lines',
      value: { text: 'x', idempotencyKey: 'a\nb' },
      fault: 'idempotencyKey: must be without control characters',
    },
    {
      case: 'an account that is a list',
      value: { text: 'x', account: ['main'] },
      fault: 'account: must be a text, got a list',
    },
  ])('refuses $case', ({ value, fault }) => {
    expect(faultsOf(value)).toEqual([expect.stringContaining(fault)]);
  });

  it('names every fault at once', () => {
    const value = { text: 5, replyTo: 7, media: [{ url: 7 }, { key: 'a', alt: '' }], extra: true };
    expect(faultsOf(value).map((fault) => fault.split(':')[0])).toEqual([
      'text',
      'media[0].url',
      'media[1].alt',
      'replyTo',
      'extra',
    ]);
  });

  it('answers a flood of unknown fields with fifty faults', () => {
    const value = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field${index}`, 1]));
    expect(faultsOf(value)).toHaveLength(50);
  });
});

describe('nativeToPost', () => {
  it('keeps what was written and adds nothing', () => {
    const native = parseNativePost({
      account: 'ignored',
      text: ' as written \n',
      idempotencyKey: 'k',
      geo: { placeId: 'p' },
      sensitive: false,
      scheduleAt: '2026-12-24T18:00:00+01:00',
    });
    expect(nativeToPost(native, 'main', [])).toEqual({
      account: 'main',
      text: ' as written \n',
      media: [],
      geo: { placeId: 'p' },
      sensitive: false,
      scheduleAtEpochMs: Date.UTC(2026, 11, 24, 17),
    });
  });

  it('gives a post without text an empty one', () => {
    expect(nativeToPost({}, 'main', [])).toEqual({ account: 'main', text: '', media: [] });
  });
});
