import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { FetchFailedError } from '../../../functions/domain/errors.ts';
import type { FetchPorts } from '../../../functions/domain/fetch-media.ts';
import { createFetchMediaHandler } from '../../../functions/handlers/fetch-media.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { picture } from '../../fakes/webhook-bench.ts';
import { sqsEvent } from '../../fixtures/events/read-event.ts';

let world: PublishingWorld;
let ports: FetchPorts;

beforeEach(async () => {
  world = await publishingWorld();
  ports = {
    ...world.ports,
    fetchRules: () => ({ allowHttp: false, allowPrivateHosts: [] }),
    fetcher: {
      fetch: async () => ({
        toldBytes: undefined,
        bytes: (async function* () {
          yield picture();
        })(),
      }),
    },
  };
});

const handle = async (bodies: readonly string[], leftMs = 300_000) =>
  createFetchMediaHandler(ports)(sqsEvent(...bodies), {
    awsRequestId: 'request',
    getRemainingTimeInMillis: () => leftMs,
  } as Context);
const hint = (publication: string) => JSON.stringify({ publication });
const byUrl = { media: [{ from: 'url', url: 'https://cdn.example.org/a.jpg' }] } as const;

describe('the fetch-media handler', () => {
  it('fetches for the rows that its hints name, and has nothing to do for others', async () => {
    await world.accept('a', byUrl);
    await world.accept('b', byUrl);
    await world.accept('c');
    expect(await handle([hint('a'), hint('a'), hint('c'), hint('nobody')])).toEqual({ batchItemFailures: [] });
    const states = world.log.rows.map(({ id, state }) => `${id} ${state}`);
    expect(states).toEqual(['a RECEIVED', 'b FETCHING', 'c RECEIVED']);
  });

  it.each([
    { case: 'no JSON', body: 'hello' },
    { case: 'a hint for an account', body: '{"account":"main"}' },
    { case: 'a row that is no text', body: '{"publication":7}' },
  ])('shows a hint that is $case as a failed row, and works the others', async ({ body }) => {
    await world.accept('a', byUrl);
    expect(await handle([body, hint('a')])).toEqual({ batchItemFailures: [] });
    expect(world.log.rows.find(({ account }) => account === '-')).toMatchObject({ failure: { code: 'HINT_INVALID' } });
    expect(await world.row('a')).toMatchObject({ state: 'RECEIVED' });
  });

  it('asks for the hint again when the log fails under it, and for no other', async () => {
    await world.accept('a', byUrl);
    world.log.failNext('publication');
    expect(await handle([hint('a'), hint('b')])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });

  it('gives up what it has no time for, and puts the row off', async () => {
    await world.accept('a', byUrl);
    ports = {
      ...ports,
      fetcher: {
        fetch: async (_url, _rules, signal) =>
          new Promise((_, reject) => {
            const end = (): void => reject(new FetchFailedError('FETCH_TIMEOUT', 'no time left'));
            signal?.addEventListener('abort', end);
            if (signal?.aborted === true) end();
          }),
      },
    };
    expect(await handle([hint('a')], 10_050)).toEqual({ batchItemFailures: [] });
    expect(await world.row('a')).toMatchObject({ state: 'FETCHING', failure: { code: 'FETCH_TIMEOUT' } });
  });
});
