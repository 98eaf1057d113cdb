import { type RequestListener, type Server, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, isIPv6 } from 'node:net';

import type { Ruled } from './control/control-route.ts';
import { type FaultWish, faultSchema } from './faults/fault.ts';
import { createServe } from './http/serve.ts';
import type { Account } from './state/account.ts';
import { type RuledWorld, type WorldOptions, createWorld } from './state/create-world.ts';
import { RequestLog } from './state/request-log.ts';
import { type Certificate, provideCertificate } from './tls/certificate.ts';

export interface SandboxOptions extends Omit<WorldOptions, 'faults'> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** @default '127.0.0.1', since whoever reaches the sandbox rules it. */
  readonly host?: string;
  /** Serve TLS with a certificate of its own. @default false */
  readonly https?: boolean;
  /** Faults to begin with, as the control plane takes them. */
  readonly faults?: readonly unknown[];
  /** Told of faults of the sandbox itself. @default standard error */
  readonly reportBug?: (error: unknown) => void;
}

export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  /** In order of creation; the first is the one of the ready line. */
  readonly accounts: readonly Account[];
  readonly world: RuledWorld;
  /** PEM file that clients are to trust; undefined without TLS. */
  readonly certificatePath: string | undefined;
  /** Ends open connections and saves what is kept. */
  close(): Promise<void>;
}

/** A sandbox that takes requests once the promise resolves. Rejects when the port is taken or a fault makes no sense. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const host = options.host ?? '127.0.0.1';
  const faults: readonly FaultWish[] = (options.faults ?? []).map((fault) => faultSchema.parse(fault));
  const world = createWorld({ ...options, faults });
  const opened: (() => Promise<void> | void)[] = [() => world.close()];
  const close = async (): Promise<void> => {
    for (const shutOne of opened.toReversed()) await shutOne();
  };
  try {
    const certificate = options.https === true ? await provideCertificate(host, options.dataDir) : undefined;
    if (certificate !== undefined) opened.push(() => certificate.forget());
    const reportBug = options.reportBug ?? reportToStandardError;
    const server = openServer({ world, log: new RequestLog(), host, reportBug }, certificate);
    opened.push(() => shut(server));
    await listen(server, options.port ?? 0, host);
    return describe(server, host, world, certificate, close);
  } catch (error) {
    await close();
    throw error;
  }
}

const KEEP_ALIVE_MS = 75_000;

function openServer(ruled: Ruled, certificate: Certificate | undefined): Server {
  const serve = createServe(ruled, certificate !== undefined);
  const listener: RequestListener = (message, response) => {
    serve(message, response).catch((error: unknown) => {
      ruled.reportBug(error);
      message.socket.destroy();
    });
  };
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  // Node gives up an idle connection after 5 s, in the very moment in which a client may use it again.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

function describe(
  server: Server,
  host: string,
  world: RuledWorld,
  certificate: Certificate | undefined,
  close: () => Promise<void>,
): RunningSandbox {
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    port,
    get accounts() {
      return world.accounts;
    },
    world,
    certificatePath: certificate?.certPath,
    close,
  };
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

async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}

function reportToStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
