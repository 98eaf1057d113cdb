import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

import type { HttpEvent } from '../../../local/page/answers.ts';
import { guard } from '../../../local/page/guard.ts';

const context = {} as Context;

async function statusFor(
  headers: Readonly<Record<string, string>>,
  { method = 'GET', host = '127.0.0.1' }: { method?: 'GET' | 'POST'; host?: string } = {},
): Promise<number | undefined> {
  const { handler } = guard({ method, path: '/', handle: async () => ({ statusCode: 200 }) }, host);
  return (await handler({ headers, requestContext: { http: { method } } } as unknown as HttpEvent, context)).statusCode;
}

describe('the door of the page', () => {
  it.each([
    { case: 'a number of this machine', headers: { host: '127.0.0.1:8787' } },
    { case: 'its name', headers: { host: 'localhost:8787' } },
    { case: 'its name in capitals', headers: { host: 'LocalHost:8787' } },
    { case: 'a name below it', headers: { host: 'pigeon.localhost' } },
    { case: 'its number of version 6', headers: { host: '[::1]:8787' } },
  ])('opens to $case', async ({ headers }) => {
    expect(await statusFor(headers)).toBe(200);
  });

  it.each([
    { case: 'a name that somebody pointed here', headers: { host: 'evil.example:8787' } },
    { case: 'a name that only ends like ours', headers: { host: 'evil-localhost' } },
    { case: 'a name that begins like ours', headers: { host: '127.0.0.1.evil.example' } },
    { case: 'a user who looks like us', headers: { host: 'localhost@evil.example' } },
    { case: 'another machine', headers: { host: '192.168.1.7:8787' } },
    { case: 'no name at all', headers: {} },
    { case: 'an empty name', headers: { host: '' } },
  ])('stays shut for $case', async ({ headers }) => {
    expect(await statusFor(headers as Record<string, string>)).toBe(403);
  });

  it.each([
    { bound: 'pi.local', host: 'pi.local:8787', status: 200 },
    { bound: 'pi.local', host: 'other.local:8787', status: 403 },
    { bound: '0.0.0.0', host: '192.168.1.7:8787', status: 200 },
    { bound: '::', host: '[fd00::7]:8787', status: 200 },
    { bound: '0.0.0.0', host: 'evil.example', status: 403 },
  ])('answers $status to $host where it listens on $bound', async ({ bound, host, status }) => {
    expect(await statusFor({ host }, { host: bound })).toBe(status);
  });

  it.each([
    { case: 'our own page', headers: { origin: 'http://localhost:8787' }, status: 200 },
    { case: 'a program without Origin', headers: {}, status: 200 },
    { case: 'another site', headers: { origin: 'https://evil.example' }, status: 403 },
    { case: 'another port of this machine', headers: { origin: 'http://localhost:3000' }, status: 403 },
    { case: 'a page without an origin', headers: { origin: 'null' }, status: 403 },
    { case: 'a browser that says it crosses', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
  ])('answers $status to a write by $case', async ({ headers, status }) => {
    const all = { host: 'localhost:8787', ...headers } as Record<string, string>;

    expect(await statusFor(all, { method: 'POST' })).toBe(status);
  });
});
