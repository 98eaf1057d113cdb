import type { SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { Point } from '../state/tweet.ts';
import { findPlace } from './places.ts';

const DECIMALS = 8;

/**
 * Where a Tweet says it was sent from. Coordinates that are alone, out of range or no numbers are ignored,
 * as are those of an account with geo turned off; `display_coordinates=false` keeps them off the Tweet.
 */
export function readPlace(
  request: SandboxRequest,
  caller: Account,
): { readonly point: Point | undefined; readonly placeId: string | undefined } {
  const lat = readDegrees(request.param('lat'), 90);
  const long = readDegrees(request.param('long'), 180);
  const shown = caller.geoEnabled && request.flag('display_coordinates') !== false;
  return {
    point: shown && lat !== undefined && long !== undefined ? { lat, long } : undefined,
    placeId: findPlace(request.param('place_id') ?? '')?.id,
  };
}

/** A decimal number within the range; a decimal comma makes it none. */
export function readDegrees(value: string | undefined, limit: number): number | undefined {
  const text = value?.trim() ?? '';
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)) return undefined;
  const degrees = Number(text);
  return Math.abs(degrees) <= limit ? Number(degrees.toFixed(DECIMALS)) : undefined;
}
