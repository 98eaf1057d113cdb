import { createHmac } from 'node:crypto';

/**
 * OAuth 1.0a's HMAC-SHA1 signature written from RFC 5849 alone, byte by byte, to hold the adapter's against: it shares
 * neither code nor package with it.
 */
export function independentSignature(
  method: string,
  baseUrl: string,
  params: readonly (readonly [string, string])[],
  secrets: { readonly consumer: string; readonly token: string },
): string {
  const pairs = params.map(([name, value]) => [escape(name), escape(value)] as const);
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const normalised = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const base = [method.toUpperCase(), escape(baseUrl), escape(normalised)].join('&');
  const hmac = createHmac('sha1', `${escape(secrets.consumer)}&${escape(secrets.token)}`);
  return hmac.update(base, 'latin1').digest('base64');
}

const unreserved = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'));

function escape(text: string): string {
  let escaped = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    escaped += unreserved.has(byte)
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The parameters of an `Authorization: OAuth …` header, decoded. */
export function readAuthorization(header: string): Map<string, string> {
  const pairs = header.replace(/^OAuth /, '').split(', ');
  return new Map(
    pairs.map((pair) => {
      const [, name = '', value = ''] = /^([^=]+)="([^"]*)"$/.exec(pair) ?? [];
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}
