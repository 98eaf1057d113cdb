import { describe, expect, it } from 'vitest';

import { usePlayground } from '../playground.ts';
import { postingEndpoints } from './posting-endpoints.ts';

const sandbox = usePlayground();
const LAT = '37.7821120598956';
const LONG = '-122.400612831116';
const PRESIDIO = 'df51dec6f4ee2b2c';

/** Each title quotes the documents of both endpoints. */
describe.each(postingEndpoints(sandbox))('lat, long, place_id and display_coordinates of $endpoint', ({ send }) => {
  const pin = async (fields: Readonly<Record<string, string>>) => {
    const answer = await send({ status: 'here', ...fields });
    expect(answer.status).toBe(200);
    return { geo: answer.at('geo', 'coordinates'), coordinates: answer.at('coordinates', 'coordinates') };
  };
  const NONE = { geo: undefined, coordinates: undefined };

  it.each([
    '"The latitude of the location this Tweet refers to."',
    '"The latitude of the location this tweet refers to."',
  ])('%s', async () => {
    expect((await pin({ lat: LAT, long: LONG })).geo).toEqual([37.78211206, -122.40061283]);
  });

  it.each([
    '"The longitude of the location this Tweet refers to."',
    '"The longitude of the location this tweet refers to."',
  ])('%s', async () => {
    expect((await pin({ lat: LAT, long: LONG })).coordinates).toEqual([-122.40061283, 37.78211206]);
  });

  it('"This parameter will be ignored unless it is inside the range -90.0 to +90.0 (North is positive) inclusive."', async () => {
    expect((await pin({ status: 'north', lat: '+90.0', long: LONG })).geo).toEqual([90, -122.40061283]);
    expect((await pin({ status: 'south', lat: '-90.0', long: LONG })).geo).toEqual([-90, -122.40061283]);
    expect(await pin({ status: 'beyond the north', lat: '90.1', long: LONG })).toEqual(NONE);
    expect(await pin({ status: 'beyond the south', lat: '-90.1', long: LONG })).toEqual(NONE);
  });

  it.each([
    '"It will also be ignored if there isn\'t a corresponding long parameter."',
    '"It will also be ignored if there isn’t a corresponding long parameter."',
  ])('%s', async () => {
    expect(await pin({ lat: LAT })).toEqual(NONE);
    expect(await pin({ status: 'an empty one', lat: LAT, long: '' })).toEqual(NONE);
  });

  it('"The valid ranges for longitude is -180.0 to +180.0 (East is positive) inclusive."', async () => {
    expect((await pin({ status: 'east', lat: '0', long: '+180.0' })).geo).toEqual([0, 180]);
    expect((await pin({ status: 'west', lat: '0', long: '-180.0' })).geo).toEqual([0, -180]);
  });

  it.each([
    '"This parameter will be ignored if outside that range, not a number, geo_enabled is turned off, or if there not a corresponding lat parameter."',
    '"This parameter will be ignored if outside that range, not a number, geo_enabled is disabled, or if there not a corresponding lat parameter."',
    '"This parameter will be ignored if outside that range, if it is not a number, if geo_enabled is disabled, or if there not a corresponding lat parameter."',
  ])('%s', async () => {
    for (const long of ['180.1', '-180.1', 'west', '-122,4', 'NaN', 'Infinity', '0x10']) {
      expect(await pin({ status: `at ${long}`, lat: LAT, long })).toEqual(NONE);
    }
    expect(await pin({ status: 'alone', long: LONG })).toEqual(NONE);
    const nowhere = await sandbox.callAs({ screenName: 'nowhere', geoEnabled: false });
    const hidden = await send({ status: 'hidden', lat: LAT, long: LONG }, nowhere);
    expect(hidden.json).toMatchObject({ geo: null, coordinates: null, user: { geo_enabled: false } });
  });

  it.each([
    '"A place in the world identified by a Twitter place ID."',
    '"place_id optional A place in the world. df51dec6f4ee2b2c"',
  ])('%s', async () => {
    const answer = await send({ status: 'here', place_id: PRESIDIO });
    expect(answer.at('place')).toMatchObject({ id: PRESIDIO, place_type: 'neighborhood', country_code: 'US' });
  });

  it('"Place IDs can be retrieved from geo/reverse_geocode."', async () => {
    const path = `/1.1/geo/reverse_geocode.json?lat=${LAT}&long=${LONG}`;
    const { at, status } = await sandbox.call({ path });
    expect(status).toBe(200);
    const ids = (at('result', 'places') as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain(PRESIDIO);
    for (const id of ids) {
      expect((await send({ status: `at ${id}`, place_id: id })).at('place', 'id')).toBe(id);
    }
  });

  it.each([
    '"Whether or not to put a pin on the exact coordinates a Tweet has been sent from."',
    '"Whether or not to put a pin on the exact coordinates a tweet has been sent from."',
  ])('%s', async () => {
    const at = { lat: LAT, long: LONG, place_id: PRESIDIO };
    const shown = await send({ status: 'shown', ...at, display_coordinates: 'true' });
    expect(shown.json).toMatchObject({ coordinates: { type: 'Point' }, place: { id: PRESIDIO } });
    const kept = await send({ status: 'kept', ...at, display_coordinates: 'false' });
    expect(kept.json).toMatchObject({ geo: null, coordinates: null, place: { id: PRESIDIO } });
  });
});
