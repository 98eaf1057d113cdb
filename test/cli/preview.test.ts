import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { runCommandLine } from '../../cli/run-command-line.ts';
import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { corners, fixture, likeAPhone, noise } from '../fakes/pictures.ts';
import { temporaryFolder } from '../local/engine/temporary-folder.ts';

const config: ConfigInput = {
  accounts: { main: {}, strict: { driver: 'v1', altText: 'require', oversize: 'refuse' } },
  drops: [
    { prefix: 'main/', account: 'main' },
    { prefix: 'strict/', account: 'strict', sidecar: 'required' },
    { prefix: 'long/', account: 'main', thread: true },
    { prefix: 'where/', account: 'strict', location: true },
  ],
};

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'pigeonpost.config.ts'), `export default ${JSON.stringify(config)};\n`);
});

/** Writes a file; its path. */
function put(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

async function preview(...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const places = ['--config', join(folder, 'pigeonpost.config.ts'), '--data', join(folder, 'data')];
  const terminal = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  return { code: await runCommandLine(['preview', ...argv, ...places], terminal), out, err };
}

/** What the command says to programs, one entry for each thing that it was shown. */
async function previewed(...argv: readonly string[]) {
  const { out } = await preview(...argv, '--json');
  return JSON.parse(out) as { costUsd: number; previews: readonly Record<string, unknown>[] };
}

describe('preview', () => {
  it('shows a picture with the file beside it, and what would be done to it', async () => {
    const path = put('photos/phone.jpg', fixture('rotated-with-gps-320x200.jpg'));
    put('photos/phone.txt', 'Up here');
    const { code, out, err } = await preview(path);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^main\/phone\.jpg\naccount +main\ntext +Up here\nlength +7 of 280\n/);
    expect(out).toMatch(/media 1 +image\/jpeg, \d+ bytes, 200 × 320 px/);
    expect(out).toMatch(/change +was turned upright, encoded anew, 5266 bytes before/);
    expect(out).toMatch(/change +goes without its metadata \(GPS, EXIF\)/);
    expect(out).toMatch(/warning +media\[0\]\.altText is missing/);
    expect(out).toMatch(/\n1 post for \$0\.015; nothing was written\n$/);
  });

  it('takes the file beside it also where both endings are written large', async () => {
    const path = put('photos/A.JPG', fixture('rotated-with-gps-320x200.jpg'));
    put('photos/A.TXT', 'From the camera');
    const { previews } = await previewed(path);
    expect(previews).toMatchObject([{ what: 'main/A.JPG', posts: [{ text: 'From the camera' }] }]);
    expect((await previewed(join(folder, 'photos'))).previews).toHaveLength(1);
  });

  it('shows what is in the picture itself, and takes it out', async () => {
    const path = put('photos/a.jpg', await likeAPhone(corners(64, 48)).jpeg().toBuffer());
    const { previews } = await previewed(path);
    const media = [{ changes: ['goes without its metadata (GPS, EXIF, XMP)'], widthPx: 64, heightPx: 48 }];
    expect(previews).toMatchObject([{ what: 'main/a.jpg', outcome: 'posted', posts: [{ account: 'main', media }] }]);
  });

  it('shows a folder: each picture, each album once, and no file that belongs to one', async () => {
    put('trip/one.png', await corners(64, 48).png().toBuffer());
    put('trip/one.md', 'One');
    put('trip/fog/a.png', await corners(64, 48).png().toBuffer());
    put('trip/fog/b.png', await corners(48, 64).png().toBuffer());
    put('trip/fog/post.yaml', 'text: Fog\nmedia: [{ key: b.png, altText: Tall }, { key: a.png }]\n');
    const { previews, costUsd } = await previewed(join(folder, 'trip'));
    expect(previews).toMatchObject([
      { what: 'main/trip/fog/post.yaml', posts: [{ text: 'Fog', media: [{ heightPx: 64, altText: 'Tall' }, {}] }] },
      { what: 'main/trip/one.png', posts: [{ text: 'One' }] },
    ]);
    expect(costUsd).toBeCloseTo(0.035);
  });

  it('knows what lies in the drop folder by its own route', async () => {
    const path = put('data/drop/strict/a.png', await corners(64, 48).png().toBuffer());
    const { code, out } = await preview(path);
    expect(code).toBe(1);
    expect(out).toMatch(/^strict\/a\.png\nrefused +nothing was written beside strict\/a\.png/);
  });

  it('shows a reply to an album that lies there too, and refuses one to nothing', async () => {
    put('trip/first/post.yaml', 'text: One\nmedia: []\n');
    put('trip/then/post.yaml', 'text: Two\nmedia: []\nreplyTo: main/trip/first/post.yaml\n');
    const both = await preview(join(folder, 'trip'));
    expect(both.code).toBe(0);
    expect(both.out).toMatch(/text +Two\n[^]*warning +replies to an album, once its post is out\n/);
    expect(both.out).not.toMatch(/not before/);
    put('trip/then/post.yaml', 'text: Two\nmedia: []\nreplyTo: main/elsewhere/post.yaml\n');
    expect((await preview(join(folder, 'trip'))).code).toBe(1);
  });

  it('shows the place that a route with location takes out of the picture', async () => {
    const path = put('a.jpg', fixture('rotated-with-gps-320x200.jpg'));
    put('a.yaml', 'text: Here\naltText: A hill\n');
    const { out } = await preview(path, '--prefix', 'where/');
    expect(out).toMatch(/\nplace +latitude -?\d+(\.\d+)?, longitude -?\d+(\.\d+)?\n/);
    expect(await previewed(path, '--prefix', 'where/')).toMatchObject({
      previews: [{ posts: [{ geo: { lat: expect.any(Number), long: expect.any(Number) } }] }],
    });
  });

  it('shows everything else that goes with a post', async () => {
    const path = put('a.jpg', fixture('rotated-with-gps-320x200.jpg'));
    const fields = ['replySettings: following', 'sensitive: true', 'madeWithAi: true', 'paidPartnership: true'];
    put('a.yaml', ['text: Here', ...fields, 'additionalOwners: ["12"]', 'geo: { placeId: abc }'].join('\n'));
    const { out } = await preview(path);
    expect(out).toMatch(
      /replies by +following\nplace +abc\nshared with +12\nmarked +sensitive\nmarked +made with AI\n/,
    );
    const [{ posts }] = (await previewed(path)).previews as [Record<string, unknown>];
    expect(posts).toMatchObject([
      { sensitive: true, paidPartnership: true, attachmentUrl: null, geo: { placeId: 'abc' } },
    ]);
  });

  it('shows every part of a thread that the route makes', async () => {
    const words = Array.from({ length: 60 }, (_, n) => `Sentence ${n} has some words.`).join(' ');
    const path = put('a.png', await corners(64, 48).png().toBuffer());
    put('a.txt', words);
    const { out } = await preview(path, '--prefix', 'long/');
    expect(out).toMatch(/part +1 of \d\n[^]*part +2 of \d\n/);
  });

  it('shows a post written as JSON, with the pictures it brings', async () => {
    const data = (await corners(64, 48).png().toBuffer()).toString('base64');
    const path = put(
      'call.json',
      JSON.stringify({ text: 'Hi', media: [{ data, altText: 'Corners' }, { url: 'https://cdn.example.org/a.jpg' }] }),
    );
    const { previews } = await previewed(path);
    expect(previews).toMatchObject([
      {
        posts: [
          { text: 'Hi', media: [{ widthPx: 64, altText: 'Corners' }, { changes: ['is fetched when it is posted'] }] },
        ],
      },
    ]);
  });

  it.each([
    { case: 'no picture', name: 'a.jpg', make: async () => '<svg/>', says: /the bytes are SVG/ },
    {
      case: 'a picture cut short',
      name: 'a.jpg',
      make: async () => (await noise(300, 200).jpeg().toBuffer()).subarray(0, 4000),
      says: /cut short/,
    },
    {
      case: 'HEIC',
      name: 'a.heic',
      make: async () => '\0\0\0\x18ftypheic\0\0\0\0',
      says: /HEIC[^]*\nadvice +Save it as JPEG/,
    },
    { case: 'no JSON', name: 'a.json', make: async () => '{', says: /is no JSON/ },
    { case: 'a field that no post has', name: 'a.json', make: async () => '{"txt":"Hi"}', says: /refused +txt: / },
    {
      case: 'a picture that is not there',
      name: 'a.json',
      make: async () => '{"text":"Hi","account":"strict","media":[{"key":"no.jpg"}]}',
      says: /there is no no\.jpg/,
    },
  ])('answers no, and why: $case', async ({ name, make, says }) => {
    const { code, out } = await preview(put(`in/${name}`, await make()));
    expect(code).toBe(1);
    expect(out).toMatch(says);
    expect(out).toMatch(/\n0 posts for \$0\.000; nothing was written\n$/);
  });

  it('answers no where the account allows nothing to be made of a picture', async () => {
    const path = put('a.tif', await corners(64, 48).tiff().toBuffer());
    put('a.md', '---\naltText: Corners\n---\nHi');
    expect((await preview(path)).out).toMatch(/change +was converted from image\/tiff to image\/jpeg/);
    const strictly = await preview(path, '--prefix', 'strict/');
    expect(strictly.code).toBe(1);
    expect(strictly.out).toMatch(/refused +media\[0\]: the bytes are image\/tiff/);
  });

  it.each([
    { case: 'nothing named', argv: [], says: /name at least one/ },
    { case: 'what is not there', argv: ['nowhere.jpg'], says: /there is no nowhere\.jpg/ },
  ])('refuses $case', async ({ argv, says }) => {
    const { code, err } = await preview(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(says);
  });

  it('refuses a prefix that no route has, naming those there are', async () => {
    const { code, err } = await preview(put('a.jpg', ''), '--prefix', 'other/');
    expect(code).toBe(1);
    expect(err).toMatch(/main\/, strict\/, long\//);
  });

  it('writes nothing, and needs no data directory', async () => {
    put('trip/phone.jpg', fixture('rotated-with-gps-320x200.jpg'));
    put('trip/heavy.png', await noise(1500, 1200).png().toBuffer());
    const before = listing();
    await preview(join(folder, 'trip'));
    expect(listing()).toEqual(before);
  });
});

/** Every file and when it changed. */
function listing(): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.toSorted().map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`);
}
