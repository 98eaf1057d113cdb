import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:000000000000:function:test';

/** What a function answered, or how it failed, as Lambda hears of it. */
export interface Outcome {
  readonly kind: 'answer' | 'error' | 'init error';
  readonly value: unknown;
}

/** Lambda as the runtime of one container sees it: it asks for an event, gets one, and tells what came of it. */
export class RuntimeApi {
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });
  readonly #events: { readonly body: string; readonly leftMs: number }[] = [];
  readonly #outcomes: Outcome[] = [];
  #asking: ServerResponse | undefined;
  #changed: () => void = () => undefined;
  #requests = 0;

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves once the function has loaded and asks for work; with what it said if it cannot. */
  async loaded(): Promise<Outcome | 'ready'> {
    for (;;) {
      if (this.#asking !== undefined) return 'ready';
      const failed = this.#outcomes.shift();
      if (failed !== undefined) return failed;
      await this.#change();
    }
  }

  /** @param leftMs how long the function has for it */
  async invoke(event: unknown, leftMs = 120_000): Promise<Outcome> {
    this.#events.push({ body: JSON.stringify(event), leftMs });
    this.#hand();
    for (;;) {
      const outcome = this.#outcomes.shift();
      if (outcome !== undefined) return outcome;
      await this.#change();
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      this.#asking = response;
      this.#hand();
    } else {
      const value: unknown = JSON.parse(await text(request));
      const kind = path.endsWith('/init/error') ? 'init error' : path.endsWith('/error') ? 'error' : 'answer';
      this.#outcomes.push({ kind, value });
      response.writeHead(202).end();
    }
    this.#changed();
  }

  #hand(): void {
    const event = this.#asking === undefined ? undefined : this.#events.shift();
    if (event === undefined) return;
    this.#requests += 1;
    this.#asking?.writeHead(200, {
      'lambda-runtime-aws-request-id': `request-${this.#requests}`,
      'lambda-runtime-deadline-ms': String(Date.now() + event.leftMs),
      'lambda-runtime-invoked-function-arn': FUNCTION_ARN,
    });
    this.#asking?.end(event.body);
    this.#asking = undefined;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}
