import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkPost } from '../../../../functions/domain/check-post.ts';
import type { PostMedia } from '../../../../functions/domain/post.ts';
import { asksForAuthor, keepReply } from '../../../../functions/triggers/v1-bridge/keep-reply.ts';
import { mentionedNames } from '../../../../functions/triggers/v1-bridge/mentioned-names.ts';
import { readMediaIds } from '../../../../functions/triggers/v1-bridge/read-media-ids.ts';
import { readShape } from '../../../../functions/triggers/v1-bridge/read-shape.ts';
import { readStatus } from '../../../../functions/triggers/v1-bridge/read-status.ts';
import { V1Error } from '../../../../functions/triggers/v1-bridge/v1-error.ts';

type Parameters = Readonly<Record<string, string>>;

const picture: PostMedia = { from: 'uploaded', mediaId: '7', expiresAtEpochSeconds: 100 };

function read(parameters: Parameters, driver: 'v1' | 'v2' = 'v2', media: readonly PostMedia[] = []) {
  return readStatus(new Map(Object.entries(parameters)), { account: 'main', driver, media });
}

function codeOf(act: () => unknown): readonly [number, number] | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof V1Error)) throw error;
    return [error.status, error.code];
  }
}

describe('a status', () => {
  it.each([
    { case: 'a text', parameters: { status: 'hello' }, post: { text: 'hello' } },
    { case: 'blanks around it kept', parameters: { status: ' hello\n' }, post: { text: ' hello\n' } },
    {
      case: 'a place',
      parameters: { status: 'a', place_id: 'df51dec6f4ee2b2c' },
      post: { geo: { placeId: 'df51dec6f4ee2b2c' } },
    },
    {
      case: 'a quoted post, by https whatever the client wrote',
      parameters: { status: 'a', attachment_url: 'http://twitter.com/a/status/1' },
      post: { attachmentUrl: 'https://twitter.com/a/status/1' },
    },
    {
      case: 'the habit of asking for no card',
      parameters: { status: 'a', card_uri: 'tombstone://card' },
      post: { text: 'a' },
    },
    {
      case: 'unknown and empty parameters',
      parameters: { status: 'a', colour: 'red', place_id: '' },
      post: { text: 'a' },
    },
  ])('becomes a post: $case', ({ parameters, post }) => {
    expect(read(parameters).post).toEqual({ account: 'main', media: [], text: 'a', ...post });
  });

  it('marks what it shows as sensitive', () => {
    expect(read({ status: 'a', possibly_sensitive: '1' }, 'v2', [picture]).post.sensitive).toBe(true);
    expect(read({ status: 'a', possibly_sensitive: 'false' }, 'v2', [picture]).post).not.toHaveProperty('sensitive');
  });

  it('may be empty beside a picture, though not left out', () => {
    expect(read({ status: '' }, 'v2', [picture]).post.text).toBe('');
    expect(codeOf(() => read({}, 'v2', [picture]))).toEqual([403, 170]);
  });

  it.each([
    { case: 'no status', parameters: {}, code: [403, 170] },
    { case: 'a blank one', parameters: { status: ' \n' }, code: [403, 170] },
    { case: 'a card, which would be lost', parameters: { status: 'a', card_uri: 'card://1' }, code: [400, 44] },
    {
      case: 'two things attached',
      parameters: { status: 'a', card_uri: 'card://1', attachment_url: 'https://x.com/a/status/1' },
      code: [403, 386],
    },
  ])('is refused for $case', ({ parameters, code }) => {
    expect(codeOf(() => read(parameters))).toEqual(code);
  });

  it('is refused where a post is quoted beside a picture', () => {
    const parameters = { status: 'a', attachment_url: 'https://x.com/a/status/1' };
    expect(codeOf(() => read(parameters, 'v2', [picture]))).toEqual([403, 386]);
  });
});

describe('a text that begins like a direct message', () => {
  it.each(['D jack hi', 'd @jack', 'M jack hi', ' m jack'])('is refused by default: %s', (status) => {
    expect(codeOf(() => read({ status }))).toEqual([403, 151]);
  });

  it.each([
    { case: 'switched off', parameters: { enable_dmcommands: 'false' }, passes: true },
    { case: 'switched off in the older spelling', parameters: { enable_dm_commands: 'false' }, passes: true },
    { case: 'left on', parameters: { enable_dmcommands: 'true' }, passes: false },
    { case: 'to fail', parameters: { fail_dmcommands: 'true', enable_dmcommands: 'false' }, passes: false },
    { case: 'not to fail', parameters: { fail_dm_commands: 'false' }, passes: false },
  ])('with the commands $case passes: $passes', ({ parameters, passes }) => {
    expect(codeOf(() => read({ status: 'D jack hi', ...parameters }))).toEqual(passes ? undefined : [403, 151]);
  });

  it.each(['D', 'Dear jack', 'D: jack', 'made by D jack', 'D ¡jack!'])('is not one of another kind: %s', (status) =>
    expect(codeOf(() => read({ status }))).toBeUndefined(),
  );
});

