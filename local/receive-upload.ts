import type { IncomingMessage } from 'node:http';

import type { HttpAnswer } from '../functions/middleware/http-event.ts';
import type { LocalUploads } from './engine/local-uploads.ts';

const words = { 400: 'Bad Request', 403: 'Forbidden' } as const;

/** Answers the PUT of an announced file, which is written to disk as it comes and never held whole. */
export async function receiveUpload(request: IncomingMessage, uploads: LocalUploads): Promise<HttpAnswer> {
  const length = request.headers['content-length'];
  const status = await uploads.receive({
    // Only path and query of it are read.
    url: new URL(request.url ?? '/', 'http://localhost'),
    mediaType: request.headers['content-type'],
    totalBytes: length === undefined ? undefined : Number(length),
    bytes: request,
  });
  if (status === 200) return { statusCode: 200, body: '{}' };
  // What is not read any more must not be taken for the next request.
  return { statusCode: status, headers: { connection: 'close' }, body: JSON.stringify({ message: words[status] }) };
}
