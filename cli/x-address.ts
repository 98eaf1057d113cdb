import { checkBaseUrl } from '../functions/adapters/x/http/check-base-url.ts';
import type { Given } from './command.ts';
import type { OpenPlace } from './place.ts';

/** What `--x-api` says in a command's help. */
export const xApiUsage = '--x-api URL        a sandbox in the place of X; one that an engine runs with is known';

/**
 * What takes the place of X: `--x-api`, else what the place says; undefined for X itself.
 *
 * @throws ConfigError when nobody can tell, or keys would travel in the clear
 */
export function xAddressOf(given: Given, place: OpenPlace): string | undefined {
  const wanted = given.text('x-api');
  return wanted === undefined ? place.xApiUrl : checkBaseUrl(wanted, '--x-api');
}
