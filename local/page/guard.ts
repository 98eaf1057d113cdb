import { isIP } from 'node:net';

import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { HttpRoute } from '../http-gateway.ts';
import { type HttpAnswer, type HttpEvent, problem } from './answers.ts';

export interface GuardedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** @default what API Gateway takes */
  readonly maxBodyBytes?: number;
  handle(event: HttpEvent): Promise<HttpAnswer>;
}

/**
 * The route behind the one door that all of the page's routes share: it opens to requests that name this machine, and for
 * writes only to our own page.
 *
 * Without the first check, a page of another site could point its own name at this machine and read the log; without the
 * second, it could send a form here.
 *
 * @param host the address the server listens on
 */
export function guard(route: GuardedRoute, host = '127.0.0.1'): HttpRoute {
  const handler: HttpRoute['handler'] = async (event) => {
    const stranger = strangerAtTheDoor(event, host);
    if (stranger !== undefined) return problem(403, 'FOREIGN_ORIGIN', stranger);
    try {
      return await route.handle(event);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return problem(503, error.code, 'a store of this machine does not answer; nothing is lost, try again');
    }
  };
  const { method, path, maxBodyBytes } = route;
  return { method, path, handler, ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }) };
}

function strangerAtTheDoor(event: HttpEvent, boundHost: string): string | undefined {
  const host = event.headers['host'] ?? '';
  if (!isOurs(host, boundHost)) {
    return 'this page answers to localhost and to the address it was told to listen on, not to the host that was named';
  }
  if (event.requestContext.http.method === 'GET') return undefined;
  // Browsers send Origin with every write; whatever sends none is no browser and carries nobody's rights.
  const origin = event.headers['origin'];
  const isSame = origin === undefined ? !isCrossSite(event) : originHost(origin) === host.toLowerCase();
  return isSame ? undefined : 'this page takes no request from a page of another site';
}

function isCrossSite(event: HttpEvent): boolean {
  return !['same-origin', 'none', undefined].includes(event.headers['sec-fetch-site']);
}

function isOurs(hostHeader: string, boundHost: string): boolean {
  const name = URL.parse(`http://${hostHeader}`)?.hostname ?? '';
  if (/^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name)) return true;
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  // Listening everywhere: any number may be ours, and a number cannot be pointed elsewhere as a name can.
  if (['0.0.0.0', '::'].includes(boundHost)) return isIP(bare) !== 0;
  return bare !== '' && bare === boundHost.toLowerCase();
}

function originHost(origin: string): string | undefined {
  const url = URL.parse(origin);
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.host : undefined;
}