describe('coordinates', () => {
  const point = { status: 'a', lat: '37.7821120598956', long: '-122.400612831116' };

  it('go on where the driver has a place for them', () => {
    const { post, ignored } = read({ ...point, display_coordinates: 'true' }, 'v1');
    expect(post.geo).toEqual({ lat: 37.7821120598956, long: -122.400612831116, displayCoordinates: true });
    expect(ignored).toEqual([]);
  });

  it('are ignored, and told of, where it has none', () => {
    const { post, ignored } = read({ ...point, place_id: 'abc' });
    expect(post.geo).toEqual({ placeId: 'abc' });
    expect(ignored).toEqual(['lat', 'long']);
  });

  it.each([
    { case: 'out of range', parameters: { lat: '90.1', long: '0' } },
    { case: 'alone', parameters: { lat: '1' } },
    { case: 'no numbers', parameters: { lat: 'north', long: '0' } },
    { case: 'with a decimal comma', parameters: { lat: '1,5', long: '0' } },
  ])('are ignored when $case', ({ parameters }) => {
    expect(read({ status: 'a', ...parameters }, 'v1').post).not.toHaveProperty('geo');
  });
});

describe('a reply', () => {
  const answering = (status: string, more: Parameters = {}) => read({ status, in_reply_to_status_id: '12', ...more });

  it.each([
    { case: 'the author is mentioned', status: 'hi @Jack!', author: 'jack', keeps: true },
    { case: 'another is mentioned', status: 'hi @jill', author: 'jack', keeps: false },
    { case: 'a longer name is mentioned', status: 'hi @jacky', author: 'jack', keeps: false },
    { case: 'a list of the author is named', status: '@jack/birds', author: 'jack', keeps: false },
    { case: 'the author is not known and somebody is mentioned', status: '@jack', author: undefined, keeps: true },
    { case: 'nobody is mentioned', status: 'hi', author: undefined, keeps: false },
  ])('keeps its target: $keeps, when $case', ({ status, author, keeps }) => {
    expect(keepReply(answering(status), author).replyTo).toBe(keeps ? '12' : undefined);
  });

  it('needs no mention with auto_populate_reply_metadata', () => {
    const wish = answering('hi', { auto_populate_reply_metadata: 'true' });
    expect([asksForAuthor(wish), keepReply(wish, undefined).replyTo]).toEqual([false, '12']);
  });

  it('tells whom X is not to mention by itself', () => {
    const wish = answering('hi', { auto_populate_reply_metadata: 'true', exclude_reply_user_ids: '1, x,2' });
    expect(keepReply(wish, undefined).excludeReplyUserIds).toEqual(['1', '2']);
  });

  it('asks who the author is only where the text mentions somebody', () => {
    expect([asksForAuthor(answering('hi')), asksForAuthor(answering('hi @jack'))]).toEqual([false, true]);
  });

  it('is none with an id that is no id', () => {
    expect(read({ status: '@jack', in_reply_to_status_id: 'abc' })).not.toHaveProperty('reply');
  });
});

describe('mentions', () => {
  it.each([
    { text: '@a b@c.d (@e) ＠f RT @g: @h @@i', names: ['a', 'e', 'f', 'g', 'h'] },
    { text: 'no one', names: [] },
  ])('are found in $text', ({ text, names }) => expect([...mentionedNames(text)]).toEqual(names));
});

describe('media_ids', () => {
  const ids = (value: string) => readMediaIds(new Map([['media_ids', value]]), 1_000_000);

  it('become media that are on X already, for a day at most', () => {
    const expiresAtEpochSeconds = 1000 + 86_400;
    expect(ids('1, 2')).toEqual([
      { from: 'uploaded', mediaId: '1', expiresAtEpochSeconds },
      { from: 'uploaded', mediaId: '2', expiresAtEpochSeconds },
    ]);
    expect(ids('')).toEqual([]);
  });

  it.each([
    { case: 'no ids', value: 'a,b', code: [400, 44] },
    { case: 'an empty one', value: '1,', code: [400, 44] },
    { case: 'five', value: '1,2,3,4,5', code: [400, 324] },
  ])('are refused for $case', ({ value, code }) => expect(codeOf(() => ids(value))).toEqual(code));
});

describe('the shape of a Tweet', () => {
  it.each(['true', 't', '1', 'True'])('is trimmed with trim_user=%s', (value) => {
    expect(readShape(new Map([['trim_user', value]])).trimUser).toBe(true);
  });

  it('is whole by default', () => {
    expect(readShape(new Map())).toEqual({ trimUser: false, extended: false, entities: true, altText: false });
  });
});

describe('whatever a client sends', () => {
  const names = `status in_reply_to_status_id exclude_reply_user_ids attachment_url card_uri media_ids lat long place_id
    display_coordinates possibly_sensitive enable_dmcommands trim_user`.split(/\s+/);
  const values = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '1', 'true', '-0', '1e999', '18446744073709551616', 'D a b', '@a', 'https://x.com/a/status/1'),
  );

  it('is a post that can be judged, or a refusal that v1.1 has', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), values),
        fc.constantFrom('v1', 'v2'),
        (parameters, driver) => {
          const all = new Map(Object.entries(parameters));
          const code = codeOf(() => {
            const post = keepReply(read(parameters, driver, readMediaIds(all, 0)), 'jack');
            for (const { code: fault } of checkPost(post, [], { nowEpochMs: 0 })) expect(fault).toMatch(/^[A-Z_0-9]+$/);
          });
          expect(code?.[0] ?? 400).toBeLessThan(500);
        },
      ),
    );
  });
});
