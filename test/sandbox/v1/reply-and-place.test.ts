import { describe, expect, it } from 'vitest';

import { errorBody, usePlayground } from '../playground.ts';
import type { Answer } from '../signed-request.ts';

const sandbox = usePlayground();

const update = (form: Readonly<Record<string, string>>): Promise<Answer> =>
  sandbox.call({ path: '/1.1/statuses/update.json', form });

describe('in_reply_to_status_id', () => {
  it('makes a reply when the author is mentioned, in any case', async () => {
    const target = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    const { text, json } = await update({ status: '@CarrierPigeon yes', in_reply_to_status_id: target });
    expect(text).toContain(`"in_reply_to_status_id":${target},"in_reply_to_status_id_str":"${target}"`);
    expect(json).toMatchObject({
      in_reply_to_user_id_str: sandbox.second.userId,
      in_reply_to_screen_name: 'carrierpigeon',
    });
  });

  it.each([
    { case: 'the author is not mentioned', status: 'yes' },
    { case: 'somebody else is mentioned', status: '@pigeonpost yes' },
    { case: 'the name is part of another', status: '@carrierpigeons yes' },
    { case: 'the name stands in a mail address', status: 'me@carrierpigeon yes' },
  ])('is ignored when $case', async ({ status }) => {
    const target = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    const { json } = await update({ status, in_reply_to_status_id: target });
    expect(json).toMatchObject({
      in_reply_to_status_id: null,
      in_reply_to_status_id_str: null,
      in_reply_to_screen_name: null,
    });
  });

  it.each(['1', 'abc', '-5', '99999999999999999999'])('is ignored when no Tweet is meant by %s', async (id) => {
    expect((await update({ status: '@carrierpigeon yes', in_reply_to_status_id: id })).json).toMatchObject({
      in_reply_to_status_id: null,
    });
  });

  it('answers 403/385 when the Tweet was deleted or is protected', async () => {
    const gone = await sandbox.post('to answer', {}, sandbox.callAsSecond);
    await sandbox.callAsSecond({ method: 'POST', path: `/1.1/statuses/destroy/${gone}.json` });
    const shy = await sandbox.post('hidden', {}, await sandbox.callAs({ screenName: 'shy', protected: true }));
    const refusal = errorBody(385, 'You attempted to reply to a Tweet that is deleted or not visible to you.');
    expect((await update({ status: '@carrierpigeon yes', in_reply_to_status_id: gone })).json).toEqual(refusal);
    expect((await update({ status: '@shy yes', in_reply_to_status_id: shy })).json).toEqual(refusal);
    expect(
      (await update({ status: 'x', in_reply_to_status_id: gone, auto_populate_reply_metadata: 'true' })).json,
    ).toEqual(refusal);
  });

  it('needs no mention with auto_populate_reply_metadata, which puts mentions in front that do not count', async () => {
    const target = await sandbox.post('hey @pigeonpost and @someone', {}, sandbox.callAsSecond);
    const status = 'x'.repeat(280);
    const { json } = await update({
      status,
      in_reply_to_status_id: target,
      auto_populate_reply_metadata: 'true',
      tweet_mode: 'extended',
    });
    const prefix = '@carrierpigeon @someone ';
    expect(json).toMatchObject({
      full_text: `${prefix}${status}`,
      display_text_range: [prefix.length, prefix.length + 280],
      in_reply_to_status_id_str: target,
    });
  });

  it('leaves out whom exclude_reply_user_ids names, but not the author', async () => {
    const third = await sandbox.callAs({ screenName: 'third' });
    const thirdId = String((await third({ path: '/2/users/me' })).at('data', 'id'));
    const target = await sandbox.post('hey @third', {}, sandbox.callAsSecond);
    const { at } = await update({
      status: 'yes',
      in_reply_to_status_id: target,
      auto_populate_reply_metadata: 't',
      exclude_reply_user_ids: `${thirdId},${sandbox.second.userId}`,
    });
    expect(at('text')).toBe('@carrierpigeon yes');
  });
});

const BRIDGE = { lat: '37.7821120598956', long: '-122.400612831116' };

describe('lat and long', () => {
  it('put a pin on the Tweet: latitude first in geo, longitude first in coordinates', async () => {
    expect((await update({ status: 'a', ...BRIDGE })).json).toMatchObject({
      geo: { type: 'Point', coordinates: [37.78211206, -122.40061283] },
      coordinates: { type: 'Point', coordinates: [-122.40061283, 37.78211206] },
    });
  });

  it.each([
    { case: 'latitude is out of range', form: { ...BRIDGE, lat: '90.1' } },
    { case: 'longitude is out of range', form: { ...BRIDGE, long: '-180.1' } },
    { case: 'latitude is no number', form: { ...BRIDGE, lat: 'north' } },
    { case: 'longitude has a decimal comma', form: { ...BRIDGE, long: '-122,4' } },
    { case: 'longitude is missing', form: { lat: '1' } },
    { case: 'latitude is missing', form: { long: '1' } },
    { case: 'a number is endless', form: { ...BRIDGE, lat: 'Infinity' } },
    { case: 'the pin is not wanted', form: { ...BRIDGE, display_coordinates: 'false' } },
  ])('are ignored when $case', async ({ form }) => {
    expect((await update({ status: 'a', ...form })).json).toMatchObject({ geo: null, coordinates: null });
  });

  it('are ignored when the account has geo turned off', async () => {
    const call = await sandbox.callAs({ screenName: 'nowhere', geoEnabled: false });
    const answer = await call({ path: '/1.1/statuses/update.json', form: { status: 'a', ...BRIDGE } });
    expect(answer.json).toMatchObject({ geo: null, coordinates: null, user: { geo_enabled: false } });
  });

  it.each([
    { lat: '90', long: '180' },
    { lat: '-90.0', long: '-180.0' },
    { lat: '0', long: '0' },
  ])('may lie on the edge: $lat, $long', async ({ lat, long }) => {
    expect((await update({ status: 'a', lat, long })).at('geo', 'coordinates')).toEqual([Number(lat), Number(long)]);
  });
});

describe('place_id', () => {
  it('gives the whole place', async () => {
    expect((await update({ status: 'a', place_id: 'df51dec6f4ee2b2c' })).at('place')).toMatchObject({
      id: 'df51dec6f4ee2b2c',
      full_name: 'Presidio, San Francisco',
      country_code: 'US',
      bounding_box: { type: 'Polygon' },
    });
  });

  it('gives null when nobody knows it', async () => {
    expect((await update({ status: 'a', place_id: 'nowhere' })).at('place')).toBeNull();
  });

  it('comes from geo/reverse_geocode, nearest first', async () => {
    const path = '/1.1/geo/reverse_geocode.json?lat=52.5&long=13.4&max_results=2';
    const { json } = await sandbox.call({ path });
    expect(json).toMatchObject({ result: { places: [{ full_name: 'Berlin, Germany' }, {}] } });
    const wrong = await sandbox.call({ path: '/1.1/geo/reverse_geocode.json?lat=x&long=1' });
    expect(wrong).toMatchObject({ status: 400, json: errorBody(3, 'Invalid coordinates.') });
  });
});
