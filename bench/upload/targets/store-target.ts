import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';

import type { Tally } from './tally.ts';

const READ_BYTES = 262_144;
const mediaTypes: Readonly<Record<string, string>> = {
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.mp4': 'video/mp4',
};

/** The part of S3 the bench needs: GET with and without a range, and HEAD, of the files in one folder. */
export function storeTarget(folder: string, tally: Tally): Server {
  return createServer((request, response) => {
    tally.traffic.storeRequests += 1;
    // A client that has enough hangs up.
    answer(folder, tally, request, response).catch(() => response.destroy());
  });
}

async function answer(folder: string, tally: Tally, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = join(folder, basename(new URL(request.url ?? '/', 'http://store').pathname));
  const { size, mtime } = await stat(path);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] ?? Infinity), size - 1);
  await setTimeout(tally.latencyMs);
  response.writeHead(range === null ? 200 : 206, {
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    'content-type': mediaTypes[extname(path)] ?? 'application/octet-stream',
    etag: `"${size}"`,
    'last-modified': mtime.toUTCString(),
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  tally.traffic.storeBytes += end - start + 1;
  await pipeline(createReadStream(path, { start, end, highWaterMark: READ_BYTES }), response);
}
