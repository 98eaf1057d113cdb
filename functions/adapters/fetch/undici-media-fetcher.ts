import { lookup } from 'node:dns/promises';

import type { Client } from 'undici';

import { MediaRejectedError } from '../../domain/errors.ts';
import { findUrlFault, isAllowedPrivate } from '../../domain/find-url-fault.ts';
import type { Clock, FetchedMedia, FetchRules, MediaFetcher } from '../../domain/ports.ts';
import { FetchDeadline, type FetchLimits } from './fetch-deadline.ts';
import { fetchErrorOf } from './fetch-error.ts';
import { guardedConnector, type Resolve } from './guarded-connector.ts';
import { redirectOf, toldBytes } from './read-reply.ts';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 10_000;

export interface UndiciMediaFetcherOptions {
  readonly clock: Clock;
  /** @default the machine's own resolver, hosts file included */
  readonly resolve?: Resolve;
  readonly limits?: Partial<FetchLimits>;
}

/**
 * Media from the internet: `GET` without cookies, credentials or referrer, from public addresses on ports 443 and, where
 * the config allows http, 80. Every redirect goes through the same checks as the first address. Each request has a
 * connection of its own.
 */
export class UndiciMediaFetcher implements MediaFetcher {
  readonly #options: UndiciMediaFetcherOptions;

  constructor(options: UndiciMediaFetcherOptions) {
    this.#options = options;
  }

  async fetch(address: string, rules: FetchRules, signal?: AbortSignal): Promise<FetchedMedia> {
    const deadline = new FetchDeadline(this.#options.limits, signal);
    let client: Client | undefined;
    try {
      let url = checked(address, rules);
      for (let redirects = 0; ; redirects += 1) {
        client = await this.#connect(url, rules);
        const reply = await deadline.within(client.request({ ...requestOf(url), signal: deadline.signal }));
        const location = redirectOf(reply, url.host, this.#options.clock());
        if (location === undefined) return { toldBytes: toldBytes(reply), bytes: bodyOf(reply.body, client, deadline) };
        if (redirects === MAX_REDIRECTS) throw refused(`${url.host} redirects more than ${MAX_REDIRECTS} times`);
        drop(client);
        url = follow(location, url, rules);
      }
    } catch (error) {
      drop(client);
      throw fetchErrorOf(error, deadline, hostOf(address));
    }
  }

  async #connect(url: URL, rules: FetchRules): Promise<Client> {
    // Late, so that whoever never fetches does not pay for it.
    const { buildConnector, Client } = await import('./undici-client.ts');
    const connect = guardedConnector({
      build: buildConnector,
      resolve: this.#options.resolve ?? resolveByMachine,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      isFree: isAllowedPrivate(url, rules),
    });
    // The deadline has its own timers: undici's look once a second.
    return new Client(url.origin, { connect, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  }
}

function requestOf({ pathname, search }: URL) {
  return {
    method: 'GET',
    path: `${pathname}${search}`,
    headers: { accept: 'image/*, video/*', 'accept-encoding': 'identity', 'user-agent': 'Pigeonpost' },
  } as const;
}

async function* bodyOf(
  body: AsyncIterable<Uint8Array>,
  client: Client,
  deadline: FetchDeadline,
): AsyncGenerator<Uint8Array> {
  try {
    deadline.beginBody();
    for await (const chunk of body) {
      deadline.count(chunk.length);
      yield chunk;
      // While the store took it, the server could not send.
      deadline.rest();
    }
  } catch (error) {
    throw fetchErrorOf(error, deadline, undefined);
  } finally {
    deadline.end();
    drop(client);
  }
}

/** The next address, judged as the first one was; what was asked for encrypted is not taken in the clear. */
function follow(location: string, from: URL, rules: FetchRules): URL {
  const next = URL.parse(location, from.href);
  if (next === null) throw refused(`${from.host} redirects to what is no address`);
  // Told to servers nowhere; a redirect may carry one for the browser.
  next.hash = '';
  if (from.protocol === 'https:' && next.protocol === 'http:') throw refused(`${from.host} redirects to plain http`);
  return checked(next.href, rules, `${from.host} redirects to what is not allowed: it `);
}

function checked(address: string, rules: FetchRules, prefix = 'the address '): URL {
  const fault = findUrlFault(address, rules);
  if (fault !== undefined) throw new MediaRejectedError(fault.code, `${prefix}${fault.message}`);
  return new URL(address);
}

function refused(message: string): MediaRejectedError {
  return new MediaRejectedError('URL_BLOCKED', message, { advice: 'Give the address at which the file itself lies.' });
}

/** What is still on its way is of no use to anybody. */
function drop(client: Client | undefined): void {
  client?.destroy().catch(() => undefined);
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? 'the address';
}

async function resolveByMachine(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}
