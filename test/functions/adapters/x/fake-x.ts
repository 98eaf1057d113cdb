import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Empty when the play cut it off before it was read. */
  readonly body: Buffer;
  /** Port of the client: equal for two requests on one connection. */
  readonly connection: number;
}

export interface FakeReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text as it is. */
  readonly body?: unknown;
  /** Promises more bytes than it sends, then cuts the connection. */
  readonly truncated?: boolean;
  /** Answers before it has read the body, which it then drops. */
  readonly early?: boolean;
}

/**
 * `cut-early`: once the head is there, body unread. `cut`: after the whole request, without a byte of answer. `stall`:
 * no answer ever. `drip`: headers, then a byte now and then, for ever.
 */
export type Play = FakeReply | 'cut-early' | 'cut' | 'stall' | 'drip';

export interface FakeX {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Requests of that method and path, as in `POST /2/tweets`. */
  seen(label: string): readonly SeenRequest[];
  close(): Promise<void>;
}

/** What to play for the request whose head came in; called again with the body, unless it was cut by then. */
export type Script = (
  head: Omit<SeenRequest, 'body'>,
  index: number,
) => Play | ((body: Buffer) => Play | Promise<Play>);

/** A server on real HTTP that plays what it is told, request by request. */
export async function startFakeX(script: Script): Promise<FakeX> {
  const requests: SeenRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((message, response) => {
    const head = readHead(message);
    const index = requests.length;
    const chosen = script(head, index);
    requests.push({ ...head, body: Buffer.alloc(0) });
    if (chosen === 'cut-early') {
      message.socket.destroy();
      return;
    }
    if (typeof chosen === 'object' && chosen.early === true) {
      act(chosen, response, timers);
      return;
    }
    void readBody(message).then(async (body) => {
      if (body === undefined) return;
      requests[index] = { ...head, body };
      act(typeof chosen === 'function' ? await chosen(body) : chosen, response, timers);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    seen: (label) => requests.filter(({ method, path }) => `${method} ${path}` === label),
    async close() {
      for (const timer of timers) clearInterval(timer);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readHead(message: IncomingMessage): Omit<SeenRequest, 'body'> {
  const url = new URL(message.url ?? '/', 'http://fake');
  const { method = '', headers, socket } = message;
  return { method, path: url.pathname, query: url.searchParams, headers, connection: socket.remotePort ?? 0 };
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of message) pieces.push(piece as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}

function act(play: Play, response: ServerResponse, timers: Set<NodeJS.Timeout>): void {
  if (play === 'stall') return;
  if (play === 'cut' || play === 'cut-early') return void response.socket?.destroy();
  if (play === 'drip') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
    timers.add(setInterval(() => response.write(' '), 20));
    return;
  }
  const { status = 200, headers = {}, body = '', truncated = false } = play;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
    'content-length': String(bytes.length + (truncated ? 50 : 0)),
    ...headers,
  });
  if (!truncated) return void response.end(bytes);
  response.write(bytes);
  setTimeout(() => response.socket?.destroy(), 20);
}
