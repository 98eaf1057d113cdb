import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { drawing } from '../../conformance/calls.ts';
import { startBridge, type BridgeWorld } from '../../fakes/bridge-world.ts';
import { authorization } from '../../sandbox/sign-pairs.ts';

const WITH_MEDIA = '/1.1/statuses/update_with_media.json';
const BOUNDARY = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';

/** The request of the documents, put right: CRLF, a blank line after the headers of a part, a name on the first one. */
function documentsBody(status: string): Buffer<ArrayBuffer> {
  return Buffer.concat([
    Buffer.from(
      [
        `--${BOUNDARY}`,
        'Content-Disposition: form-data; name="status"',
        '',
        status,
        `--${BOUNDARY}`,
        'Content-Type: application/octet-stream',
        'Content-Disposition: form-data; name="media[]"; filename="media.png"',
        '',
        '',
      ].join('\r\n'),
    ),
    drawing,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

describe('the same signed bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bytes-'));
  let bridge: BridgeWorld;
  beforeAll(async () => {
    bridge = await startBridge(folder);
  });
  afterAll(async () => {
    await bridge.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A client that can send the same again. */
  const client = () => {
    const headers = {
      authorization: authorization('POST', `${bridge.url}${WITH_MEDIA}`, [], bridge.keys),
      'content-type': `multipart/form-data;boundary=${BOUNDARY}`,
      'user-agent': 'Go http package',
    };
    return async (body: Buffer<ArrayBuffer>) => {
      const answer = await fetch(`${bridge.url}${WITH_MEDIA}`, { method: 'POST', headers, body });
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
    };
  };
  const postsOf = (text: string) => bridge.sandbox.world.tweets.all().filter((tweet) => tweet.text.startsWith(text));

  it('are one post and one answer, one after the other and side by side', async () => {
    const send = client();
    const body = documentsBody('Hello 2012-09-07 15:51:41.375247 -0700 PDT!');
    const answers = [...(await Promise.all([send(body), send(body), send(body)])), await send(body)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ json }) => json['id_str'])).size).toBe(1);
    expect(postsOf('Hello 2012')).toHaveLength(1);
  });

  it('with another body are no call of the key, and post nothing', async () => {
    const send = client();
    expect((await send(documentsBody('What was meant'))).status).toBe(200);
    expect(await send(documentsBody('What somebody made of it'))).toMatchObject({
      status: 401,
      json: { errors: [{ code: 32 }] },
    });
    expect(postsOf('What somebody')).toEqual([]);
  });
});
