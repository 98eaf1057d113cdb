import type { RawRequest } from './raw-request.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * The addresses that the client may have called, as `https://api.example.org`: by the `Host` that came, and by what a
 * proxy says about the one it was called by. Where nothing tells the scheme it can be either.
 *
 * Which of them was signed proves nothing more than the others: a key of the bridge is good at no other place.
 */
export function listOrigins({ headers }: Pick<RawRequest, 'headers'>): readonly string[] {
  const hosts = [firstOf(headers['x-forwarded-host']), headers['host']?.trim()];
  const told = firstOf(headers['x-forwarded-proto'])?.toLowerCase();
  const schemes = told === 'https' || told === 'http' ? [told] : ['http', 'https'];
  const origins = hosts.flatMap((host) => {
    if (host === undefined || host === '') return [];
    return schemes.map((scheme) => `${scheme}://${withoutPort(host.toLowerCase(), scheme)}`);
  });
  return [...new Set(origins)];
}

/** Each proxy on the way adds its own after a comma; the first is the client's. */
function firstOf(value: string | undefined): string | undefined {
  return value?.split(',')[0]?.trim();
}

function withoutPort(host: string, scheme: string): string {
  const port = DEFAULT_PORTS[scheme] ?? '';
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}
