import { ConfigError } from '../../../domain/errors.ts';

/**
 * The URL without a slash at its end.
 *
 * @throws ConfigError when keys would travel in the clear, or when it is more than scheme, host and a path
 */
export function checkBaseUrl(text: string, setting: string): string {
  const url = URL.parse(text);
  if (url === null) throw new ConfigError(`${setting}: ${JSON.stringify(text)} is no URL, as in https://api.x.com`);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new ConfigError(`${setting}: only scheme, host and path may be given, as in https://api.x.com`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ConfigError(`${setting}: ${url.origin} is not https. Plain http is for this machine alone (127.0.0.1).`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
