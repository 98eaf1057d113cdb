import type { IncomingMessage } from 'node:http';

/** Why there is no whole body. `gone`: the client hung up or the connection broke. */
export type Unread = 'too-large' | 'too-late' | 'gone';

/** The body's bytes, undecoded; or why there is none. Reads no further once `maxBytes` are passed. */
export function readBody(message: IncomingMessage, maxBytes: number, deadlineMs?: number): Promise<Buffer | Unread> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = deadlineMs === undefined ? undefined : setTimeout(() => finish('too-late'), deadlineMs);
    const finish = (outcome: Buffer | Unread): void => {
      clearTimeout(timer);
      message.removeAllListeners('data');
      // What still comes is thrown away, so that a client that is still sending hears the answer.
      if (outcome === 'too-large') drain(message);
      resolve(outcome);
    };
    if (Number(message.headers['content-length'] ?? 0) > maxBytes) return finish('too-large');
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) return finish('too-large');
      chunks.push(chunk);
    });
    message.once('end', () =>
      finish(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    message.once('error', () => finish('gone'));
    message.once('close', () => finish('gone'));
  });
}

const DRAIN_MS = 10_000;

function drain(message: IncomingMessage): void {
  const patience = setTimeout(() => message.destroy(), DRAIN_MS).unref();
  message.once('close', () => clearTimeout(patience));
  message.resume();
}
