import type { IncomingMessage } from 'node:http';

/** API Gateway's own limit for one request (HTTP API quotas, read 2026-11). */
const GATEWAY_BYTES = 10_485_760;
/** Beyond so many times the limit a caller who was refused is not listened to any more. */
const DRAINED_TIMES = 10;

/**
 * The whole body, or `too-large` when it is more than `maxBytes`, which is what API Gateway takes unless told otherwise.
 *
 * The rest of one that is too large is read and thrown away: a caller who is cut off while he sends never sees why.
 */
export function readBody(request: IncomingMessage, maxBytes = GATEWAY_BYTES): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let totalBytes = 0;
    request.on('data', (chunk: Buffer) => {
      totalBytes += chunk.length;
      if (totalBytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      resolve('too-large');
      if (totalBytes > DRAINED_TIMES * maxBytes) request.destroy();
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the caller hung up')));
  });
}
