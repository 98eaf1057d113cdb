import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../../functions/domain/errors.ts';
import { parseSidecar } from '../../../../functions/triggers/s3-drop/parse-sidecar.ts';
import {
  pictureKeysOf,
  sidecarEnding,
  sidecarKeysOf,
  type SidecarEnding,
} from '../../../../functions/triggers/s3-drop/sidecar-keys.ts';

const parse = async (ending: SidecarEnding, text: string | Uint8Array) =>
  parseSidecar(typeof text === 'string' ? Buffer.from(text) : text, ending, `main/a.${ending}`);

async function kindOf(ending: SidecarEnding, bytes: Uint8Array): Promise<string> {
  try {
    return typeof (await parse(ending, bytes)) === 'object' ? 'fields' : 'something else';
  } catch (error) {
    return error instanceof RejectedTriggerError ? error.name : String(error);
  }
}

describe('parseSidecar', () => {
  it.each([
    { case: 'a text', ending: 'txt', text: 'Good morning\n', expected: { text: 'Good morning' } },
    { case: 'lines as they stand', ending: 'txt', text: ' one\r\n\r\ntwo \n', expected: { text: ' one\n\ntwo' } },
    { case: 'a byte order mark', ending: 'txt', text: '\uFEFFhello', expected: { text: 'hello' } },
    { case: 'nothing', ending: 'txt', text: '', expected: { text: '' } },
    { case: 'markdown alone', ending: 'md', text: '\nhello *you*\n', expected: { text: 'hello *you*' } },
    {
      case: 'front matter and text',
      ending: 'md',
      text: '---\naltText: a dove\nsensitive: true\n---\n\nfree\n\n---\n\nas a bird\n',
      expected: { altText: 'a dove', sensitive: true, text: 'free\n\n---\n\nas a bird' },
    },
    { case: 'empty front matter', ending: 'md', text: '---\n---\nhello', expected: { text: 'hello' } },
    { case: 'front matter alone', ending: 'md', text: '---\ntext: hello\n---', expected: { text: 'hello' } },
    {
      case: 'a rule further down',
      ending: 'md',
      text: 'one\n---\ntwo\n---\n',
      expected: { text: 'one\n---\ntwo\n---' },
    },
    {
      case: 'YAML',
      ending: 'yaml',
      text: 'text: |-\n  one\n  two\nreplyTo: "1234567890123456789"\nscheduleAt: 2026-12-24T07:30:00+01:00\n',
      expected: { text: 'one\ntwo', replyTo: '1234567890123456789', scheduleAt: '2026-12-24T07:30:00+01:00' },
    },
    { case: 'JSON', ending: 'json', text: '{"text":"a","altText":"b"}', expected: { text: 'a', altText: 'b' } },
  ] as const)('reads $case', async ({ ending, text, expected }) => {
    expect(await parse(ending, text)).toEqual(expected);
  });

  it.each([
    { case: 'a misspelt field', ending: 'yaml', text: 'txet: a', message: 'txet' },
    { case: 'pictures of its own', ending: 'json', text: '{"media":[]}', message: 'media' },
    { case: 'an id that is a number', ending: 'yaml', text: 'replyTo: 1234567890123456789', message: 'replyTo' },
    { case: 'a name twice', ending: 'yaml', text: 'text: a\ntext: b', message: 'DUPLICATE_KEY in line 2' },
    { case: 'a name twice in JSON', ending: 'json', text: '{"text":"a","text":"b"}', message: 'has already' },
    { case: 'broken YAML', ending: 'yaml', text: 'text: "a', message: 'is no YAML' },
    { case: 'a list', ending: 'yaml', text: '- a', message: 'object' },
    { case: 'a bare word', ending: 'json', text: '"hello"', message: 'object' },
    { case: 'two texts', ending: 'md', text: '---\ntext: a\n---\nb', message: 'in its front matter and below' },
    { case: 'front matter without fields', ending: 'md', text: '---\n- a\n---\nb', message: 'names no fields' },
    { case: 'no UTF-8', ending: 'txt', text: Uint8Array.of(0xff, 0xfe, 0x41), message: 'not UTF-8' },
    {
      case: 'references that multiply',
      ending: 'yaml',
      text: `a: &a [x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((x, i) => `${x}: &${x} [${`*${'abcdefgh'[i]},`.repeat(9)}]`).join('\n')}`,
      message: 'references',
    },
  ] as const)('refuses $case, naming the file', async ({ ending, text, message }) => {
    const attempt = parse(ending, text);
    await expect(attempt).rejects.toMatchObject({ code: 'SIDECAR_INVALID' });
    await expect(attempt).rejects.toThrow(`main/a.${ending}: `);
    await expect(attempt).rejects.toThrow(message);
  });

  it('gives fields or one kind of refusal, whatever the bytes are', async () => {
    const endings = fc.constantFrom<SidecarEnding>('txt', 'md', 'yaml', 'yml', 'json');
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc.uint8Array(),
    );
    await fc.assert(
      fc.asyncProperty(endings, texts, async (ending, bytes) => {
        expect(await kindOf(ending, bytes)).toMatch(/^(fields|RejectedTriggerError)$/);
      }),
    );
  });
});

describe('the keys of sidecars', () => {
  it('have the name of the picture and an ending of their own', () => {
    const endings = ['txt', 'TXT', 'md', 'MD', 'yaml', 'YAML', 'yml', 'YML', 'json', 'JSON'];
    expect(sidecarKeysOf('main/a.b.JPG')).toEqual(endings.map((ending) => `main/a.b.${ending}`));
    expect(sidecarKeysOf('v1.0/photo')[0]).toBe('v1.0/photo.txt');
    expect(pictureKeysOf('main/a.b.txt')).toEqual(expect.arrayContaining(['main/a.b.jpg', 'main/a.b.JPG']));
  });

  it.each([
    ['a.TXT', 'txt'],
    ['a.b.YAML', 'yaml'],
    ['a.json', 'json'],
  ])('may be written large: %s', (key, ending) => {
    expect(sidecarEnding(key)).toBe(ending);
  });

  it.each(['a.jpg', 'txt', 'a.txt.jpg', 'a.TXT.png'])('are none of %s', (key) => {
    expect(sidecarEnding(key)).toBeUndefined();
  });
});
