import { request } from 'node:http';

/** An HTTP/1.1 request in which nothing is added, sorted or rewritten on the way. */
export interface ExactRequest {
  readonly method?: string;
  /** Path and query as they are to stand in the request line. */
  readonly target: string;
  /** In this order and spelling. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
}

export interface ExactAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

/** Sends it to that port of this machine, with a Content-Length for its body. */
export function sendExactly(port: number, { method = 'POST', target, headers, body = '' }: ExactRequest) {
  return new Promise<ExactAnswer>((resolve, reject) => {
    const length = ['Content-Length', String(Buffer.byteLength(body))] as const;
    const call = request({
      host: '127.0.0.1',
      port,
      method,
      path: target,
      headers: [...headers, length].flat(),
      setHost: false,
      agent: false,
      timeout: 20_000,
    });
    call.once('error', reject);
    call.once('timeout', () => call.destroy(new Error(`no answer to ${method} ${target} within 20 s`)));
    call.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
      });
    });
    call.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
