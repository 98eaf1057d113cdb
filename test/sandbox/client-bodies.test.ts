import { describe, expect, it } from 'vitest';

import { mediaFixture, usePlayground } from './playground.ts';
import type { Answer } from './signed-request.ts';

const sandbox = usePlayground();
const PICTURE = mediaFixture('drawing-333x175.png');
const TEXT = 'Grüße, 100% & ☃ + "quotes"';
const SHOWN = 'Grüße, 100% &amp; ☃ + "quotes"';

interface Client {
  readonly client: string;
  readonly contentType: string;
  /** Heads of the part for the text and of that for the picture. */
  readonly heads: readonly [string, string];
  readonly boundary: string;
  readonly text?: Buffer;
  readonly picture?: Buffer;
  /** What stands before the first boundary and after the last. */
  readonly around?: readonly [string, string];
  readonly pictureFirst?: true;
}

/** How HTTP libraries write the same two parts. */
const clients: readonly Client[] = [
  {
    client: 'requests (Python)',
    contentType: 'multipart/form-data; boundary=7a6ac0f0d5f1b0c1',
    boundary: '7a6ac0f0d5f1b0c1',
    heads: [
      'Content-Disposition: form-data; name="status"',
      'Content-Disposition: form-data; name="media[]"; filename="drawing.png"\r\nContent-Type: image/png',
    ],
  },
  {
    client: 'multipart-post (Ruby)',
    contentType: 'multipart/form-data; boundary=-----------RubyMultipartPost-0f1e',
    boundary: '-----------RubyMultipartPost-0f1e',
    heads: [
      'Content-Disposition: form-data; name="status"',
      `Content-Disposition: form-data; name="media[]"; filename="drawing.png"\r\nContent-Length: ${PICTURE.length}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary`,
    ],
  },
  {
    client: 'curl',
    contentType: 'multipart/form-data; boundary=------------------------d74496d66958873e',
    boundary: '------------------------d74496d66958873e',
    heads: [
      'Content-Disposition: form-data; name="status"',
      'Content-Disposition: form-data; name="media[]"; filename="dra\\"wing.png"\r\nContent-Type: image/png',
    ],
  },
  {
    client: 'mime/multipart (Go)',
    contentType: 'multipart/form-data;boundary=cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340',
    boundary: 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340',
    heads: [
      'Content-Disposition: form-data; name="status"',
      'Content-Disposition: form-data; name="media[]"; filename="media.png"\r\nContent-Type: application/octet-stream',
    ],
  },
  {
    client: 'HttpClient (Java, Apache)',
    contentType: 'multipart/form-data; charset=UTF-8; boundary=Yx7_h-2w',
    boundary: 'Yx7_h-2w',
    heads: [
      'Content-Disposition: form-data; name="status"\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit',
      'Content-Disposition: form-data; name="media[]"; filename="drawing.png"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary',
    ],
  },
  {
    client: 'HttpClient (.NET), which quotes the boundary and not the names',
    contentType: 'multipart/form-data; boundary="e3b0c442-98fc-1c14"',
    boundary: 'e3b0c442-98fc-1c14',
    heads: [
      'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=status',
      "Content-Type: image/png\r\nContent-Disposition: form-data; name=media[]; filename=drawing.png; filename*=utf-8''drawing.png",
    ],
  },
  {
    client: 'twitter-async (PHP), which sends the picture in base64 and says so',
    contentType: 'multipart/form-data; boundary=php',
    boundary: 'php',
    picture: Buffer.from(PICTURE.toString('base64').replaceAll(/(.{76})/g, '$1\r\n')),
    heads: [
      'Content-Disposition: form-data; name="status"',
      'Content-Disposition: form-data; name="media[]"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64',
    ],
  },
  {
    client: 'a client that sends header names in small letters, and a preamble and an epilogue',
    contentType: 'multipart/form-data; boundary=lower',
    boundary: 'lower',
    heads: [
      'content-disposition:form-data;name="status"',
      'content-type: image/png\r\ncontent-disposition:form-data;name="media[]";filename=""',
    ],
    around: ['This is a message in parts.\r\n', '\r\nThat was all.\r\n'],
  },
  {
    client: 'a client that sends a path as the name of the file, and the picture first',
    contentType: 'multipart/form-data; boundary=win',
    boundary: 'win',
    heads: [
      'Content-Disposition: form-data; name="status"',
      'Content-Disposition: form-data; name="media[]"; filename="C:\\pictures\\Grüße ☃.png"\r\nContent-Type: image/x-png',
    ],
    pictureFirst: true,
  },
];

