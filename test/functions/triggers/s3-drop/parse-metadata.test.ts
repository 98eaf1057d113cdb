import { describe, expect, it } from 'vitest';

import { decodeEncodedWords } from '../../../../functions/triggers/s3-drop/decode-encoded-words.ts';
import { parseMetadata } from '../../../../functions/triggers/s3-drop/parse-metadata.ts';

describe('parseMetadata', () => {
  it('fills the fields of a post, and leaves the names of others alone', () => {
    const known = { caption: '=?UTF-8?B?8J+Viu+4jyBncsO8w59l?=', alt: 'a dove', 'reply-to': '42', sensitive: 'TRUE' };
    const foreign = { mtime: '1700000000', 'content-md5': 'x', text: 'not this one', constructor: 'x' };
    expect(parseMetadata({ ...known, ...foreign })).toEqual({
      text: '🕊️ grüße',
      altText: 'a dove',
      replyTo: '42',
      sensitive: true,
    });
  });

  it.each([
    { case: 'a switch that is neither on nor off', metadata: { sensitive: 'yes' }, field: 'sensitive' },
    { case: 'an id that is none', metadata: { 'reply-to': 'https://x.com/a' }, field: 'replyTo' },
    { case: 'a time without offset', metadata: { 'schedule-at': '2026-12-24T18:00:00' }, field: 'scheduleAt' },
  ])('refuses $case', ({ metadata, field }) => {
    const attempt = () => parseMetadata(metadata);
    expect(attempt).toThrow(expect.objectContaining({ code: 'METADATA_INVALID' }));
    expect(attempt).toThrow(field);
  });
});

describe('decodeEncodedWords', () => {
  it.each([
    { case: 'plain text', header: 'Good morning = night?', expected: 'Good morning = night?' },
    { case: 'base64', header: '=?utf-8?b?Z3LDvMOfZQ==?=', expected: 'grüße' },
    { case: 'quoted bytes', header: '=?UTF-8?Q?gr=C3=BC=C3=9Fe_an_alle?=', expected: 'grüße an alle' },
    { case: 'another charset', header: '=?ISO-8859-1?Q?gr=FC=DFe?=', expected: 'grüße' },
    { case: 'words in a row', header: '=?UTF-8?Q?gr=C3=BC?= =?UTF-8?Q?=C3=9Fe?=', expected: 'grüße' },
    { case: 'a word among text', header: 'an =?UTF-8?Q?=C3=A4?= b', expected: 'an ä b' },
    { case: 'a charset nobody knows', header: '=?x-none?Q?a?=', expected: '=?x-none?Q?a?=' },
    { case: 'bytes that are none of the charset', header: '=?UTF-8?Q?=FF?=', expected: '=?UTF-8?Q?=FF?=' },
  ])('reads $case', ({ header, expected }) => {
    expect(decodeEncodedWords(header)).toBe(expected);
  });
});
