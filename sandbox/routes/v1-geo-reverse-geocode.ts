import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { type Place, places, renderPlace } from '../tweet/places.ts';
import { readDegrees } from '../tweet/read-place.ts';
import { userEndpoint } from './user-endpoint.ts';

const MAX_RESULTS = 20;

/** GET geo/reverse_geocode: the places the sandbox knows, the nearest first. */
export const v1GeoReverseGeocode: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/geo/reverse_geocode.json',
  name: 'v1.geo.reverse_geocode',
  handle(request) {
    const lat = readDegrees(request.param('lat'), 90);
    const long = readDegrees(request.param('long'), 180);
    if (lat === undefined || long === undefined) return v1Error(400, 3, 'Invalid coordinates.');
    const max = Number(/^\d{1,3}$/.exec(request.param('max_results') ?? '')?.[0] ?? MAX_RESULTS);
    const nearest = [...places].sort((a, b) => distance(a, lat, long) - distance(b, lat, long));
    const query = {
      url: `${request.origin}${request.path}`,
      type: 'reverse_geocode',
      params: { coordinates: coordinates(lat, long) },
    };
    return { status: 200, body: { query, result: { places: nearest.slice(0, max).map(renderPlace) } } };
  },
});

function coordinates(lat: number, long: number) {
  return { type: 'Point', coordinates: [long, lat] };
}

/** Degrees from the middle of the place; good enough to sort six places. */
function distance({ box: [west, south, east, north] }: Place, lat: number, long: number): number {
  return Math.hypot((south + north) / 2 - lat, (west + east) / 2 - long);
}