function bodyOf({
  boundary,
  heads,
  text = Buffer.from(TEXT),
  picture = PICTURE,
  around,
  pictureFirst,
}: Client): Buffer {
  const parts = [
    Buffer.concat([Buffer.from(`--${boundary}\r\n${heads[0]}\r\n\r\n`), text, Buffer.from('\r\n')]),
    Buffer.concat([Buffer.from(`--${boundary}\r\n${heads[1]}\r\n\r\n`), picture, Buffer.from('\r\n')]),
  ];
  const ordered = pictureFirst === true ? parts.toReversed() : parts;
  return Buffer.concat([
    Buffer.from(around?.[0] ?? ''),
    ...ordered,
    Buffer.from(`--${boundary}--\r\n${around?.[1] ?? ''}`),
  ]);
}

function send(path: string, client: Client): Promise<Answer> {
  return sandbox.call({ path, raw: { body: Uint8Array.from(bodyOf(client)), contentType: client.contentType } });
}

describe('multipart as clients write it', () => {
  it.each(clients)('is taken by update_with_media from $client', async (client) => {
    const answer = await send('/1.1/statuses/update_with_media.json', client);
    expect(answer.status).toBe(200);
    const media = answer.at('entities', 'media', 0) as { id_str: string; url: string };
    expect(answer.at('text')).toBe(`${SHOWN} ${media.url}`);
    const kept = await fetch(`${sandbox.url}/_sandbox/media/${media.id_str}`);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(PICTURE);
  });

  it.each(clients)('is taken by media/upload from $client', async (client) => {
    const [head, file] = client.heads;
    const category = head.replace('status', 'media_category');
    const heads = [category, file.replace('media[]', 'media')] as const;
    const answer = await send('/1.1/media/upload.json', { ...client, heads, text: Buffer.from('tweet_image') });
    expect(answer).toMatchObject({
      status: 200,
      json: { media_key: expect.stringMatching(/^3_/), size: PICTURE.length },
    });
  });
});

describe('forms as clients write them', () => {
  const UPLOAD = '/1.1/media/upload.json';

  it('are taken by APPEND with base64 in media, as twit writes them', async () => {
    const film = mediaFixture('clip-320x240-2s.mp4');
    const begun = await sandbox.call({
      path: UPLOAD,
      form: {
        command: 'INIT',
        total_bytes: String(film.length),
        media_type: 'video/mp4',
        media_category: 'tweet_video',
      },
    });
    const media_id = String(begun.at('media_id_string'));
    for (const [index, at] of [0, 9000].entries()) {
      const media = film.subarray(at, at === 0 ? 9000 : undefined).toString('base64');
      const form = { command: 'APPEND', media_id, segment_index: String(index), media };
      expect((await sandbox.call({ path: UPLOAD, form })).status).toBe(204);
    }
    const finished = await sandbox.call({ path: UPLOAD, form: { command: 'FINALIZE', media_id } });
    expect(finished).toMatchObject({ status: 201, json: { size: film.length } });
  });

  it('are taken by a simple upload with base64 in media', async () => {
    const answer = await sandbox.call({ path: UPLOAD, form: { media: PICTURE.toString('base64') } });
    expect(answer).toMatchObject({ status: 200, json: { size: PICTURE.length } });
  });
});
