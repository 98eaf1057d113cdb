import { describe, expect, it } from 'vitest';

import { fingerprint, readKeys } from '../../../../../functions/adapters/x/oauth/keys.ts';
import { AccountHeldError } from '../../../../../functions/domain/errors.ts';

const good = { consumerKey: 'ck', consumerSecret: 'cs', accessToken: '1-at', accessTokenSecret: 'as' };

function faultOf(secret: unknown): AccountHeldError {
  try {
    readKeys(secret, 'main');
  } catch (error) {
    if (error instanceof AccountHeldError) return error;
  }
  throw new Error('it was taken');
}

describe('readKeys', () => {
  it('takes the four values and leaves other fields alone', () => {
    expect(readKeys({ ...good, note: 'rotated in May' }, 'main')).toEqual(good);
  });

  it.each<{ case: string; secret: unknown; says: string }>([
    { case: 'no object', secret: 'ck:cs', says: 'JSON object' },
    { case: 'null', secret: null, says: 'JSON object' },
    { case: 'a list', secret: ['ck', 'cs'], says: 'JSON object' },
    { case: 'a missing field', secret: { ...good, accessToken: undefined }, says: 'accessToken is missing' },
    { case: 'an empty field', secret: { ...good, consumerKey: '' }, says: 'consumerKey is empty' },
    { case: 'a number', secret: { ...good, consumerKey: 7 }, says: 'consumerKey is no text but a number' },
    { case: 'a newline at the end', secret: { ...good, consumerSecret: 'v4lue\n' }, says: 'consumerSecret ends' },
    { case: 'a space at the end', secret: { ...good, consumerSecret: 'v4lue ' }, says: 'consumerSecret ends' },
    { case: 'a space at the start', secret: { ...good, accessToken: ' v4lue' }, says: 'accessToken holds a space' },
    { case: 'a byte order mark', secret: { ...good, accessToken: '\uFEFFv4lue' }, says: 'accessToken holds' },
    { case: 'quotes pasted along', secret: { ...good, accessToken: '"v4lue"' }, says: 'accessToken stands in quotes' },
    { case: 'a placeholder', secret: { ...good, accessTokenSecret: 'CHANGE_ME' }, says: 'placeholder' },
    { case: 'a template', secret: { ...good, accessTokenSecret: '<v4lue>' }, says: 'accessTokenSecret still' },
    { case: 'an unfilled variable', secret: { ...good, accessTokenSecret: '${v4lue}' }, says: 'placeholder' },
  ])('F57: refuses $case, naming the field and never the value', ({ secret, says }) => {
    const fault = faultOf(secret);
    expect(fault).toMatchObject({ reason: 'secret', code: 'SECRET_MALFORMED', retry: 'later' });
    expect(fault.message).toContain(says);
    expect(`${fault.message} ${fault.advice}`).not.toContain('v4lue');
  });
});

describe('fingerprint', () => {
  it('is six hex digits that differ from token to token', () => {
    expect(fingerprint('1-a')).toMatch(/^[0-9a-f]{6}$/);
    expect(fingerprint('1-a')).not.toBe(fingerprint('1-b'));
  });
});
