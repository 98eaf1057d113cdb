import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { publishAccount } from '../../../functions/domain/publish-account.ts';
import { gatherPost } from '../../../functions/drops/gather-post.ts';
import { showEnd } from '../../../functions/drops/show-end.ts';
import { createS3DropHandler } from '../../../functions/handlers/s3-drop.ts';
import { openDataDir } from '../../../local/engine/data-dir.ts';
import { FolderMediaStore } from '../../../local/engine/folder-media-store.ts';
import { SeenFiles } from '../../../local/engine/seen-files.ts';
import { SqliteLog } from '../../../local/engine/sqlite-log.ts';
import { photo, photoNamed } from '../../fakes/drop-world.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { readEvent, sqsEvent } from '../../fixtures/events/read-event.ts';
import { temporaryFolder } from '../../local/engine/temporary-folder.ts';

const config = parseConfig({
  accounts: { main: {} },
  drops: [{ prefix: 'main/', account: 'main', settleSeconds: 10 }],
});

interface Machine {
  put(key: string, bytes: Uint8Array): void;
  takeAway(key: string): void;
  /** Messages of S3 in one batch; their ETags are made those of what lies in the folder, or lay there. */
  deliver(...events: readonly string[]): Promise<void>;
  /** What each row became, `state` or `state CODE`, by its label; sorted. */
  settle(): Promise<readonly string[]>;
  readonly x: PublishingWorld['x'];
}

/** The handler, the log and the folder of the embedded engine; X and time are the test's. */
async function openMachine(): Promise<Machine> {
  const path = temporaryFolder();
  const folder = join(path, 'drop');
  for (const one of [folder, join(path, 'work')]) mkdirSync(one);
  const dataDir = openDataDir(join(path, 'data'));
  onTestFinished(() => dataDir.close());
  const world = await publishingWorld();
  const log = new SqliteLog(dataDir.database, () => undefined);
  const media = new FolderMediaStore(
    folder,
    join(path, 'work'),
    dataDir.database,
    new SeenFiles(dataDir.database, folder),
  );
  const engine = { ...world.ports, log, media, config };
  const handler = createS3DropHandler({ ...engine, routes: config.drops });
  const eTags = new Map<string, string>();
  return {
    x: world.x,
    put: (key, bytes) => {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
      eTags.set(key, createHash('md5').update(bytes).digest('hex'));
    },
    takeAway: (key) => rmSync(join(folder, key)),
    deliver: async (...events) => {
      const bodies = events.map((event) => withETags(readEvent(event), eTags));
      const answer = await handler(sqsEvent(...bodies), { getRemainingTimeInMillis: () => 60_000 } as Context);
      expect(answer).toEqual({ batchItemFailures: [] });
    },
    settle: async () => {
      world.advance(10_000);
      const ports = {
        ...engine,
        gather: async (row: Parameters<typeof gatherPost>[0]) => gatherPost(row, engine),
        announce: async (row: Parameters<typeof showEnd>[0]) => showEnd(row, engine),
      };
      await publishAccount('main', ports, { owner: 'me', deadlineEpochMs: Infinity });
      const rows = await log.list({ limit: 100 });
      return rows
        .map(({ label, state, failure }) => [label, state, ...(failure === null ? [] : [failure.code])].join(' '))
        .toSorted();
    },
  };
}

