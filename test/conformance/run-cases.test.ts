import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { callerFor } from '../sandbox/signed-request.ts';
import { allCases } from './all-cases.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { runCases } from './run-cases.ts';
import type { Person, Target } from './target.ts';

/** Answers everything alike. */
const server = createServer();
let status = 200;
let body = '{}';

beforeAll(async () => {
  server.on('request', (request, response) => {
    request.resume();
    response.sendDate = false;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function targetOf(control: boolean): Target {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { consumerKey: 'a', consumerSecret: 'b', accessToken: 'c', accessTokenSecret: 'd' };
  const me: Person = { keys, userId: '1', screenName: 'somebody', call: callerFor(url, keys) };
  const nothing = () => Promise.resolve();
  const controls = { set: nothing, restore: nothing, account: () => Promise.resolve(me) };
  return {
    url,
    me,
    second: { ...me, userId: '2' },
    geoEnabled: true,
    control: control ? controls : undefined,
    deletePosted: nothing,
  };
}

describe('the conformance suite', () => {
  it.each([
    { case: 'is content with everything', answers: 200, with: '{}' },
    {
      case: 'knows nothing',
      answers: 404,
      with: '{"errors":[{"code":34,"message":"Sorry, that page does not exist."}]}',
    },
    { case: 'is broken', answers: 500, with: '' },
  ])('passes no case on a server that $case', { timeout: 60_000 }, async (row) => {
    [status, body] = [row.answers, row.with];
    const results = await runCases(allCases, targetOf(true));
    const passed = results.filter(({ outcome }) => outcome !== 'failed').map(({ name }) => name);
    expect(passed).toEqual([]);
  });

  it('skips what the server does not offer, and tells why', async () => {
    const ok: ConformanceCase = { name: 'a.b', says: 'passes', run: () => Promise.resolve() };
    const cases: readonly ConformanceCase[] = [
      ok,
      { ...ok, name: 'a.control', needs: ['control'] },
      { ...ok, name: 'a.second', needs: ['second-account'] },
      { ...ok, name: 'a.geo', needs: ['geo'] },
      { ...ok, name: 'c.d' },
      { ...ok, name: 'cd.e' },
    ];
    const target = { ...targetOf(false), second: undefined, geoEnabled: false };
    const results = await runCases(cases, target, { skip: ['c'] });
    expect(results.map(({ outcome, detail }) => detail ?? outcome)).toEqual([
      'passed',
      'the server has no control plane',
      'no keys of a second account',
      'the account has geo turned off',
      '--skip c',
      'passed',
    ]);
  });

  it('goes on after a failure and puts the settings back', async () => {
    let restored = 0;
    const target = targetOf(true);
    const control = { ...target.control!, restore: () => Promise.resolve(void (restored += 1)) };
    const fails: ConformanceCase = {
      name: 'a.fails',
      says: 'fails',
      needs: ['control'],
      run: () => Promise.reject(new Error('other than expected')),
    };
    const results = await runCases([fails, { ...fails, name: 'a.passes', run: () => Promise.resolve() }], {
      ...target,
      control,
    });
    expect(results).toMatchObject([{ outcome: 'failed', detail: 'other than expected' }, { outcome: 'passed' }]);
    expect(restored).toBe(2);
  });
});
