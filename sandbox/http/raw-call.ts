import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, before anything is decoded: what a signature is checked against. */
export interface RawCall {
  readonly method: string;
  /** Scheme and host in lower case without the default port, as in `https://api.x.com`. */
  readonly origin: string;
  /** Path as sent, still encoded. */
  readonly path: string;
  /** Query as sent without `?`; latin1. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Type of the body in lower case without parameters; '' when none is given. */
  readonly mediaType: string;
  readonly body: Buffer;
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** `tls` tells how the call came in; `X-Forwarded-Proto` from a proxy in front overrules it. */
export function readRawCall(message: IncomingMessage, body: Buffer, tls: boolean): RawCall {
  const headers = firstValues(message);
  const target = splitTarget(message.url ?? '/');
  return {
    method: (message.method ?? 'GET').toUpperCase(),
    origin: originOf(target.host ?? headers['host'] ?? '', headers['x-forwarded-proto'], tls),
    path: target.path,
    query: target.query,
    headers,
    mediaType: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body,
  };
}

/** X's own hosts have asked for TLS since 2014: whoever calls them signed `https`, though an agent led him here in the clear. */
const HOSTS_OF_X = /^(api|upload)\.(x|twitter)\.com(:443)?$/i;

function originOf(host: string, forwardedProto: string | undefined, tls: boolean): string {
  const secure = tls || HOSTS_OF_X.test(host.trim());
  const scheme = forwardedProto?.split(',')[0]?.trim().toLowerCase() ?? (secure ? 'https' : 'http');
  return `${scheme}://${withoutDefaultPort(host, scheme)}`;
}

function firstValues(message: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers)) headers[name] = Array.isArray(value) ? value[0] : value;
  return headers;
}

/** Proxies are called with an absolute URL, everybody else with a path. */
function splitTarget(target: string): {
  readonly host: string | undefined;
  readonly path: string;
  readonly query: string;
} {
  const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target);
  const local = (absolute === null ? target : (absolute[2] ?? '')).split('#')[0] ?? '';
  const question = local.indexOf('?');
  const path = question < 0 ? local : local.slice(0, question);
  return { host: absolute?.[1], path: path === '' ? '/' : path, query: question < 0 ? '' : local.slice(question + 1) };
}

function withoutDefaultPort(host: string, scheme: string): string {
  const suffix = `:${DEFAULT_PORT[scheme] ?? ''}`;
  const lower = host.trim().toLowerCase();
  return suffix !== ':' && lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower;
}
