import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type Serve, createServe } from './http/serve.ts';
import type { Account } from './state/account.ts';
import { type RuledWorld, type WorldOptions, createWorld } from './state/create-world.ts';
import { RequestLog } from './state/request-log.ts';

export interface SandboxOptions extends WorldOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** @default '127.0.0.1', since whoever reaches the sandbox rules it. */
  readonly host?: string;
  /** Told of faults of the sandbox itself. @default standard error */
  readonly reportBug?: (error: unknown) => void;
}

export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  /** In order of creation; the first is the one of the ready line. */
  readonly accounts: readonly Account[];
  readonly world: RuledWorld;
  /** Ends open connections and saves what is kept. */
  close(): Promise<void>;
}

/** A sandbox that takes requests once the promise resolves. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const host = options.host ?? '127.0.0.1';
  const world = createWorld(options);
  const log = new RequestLog();
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]', host.toLowerCase()]);
  const reportBug = options.reportBug ?? reportToStandardError;
  const server = openServer(createServe({ world, log, hosts, reportBug }, false), reportBug);
  try {
    await listen(server, options.port ?? 0, host);
  } catch (error) {
    await world.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    get accounts() {
      return world.accounts;
    },
    world,
    close: () => shut(server, world),
  };
}

function openServer(serve: Serve, reportBug: (error: unknown) => void): Server {
  return createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      reportBug(error);
      message.socket.destroy();
    });
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function shut(server: Server, world: RuledWorld): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
  await world.close();
}

function reportToStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
