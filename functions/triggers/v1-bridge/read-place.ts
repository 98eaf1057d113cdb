import type { PostGeo } from '../../domain/post.ts';
import { readFlag } from './read-flag.ts';

export interface PlaceWish {
  readonly geo?: PostGeo;
  /** Parameters that said something and count for nothing. */
  readonly ignored: readonly string[];
}

/** A decimal number; a comma makes it none. */
const DEGREES = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/**
 * Where a status says it comes from. What v1.1's documents say is ignored is ignored: coordinates that are alone, out of
 * range or no numbers; and all coordinates where the driver has no place for them, which is v2.
 */
export function readPlace(parameters: ReadonlyMap<string, string>, driver: 'v1' | 'v2'): PlaceWish {
  const placeId = parameters.get('place_id')?.trim() ?? '';
  const hasPlace = /^[\w:.-]{1,64}$/.test(placeId);
  const point = driver === 'v1' ? readPoint(parameters) : undefined;
  const pointNames = ['lat', 'long', 'display_coordinates'].filter((name) => (parameters.get(name) ?? '') !== '');
  const ignored = [...(point === undefined ? pointNames : []), ...(placeId !== '' && !hasPlace ? ['place_id'] : [])];
  if (point === undefined && !hasPlace) return { ignored };
  return { geo: { ...(hasPlace ? { placeId } : {}), ...point }, ignored };
}

function readPoint(parameters: ReadonlyMap<string, string>): PostGeo | undefined {
  const lat = readDegrees(parameters.get('lat'), 90);
  const long = readDegrees(parameters.get('long'), 180);
  if (lat === undefined || long === undefined) return undefined;
  const displayCoordinates = readFlag(parameters, 'display_coordinates');
  return { lat, long, ...(displayCoordinates === undefined ? {} : { displayCoordinates }) };
}

function readDegrees(value: string | undefined, limit: number): number | undefined {
  const text = value?.trim() ?? '';
  if (!DEGREES.test(text)) return undefined;
  const degrees = Number(text);
  return Math.abs(degrees) <= limit ? degrees : undefined;
}
