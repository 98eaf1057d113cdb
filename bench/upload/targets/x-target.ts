import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Tally } from './tally.ts';

/** Enough of a body to see which command of v1.1 it is. */
const HEAD_BYTES = 1024;

/** Takes what X takes and throws it away: counts, checks nothing, answers as X would. */
export function xTarget(tally: Tally): Server {
  let posts = 0;
  return createServer((request, response) => {
    tally.traffic.xRequests += 1;
    let head = '';
    request.on('data', (chunk: Buffer) => {
      tally.traffic.xBytes += chunk.length;
      if (head.length < HEAD_BYTES) head += chunk.toString('latin1', 0, HEAD_BYTES);
    });
    request.on('end', () => {
      posts += 1;
      setTimeout(answer, tally.latencyMs, request, response, head, String(posts));
    });
  });
}

function answer(request: IncomingMessage, response: ServerResponse, head: string, id: string): void {
  const path = new URL(request.url ?? '/', 'http://x').pathname;
  const [status, body] = answerOf(path, head, id);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function answerOf(path: string, head: string, id: string): readonly [status: number, body?: object] {
  const lifetime = { expires_after_secs: 86_400 };
  if (path === '/1.1/media/upload.json') {
    if (head.includes('APPEND')) return [204];
    return [200, { media_id_string: id, media_key: `3_${id}`, ...lifetime }];
  }
  if (path.startsWith('/2/media/upload')) {
    if (path.endsWith('/append')) return [200, { data: { expires_at: 2_000_000_000 } }];
    return [200, { data: { id, media_key: `3_${id}`, ...lifetime } }];
  }
  if (path === '/1.1/statuses/update.json') return [200, { id_str: id, text: '' }];
  if (path === '/2/tweets') return [201, { data: { id, text: '' } }];
  return [404, { error: `the target does not know ${path}` }];
}
