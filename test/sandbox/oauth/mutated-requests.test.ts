import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type ExactAnswer, sendExactly } from '../exact-request.ts';
import { multipart, usePlayground } from '../playground.ts';
import { type Pair, encode, oauthPairs, signPairs } from '../sign-pairs.ts';

// Hundreds of requests a test.
vi.setConfig({ testTimeout: 120_000 });

const sandbox = usePlayground();
const UPDATE = '/1.1/statuses/update.json';
const FORM = 'application/x-www-form-urlencoded';

beforeEach(() => sandbox.set({ duplicates: { refuse: false }, limits: { statusesPerDay: 1_000_000 } }));

const text = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((value) => value.isWellFormed());
/** Names that no endpoint knows. */
const name = text.map((value) => `x_${value}`);
const pairs = fc.array(fc.tuple(name, text), { maxLength: 4 });
const filled = fc.array(
  fc.tuple(
    name,
    text.map((value) => `${value}v`),
  ),
  { minLength: 1, maxLength: 4 },
);

/** One character as clients write it: escaped in upper or lower case, as it is, or a space as a plus. */
const writers: readonly ((character: string) => string)[] = [
  encode,
  (character) => encode(character).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  (character) => (character === ' ' ? '+' : encode(character)),
  (character) => (/^[A-Za-z0-9!'()*:/?@;,~$-]$/.test(character) ? character : encode(character)),
  (character) => [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
];

/** How a client writes one and the same request. */
interface Hand {
  /** Numbers that choose among writers. */
  readonly choices: readonly number[];
  readonly authorization: string;
  readonly scheme: string;
  readonly comma: string;
  readonly equals: string;
  readonly quote: string;
  readonly realm: boolean;
  readonly contentType: string;
  readonly place: 'header' | 'query' | 'form';
  /** Where the parameters go: all signed alike. */
  readonly inQuery: readonly boolean[];
}

const hand: fc.Arbitrary<Hand> = fc.record({
  choices: fc.array(fc.nat(99), { minLength: 1, maxLength: 20 }),
  authorization: fc.constantFrom('Authorization', 'authorization', 'AUTHORIZATION', 'aUTHORIZATION'),
  scheme: fc.constantFrom('OAuth ', 'oauth ', 'OAUTH  ', 'OAuth\t'),
  comma: fc.constantFrom(', ', ',', ' ,  ', ',\t'),
  equals: fc.constantFrom('=', ' = ', '= '),
  quote: fc.constantFrom('"', ''),
  realm: fc.boolean(),
  contentType: fc.constantFrom(
    FORM,
    `${FORM}; charset=UTF-8`,
    'Application/X-WWW-Form-Urlencoded',
    `${FORM};charset="utf-8"`,
  ),
  place: fc.constantFrom('header', 'query', 'form'),
  inQuery: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
});

interface Wanted {
  readonly hand: Hand;
  readonly signed: readonly Pair[];
  readonly sent?: readonly Pair[];
  /** Changes to what is sent after it was signed. */
  readonly oauth?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly host?: string;
}

/** Signs one thing and sends the same, or another. */
function post({ hand, signed, sent = signed, oauth = {}, target = UPDATE, host }: Wanted): Promise<ExactAnswer> {
  const { port } = sandbox.sandbox;
  const own = oauthPairs(sandbox.first);
  const signature = signPairs('POST', `http://127.0.0.1:${port}${UPDATE}`, [...own, ...signed], sandbox.first);
  const credentials = Object.entries({ ...Object.fromEntries(own), oauth_signature: signature, ...oauth });
  let at = 0;
  const choose = (): number => hand.choices[(at += 1) % hand.choices.length] ?? 0;
  const ordered = [...sent].toSorted(() => (choose() % 2 === 0 ? 1 : -1));
  const query = ordered.filter((_pair, index) => hand.inQuery[index % hand.inQuery.length] === true);
  const form = ordered.filter((_pair, index) => hand.inQuery[index % hand.inQuery.length] !== true);
  const written = (list: readonly Pair[], place: Hand['place']) =>
    write(hand.place === place ? [...list, ...credentials] : list, choose);
  const search = written(query, 'query');
  return sendExactly(port, {
    target: search === '' ? target : `${target}?${search}`,
    headers: [
      ['Host', host ?? `127.0.0.1:${port}`],
      ['Content-Type', hand.contentType],
      ...(hand.place === 'header' ? [[hand.authorization, header(credentials, hand)] as const] : []),
    ],
    body: written(form, 'form'),
  });
}

function write(list: readonly Pair[], choose: () => number): string {
  const one = (part: string): string =>
    Array.from(part, (character) => (writers[choose() % writers.length] ?? encode)(character)).join('');
  return list.map(([key, value]) => `${one(key)}=${one(value)}`).join('&');
}

function header(credentials: readonly Pair[], { scheme, comma, equals, quote, realm }: Hand): string {
  const all = credentials.toReversed().map(([key, value]) => `${key}${equals}${quote}${encode(value)}${quote}`);
  return `${scheme}${[...(realm ? [`realm="http://api.x.com/"`] : []), ...all].join(comma)}`;
}

const status: Pair = ['status', 'mutated'];

describe('a signed request', () => {
  it('is taken however it is written: case of escapes, + for a space, order, place, white space, repeats', async () => {
    await fc.assert(
      fc.asyncProperty(hand, pairs, async (hand, extra) => {
        const signed = [status, ...extra, ...extra.slice(0, 1)];
        expect(await post({ hand, signed })).toMatchObject({ status: 200, json: { text: 'mutated' } });
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    {
      case: 'a value is another',
      change: ([first, ...rest]: Pair[]) => [[first?.[0], `${first?.[1]}!`] as Pair, ...rest],
    },
    { case: 'a value is empty', change: ([first, ...rest]: Pair[]) => [[first?.[0], ''] as Pair, ...rest] },
    {
      case: 'a name is another',
      change: ([first, ...rest]: Pair[]) => [[`${first?.[0]}_`, first?.[1]] as Pair, ...rest],
    },
    {
      case: 'a name is in capitals',
      change: ([first, ...rest]: Pair[]) => [[first?.[0].replace('x_', 'X_'), first?.[1]] as Pair, ...rest],
    },
    { case: 'a parameter is missing', change: ([, ...rest]: Pair[]) => rest },
    { case: 'a parameter is added', change: (all: Pair[]) => [...all, ['x_more', ''] as Pair] },
    { case: 'a parameter is repeated', change: (all: Pair[]) => [...all, ...all.slice(0, 1)] },
    {
      case: 'a value is escaped twice',
      change: ([first, ...rest]: Pair[]) => [[first?.[0], encode(`${first?.[1]}%`)] as Pair, ...rest],
    },
    {
      case: 'name and value change places',
      change: ([first, ...rest]: Pair[]) => [[first?.[1], first?.[0]] as Pair, ...rest],
    },
  ])('is refused with 401/32 when $case', async ({ change }) => {
    await fc.assert(
      fc.asyncProperty(hand, filled, async (hand, extra) => {
        const sent = [status, ...change([...extra])];
        const answer = await post({ hand, signed: [status, ...extra], sent });
        expect(answer).toMatchObject({ status: 401, json: { errors: [{ code: 32 }] } });
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    { case: 'the endpoint', wanted: { target: '/1.1/statuses/update_with_media.json' } },
    { case: 'the id in the path', wanted: { target: '/1.1/statuses/destroy/12.json' } },
    { case: 'the host', wanted: { host: 'api.x.com' } },
    { case: 'the name of the host', wanted: { host: 'localhost' } },
    { case: 'the nonce', wanted: { oauth: { oauth_nonce: 'another' } } },
    { case: 'the version', wanted: { oauth: { oauth_version: '' } } },
    { case: 'the app', wanted: { oauth: { oauth_consumer_key: 'another' } } },
    { case: 'a letter of the signature', wanted: { oauth: { oauth_signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' } } },
    { case: 'the method of signing', wanted: { oauth: { oauth_signature_method: 'HMAC-SHA256' } } },
    { case: 'the timestamp', wanted: { oauth: { oauth_timestamp: String(Math.floor(Date.now() / 1000) - 60) } } },
    { case: 'an oauth parameter that nobody knows', wanted: { oauth: { oauth_colour: 'red' } } },
  ])('is refused with 401/32 when $case was another when it was signed', async ({ wanted }) => {
    await fc.assert(
      fc.asyncProperty(hand, pairs, async (hand, extra) => {
        const answer = await post({ hand, signed: [status, ...extra], ...wanted });
        expect(answer).toMatchObject({ status: 401, json: { errors: [{ code: 32 }] } });
      }),
      { numRuns: 20 },
    );
  });

  it('is refused with 401/89 when the token is another', async () => {
    const property = fc.asyncProperty(hand, pairs, async (hand, signed) => {
      const answer = await post({ hand, signed, oauth: { oauth_token: '12-another' } });
      expect(answer).toMatchObject({ status: 401, json: { errors: [{ code: 89 }] } });
    });
    await fc.assert(property, { numRuns: 20 });
  });

  it('posts nothing when it is refused', async () => {
    const before = await sandbox.control('/posts');
    const all: Hand[] = fc.sample(hand, 10);
    for (const each of all) await post({ hand: each, signed: [status], sent: [status, ['x_more', '1']] });
    expect(await sandbox.control('/posts')).toEqual(before);
  });
});

describe('bodies that no signature covers', () => {
  const send = async (path: string, signedPath: string, body: RequestInit['body'], type?: string) => {
    const url = new URL(signedPath, sandbox.url);
    const own = oauthPairs(sandbox.first);
    const query = [...url.searchParams];
    const signature = signPairs('POST', `${url.origin}${url.pathname}`, [...own, ...query], sandbox.first);
    const all = [...own, ['oauth_signature', signature] as const];
    const authorization = `OAuth ${all.map(([key, value]) => `${key}="${encode(value)}"`).join(', ')}`;
    const headers = { authorization, ...(type === undefined ? {} : { 'content-type': type }) };
    return (await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) }))
      .status;
  };

  it('may be anything: JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        expect(await send('/2/tweets', '/2/tweets', body, 'application/json')).not.toBe(401);
      }),
      { numRuns: 60 },
    );
  });

  it('may be anything: multipart, with the query signed or not, but not signed as another', async () => {
    const path = '/1.1/statuses/update_with_media.json';
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const query = `${path}?x=${encodeURIComponent(value)}`;
        const body = () => multipart(['status', value]);
        expect(await send(query, query, body())).toBe(403);
        expect(await send(query, path, body())).toBe(403);
        expect(await send(query, `${path}?x=${encodeURIComponent(`${value}!`)}`, body())).toBe(401);
      }),
      { numRuns: 60 },
    );
  });
});
