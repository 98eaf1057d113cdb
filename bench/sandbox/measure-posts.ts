import { readFileSync } from 'node:fs';

import { Pool } from 'undici';

import type { SandboxProcess } from './sandbox-process.ts';
import { signerFor } from './sign-call.ts';

/** One way to post, as a client sends it. */
interface Way {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  /** The body, and what of it is signed. */
  body(text: string): { readonly body: string | Buffer; readonly signed?: Readonly<Record<string, string>> };
}

const PICTURE = readFileSync(new URL('../../test/fixtures/media/drawing-333x175.png', import.meta.url));

const ways: readonly Way[] = [
  {
    name: 'v1.1 statuses/update',
    path: '/1.1/statuses/update.json',
    status: 200,
    contentType: 'application/x-www-form-urlencoded',
    body: (status) => ({ body: new URLSearchParams({ status }).toString(), signed: { status } }),
  },
  {
    name: 'v2 tweets',
    path: '/2/tweets',
    status: 201,
    contentType: 'application/json',
    body: (text) => ({ body: JSON.stringify({ text }) }),
  },
  {
    name: `v1.1 statuses/update_with_media, a PNG of ${PICTURE.length} bytes`,
    path: '/1.1/statuses/update_with_media.json',
    status: 200,
    contentType: 'multipart/form-data; boundary=x',
    body: (text) => ({ body: multipart(text) }),
  },
];

function multipart(text: string): Buffer {
  const fields = `--x\r\nContent-Disposition: form-data; name="status"\r\n\r\n${text}\r\n`;
  const file = '--x\r\nContent-Disposition: form-data; name="media[]"; filename="a.png"\r\n\r\n';
  return Buffer.concat([Buffer.from(fields + file), PICTURE, Buffer.from('\r\n--x--\r\n')]);
}

export interface PostFigures {
  readonly way: string;
  /** Posts in a second of the clock, one figure a round. */
  readonly perSecond: readonly number[];
  /** Posts in a second that the sandbox's process computed; empty where that is not known. */
  readonly perCpuSecond: readonly number[];
}

export interface PostsWanted {
  readonly posts: number;
  readonly rounds: number;
  readonly inFlight: number;
}

/** No limit that X states may end the run. */
const ENDLESS = { limits: { statusesPerDay: 1e9, mediaPerDay: 1e9, requests: { 'v2.tweets.create': 1e9 } } };

/** Signed posts a second. The requests are signed before the clock starts; the ways take turns. */
export async function measurePosts(sandbox: SandboxProcess, wanted: PostsWanted): Promise<readonly PostFigures[]> {
  const figures = ways.map(({ name }) => ({ way: name, perSecond: [] as number[], perCpuSecond: [] as number[] }));
  // The first round warms the process up and is not counted.
  for (let round = 0; round <= wanted.rounds; round += 1) {
    for (const [index, way] of ways.entries()) {
      const { seconds, cpuSeconds } = await playRound(sandbox, way, wanted);
      if (round === 0) continue;
      figures[index]?.perSecond.push(wanted.posts / seconds);
      if (cpuSeconds !== undefined) figures[index]?.perCpuSecond.push(wanted.posts / cpuSeconds);
    }
  }
  return figures;
}

async function playRound(sandbox: SandboxProcess, way: Way, { posts, inFlight }: PostsWanted) {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/settings', ENDLESS);
  const requests = signAll(sandbox, way, posts);
  const pool = new Pool(sandbox.url, { connections: inFlight });
  const cpuBefore = sandbox.cpuSeconds();
  const startedMs = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let request = requests[next]; request !== undefined; request = requests[next]) {
      next += 1;
      const { statusCode, body } = await pool.request({ path: way.path, method: 'POST', ...request });
      if (statusCode !== way.status) throw new Error(`${way.name} got ${statusCode} ${await body.text()}`);
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  const seconds = (performance.now() - startedMs) / 1000;
  const cpuAfter = sandbox.cpuSeconds();
  await pool.close();
  const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return { seconds, cpuSeconds };
}

function signAll({ url, keys }: SandboxProcess, way: Way, posts: number) {
  const sign = signerFor(keys);
  return Array.from({ length: posts }, (_unused, index) => {
    const { body, signed } = way.body(`Post ${index}: a text with a #tag, a @mention and https://example.com/${index}`);
    const authorization = sign(`${url}${way.path}`, signed);
    return { body, headers: { authorization, 'content-type': way.contentType } };
  });
}
