import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { createS3DropHandler } from '../../../functions/handlers/s3-drop.ts';
import { InMemoryLog } from '../../fakes/in-memory-log.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { RecordingHints } from '../../fakes/recording-hints.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';
import { readEvent, sqsEvent } from '../../fixtures/events/read-event.ts';

function createPorts() {
  const { clock } = manualClock();
  const routes = [
    {
      prefix: 'main/',
      account: 'main',
      settleSeconds: 10,
      sidecar: 'optional',
      waitSeconds: 3600,
      thread: false,
      location: false,
      after: 'tag',
    } as const,
  ];
  return { log: new InMemoryLog(), hints: new RecordingHints(), journal: new RecordingJournal(), clock, routes };
}

let ports: ReturnType<typeof createPorts>;

beforeEach(() => {
  ports = createPorts();
});

const handle = async (...bodies: readonly string[]) =>
  createS3DropHandler(ports)(sqsEvent(...bodies), { getRemainingTimeInMillis: () => 60_000 } as Context);
const labels = () => ports.log.rows.map(({ label }) => label);
const none = { batchItemFailures: [] };

describe('the s3-drop handler', () => {
  it('writes a gathering row and hints to its account for when it has settled', async () => {
    expect(await handle(readEvent('put'))).toEqual(none);
    expect(ports.log.rows).toMatchObject([
      {
        source: 'drop',
        label: 'main/sunrise.jpg',
        account: 'main',
        state: 'GATHERING',
        drop: { area: 'drop', key: 'main/sunrise.jpg', eTag: 'b21b84d653bb07b05b1e6b33684dc11b' },
        dueAtEpochMs: ports.clock() + 10_000,
      },
    ]);
    expect(ports.hints.sent).toEqual([{ account: 'main', delaySeconds: 10 }]);
  });

  it.each(['put', 'copy', 'multipart-complete', 'put-with-version'])('takes the event %s', async (event) => {
    expect(await handle(readEvent(event))).toEqual(none);
    expect(ports.log.rows).toMatchObject([{ state: 'GATHERING' }]);
  });

  it('F65: makes one row of an event that comes twice, in one batch or later', async () => {
    await handle(readEvent('put'), readEvent('put'));
    await handle(readEvent('put'));
    expect(labels()).toEqual(['main/sunrise.jpg']);
  });

  it('takes every record of a message', async () => {
    await handle(readEvent('several-records'));
    expect(labels()).toEqual(['main/one.jpg', 'main/two.jpg', 'main/three.jpg']);
  });

  it.each(['test-event', 'no-records', 'removed', 'folder-marker'])(
    'F70, F71: acknowledges %s and does nothing',
    async (event) => {
      expect(await handle(readEvent(event))).toEqual(none);
      expect(ports.log.rows).toEqual([]);
      expect(ports.journal.lines).toEqual([]);
    },
  );

  it('tells once of a folder that no route covers, whatever is put in it', async () => {
    ports.routes.length = 0;
    expect(await handle(readEvent('put'), readEvent('several-records'))).toEqual(none);
    expect(await handle(readEvent('put'))).toEqual(none);
    expect(ports.log.rows).toMatchObject([
      { label: 'main/sunrise.jpg', account: '-', state: 'IGNORED', failure: { code: 'NO_ROUTE' } },
    ]);
    expect(ports.journal.linesOf('no-route')).toMatchObject([{ level: 'warn', fields: { key: 'main/sunrise.jpg' } }]);
    expect(ports.hints.sent).toEqual([]);
  });

  it.each([
    { case: 'no JSON', body: 'hello', code: 'EVENT_INVALID' },
    { case: 'an SNS envelope', body: readEvent('sns-envelope'), code: 'EVENT_INVALID' },
  ])('F71, F72: parks $case where people see it, instead of trying again', async ({ body, code }) => {
    expect(await handle(body, readEvent('put'))).toEqual(none);
    await handle(body);
    expect(ports.log.rows).toMatchObject([
      { state: 'REJECTED', account: '-', failure: { code }, dueAtEpochMs: null },
      { label: 'main/sunrise.jpg', state: 'GATHERING' },
    ]);
  });

  it.each([
    { event: 'one-key-undecodable', label: 'main/%E0%A4%A.jpg' },
    { event: 'one-record-malformed', label: 'a record of an S3 event' },
  ])('F68, F76: parks what is bad in $event and takes its neighbours', async ({ event, label }) => {
    expect(await handle(readEvent(event))).toEqual(none);
    expect(labels()).toEqual([label, 'main/one.jpg', 'main/three.jpg']);
  });

  it('F76, F77: asks for the one record again whose row could not be written', async () => {
    ports.log.failNext('transact');
    expect(await handle(readEvent('put'), readEvent('copy'), readEvent('multipart-complete'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(labels()).toEqual(['main/copied photo.jpg', 'main/film.mp4']);
    expect(await handle(readEvent('put'))).toEqual(none);
    expect(labels()).toHaveLength(3);
  });

  it('asks for a manifest again that its folder could not be told of, and takes it once', async () => {
    const manifest = readEvent('put').replace('main/sunrise.jpg', 'main/album/post.yaml');
    const { log } = ports;
    const transact = log.transact.bind(log);
    log.transact = async (writes) => {
      if (writes.some(({ kind }) => kind === 'mark')) throw new StoreUnavailableError('the log does not answer');
      return transact(writes);
    };
    expect(await handle(manifest)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    log.transact = transact;
    for (let time = 0; time < 2; time += 1) expect(await handle(manifest)).toEqual(none);
    expect(labels()).toEqual(['main/album/post.yaml']);
    expect(ports.log.rows).toMatchObject([{ state: 'GATHERING' }]);
  });

  it('F78: asks for all records again while the log is down, and does not throw', async () => {
    ports.log.isDown = true;
    expect(await handle(readEvent('put'), readEvent('copy'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }],
    });
    expect(ports.journal.linesOf('record-failed')).toHaveLength(2);
  });

  it('takes the rest of a message when it comes again after half of it', async () => {
    const transact = ports.log.transact.bind(ports.log);
    let writes = 0;
    ports.log.transact = async (items) => {
      writes += 1;
      if (writes === 2) ports.log.failNext('transact');
      return transact(items);
    };
    expect((await handle(readEvent('several-records'))).batchItemFailures).toHaveLength(1);
    expect(labels()).toEqual(['main/one.jpg']);
    expect(await handle(readEvent('several-records'))).toEqual(none);
    expect(labels()).toEqual(['main/one.jpg', 'main/two.jpg', 'main/three.jpg']);
  });
});