function withETags(body: string, eTags: ReadonlyMap<string, string>): string {
  const event = JSON.parse(body) as {
    Records?: { s3?: { object?: { key?: string; eTag?: string } } }[];
    detail?: { object?: { key?: string; etag?: string } };
  };
  for (const { s3: { object } = {} } of event.Records ?? []) {
    const eTag = eTags.get(decoded(object?.key ?? ''));
    if (object !== undefined && eTag !== undefined) object.eTag = eTag;
  }
  const { object } = event.detail ?? {};
  const eTag = eTags.get(object?.key ?? '');
  if (object !== undefined && eTag !== undefined) object.etag = eTag;
  return JSON.stringify(event);
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

let machine: Machine;

beforeEach(async () => {
  machine = await openMachine();
});

const sunrise = 'main/sunrise.jpg';
const unicode = 'main/été + 夜/a+b 100% 🕊️.jpg';
const long = `main/${Array(5).fill('x'.repeat(200)).join('/')}/${'y'.repeat(10)}.jpg`;

describe('an event of S3, on one machine,', () => {
  it.each([
    { case: 'of a put', events: ['put'], files: [sunrise], rows: [`${sunrise} POSTED`] },
    {
      case: 'of a newer schema',
      events: ['put-newer-version-of-the-schema'],
      files: [sunrise],
      rows: [`${sunrise} POSTED`],
    },
    {
      case: 'of a form',
      events: ['put-by-a-form'],
      files: ['main/from a form.jpg'],
      rows: ['main/from a form.jpg POSTED'],
    },
    { case: 'of a copy', events: ['copy'], files: ['main/copied photo.jpg'], rows: ['main/copied photo.jpg POSTED'] },
    {
      case: 'of an upload in parts',
      events: ['multipart-complete'],
      files: ['main/film.mp4'],
      rows: ['main/film.mp4 POSTED'],
    },
    {
      case: 'through EventBridge',
      events: ['event-bridge'],
      files: ['main/night city 100% + moon.jpg'],
      rows: ['main/night city 100% + moon.jpg POSTED'],
    },
    {
      case: 'F67: with plus, percent and pictures in its key',
      events: ['put-plus-percent-unicode'],
      files: [unicode],
      rows: [`${unicode} POSTED`],
    },
    { case: 'F69: of the longest key', events: ['put-very-long-key'], files: [long], rows: [`${long} POSTED`] },
    {
      case: 'F69: of keys that no folder has',
      events: ['put-odd-keys'],
      files: ['main/plain.jpg'],
      rows: [
        'main/plain.jpg POSTED',
        ...['main/line\nbreak.jpg', 'main//empty.jpg', 'main/nul\0.jpg'].map((key) => `${key} REJECTED SOURCE_GONE`),
      ],
    },
    {
      case: 'F68: of a key that is no text',
      events: ['one-key-undecodable'],
      files: ['main/one.jpg', 'main/three.jpg'],
      rows: ['main/%E0%A4%A.jpg REJECTED KEY_INVALID', 'main/one.jpg POSTED', 'main/three.jpg POSTED'],
    },
    {
      case: 'F71: of a delete, through EventBridge',
      events: ['event-bridge-deleted'],
      files: [],
      rows: ['a message of the intake queue REJECTED EVENT_INVALID'],
    },
    { case: 'F65: that comes twice in a batch', events: ['put', 'put'], files: [sunrise], rows: [`${sunrise} POSTED`] },
    {
      case: 'F76: in a batch of all kinds',
      events: ['test-event', 'put', 'no-records', 'removed', 'several-records'],
      files: [sunrise, 'main/one.jpg', 'main/two.jpg', 'main/three.jpg'],
      rows: [sunrise, 'main/one.jpg', 'main/two.jpg', 'main/three.jpg'].map((key) => `${key} POSTED`),
    },
    {
      case: 'F70: of zero bytes',
      events: ['put-zero-bytes'],
      files: ['main/empty.jpg'],
      empty: true,
      rows: ['main/empty.jpg REJECTED MEDIA_EMPTY'],
    },
    { case: 'F63: of what is gone by then', events: ['put'], files: [], rows: [`${sunrise} REJECTED SOURCE_GONE`] },
    { case: 'F70: of a folder', events: ['folder-marker'], files: [], rows: [] },
    { case: 'of a test', events: ['test-event'], files: [], rows: [] },
    { case: 'of a delete marker', events: ['delete-marker'], files: [sunrise], rows: [] },
  ])('$case ends as it must', async ({ events, files, empty = false, rows }) => {
    for (const key of files) machine.put(key, empty ? Buffer.alloc(0) : photoNamed(key));
    await machine.deliver(...events);
    const ends = await machine.settle();
    expect(ends).toEqual([...rows].toSorted());
    expect(machine.x.posts).toHaveLength(ends.filter((end) => end.endsWith(' POSTED')).length);
  });

  it('F79: that comes again days later, and late, changes nothing', async () => {
    machine.put(sunrise, photo);
    await machine.deliver('put');
    const ends = await machine.settle();
    await machine.deliver('put', 'put');
    expect(await machine.settle()).toEqual(ends);
    expect(machine.x.posts).toHaveLength(1);
  });

  it('F64: of what was overwritten before it was read leaves the post to the newer event', async () => {
    machine.put(sunrise, photoNamed('first'));
    await machine.deliver('put');
    machine.put(sunrise, photoNamed('second'));
    expect(await machine.settle()).toEqual([`${sunrise} IGNORED SOURCE_CHANGED`]);
    await machine.deliver('put');
    expect(await machine.settle()).toEqual([`${sunrise} IGNORED SOURCE_CHANGED`, `${sunrise} POSTED`]);
    expect(machine.x.posts).toHaveLength(1);
    expect(
      Buffer.from(machine.x.uploaded[0]?.bytes ?? [])
        .subarray(-6)
        .toString(),
    ).toBe('second');
  });

  it('F63: of what was deleted before it was read fails, and goes on when the file is back', async () => {
    machine.put(sunrise, photo);
    await machine.deliver('put');
    machine.takeAway(sunrise);
    expect(await machine.settle()).toEqual([`${sunrise} REJECTED SOURCE_GONE`]);
    machine.put(sunrise, photoNamed('once more'));
    await machine.deliver('put');
    expect(await machine.settle()).toContain(`${sunrise} POSTED`);
  });
});
