import { join } from 'node:path';

import type { SQSEvent } from 'aws-lambda';

import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import type { Journal } from '../../functions/domain/ports.ts';
import type { Engine } from '../../functions/engine.ts';
import { createUploadsHandler } from '../../functions/handlers/uploads.ts';
import type { HttpHandler } from '../../functions/middleware/http-event.ts';
import { newUploadId } from '../../functions/new-upload-id.ts';
import { wireHandlers, type Handlers } from '../../functions/wiring.ts';
import type { DataDir } from './data-dir.ts';
import { DropScanner } from './drop-scanner.ts';
import { DueTimer } from './due-timer.ts';
import { FolderMediaStore } from './folder-media-store.ts';
import { fetchHintsOver, hintsOver } from './hints-over-queue.ts';
import { lambdaContext } from './lambda-context.ts';
import { LocalUploads } from './local-uploads.ts';
import { watchOutsideWrites } from './outside-writes.ts';
import { QueueWorker } from './queue-worker.ts';
import type { SecretsFile } from './secrets-file.ts';
import { SeenFiles } from './seen-files.ts';
import { SqliteLog } from './sqlite-log.ts';
import { SqliteQueue } from './sqlite-queue.ts';

/** Accounts worked at the same time; each of them is worked by one run only. */
const PUBLISH_LANES = 8;
/** Rows whose media are fetched at the same time: what waits for one slow server must not wait behind another. */
const FETCH_LANES = 8;

export interface LocalEngineOptions {
  /** Stays open when the engine stops. */
  readonly dataDir: DataDir;
  readonly dropFolder: string;
  readonly config: PigeonpostConfig;
  readonly secrets: SecretsFile;
  readonly journal: Journal;
  readonly xApiUrl?: string;
  readonly reconcileAfterSeconds?: readonly number[];
}

export interface LocalEngine {
  readonly handlers: Handlers;
  readonly log: SqliteLog;
  readonly media: FolderMediaStore;
  readonly scanner: DropScanner;
  /** Takes files that are too large for a webhook's call. */
  readonly uploads: LocalUploads;
  /** Answers who asks where to bring such a file. */
  readonly openUpload: HttpHandler;
  /** Messages that no handler could take. */
  deadCount(): number;
  start(): Promise<void>;
  /** Finishes what is in flight, takes nothing new. */
  stop(): Promise<void>;
}

/**
 * The whole of Pigeonpost on one machine: the ports on a folder and SQLite, and the same handlers as on AWS, called
 * with the same events.
 */
export function openLocalEngine(options: LocalEngineOptions): LocalEngine {
  const { dataDir } = options;
  let outside: { stop(): void } | undefined;
  const parts = assemble(options);
  const { log, media, scanner, workers, timer, queues, handlers } = parts;
  return {
    handlers,
    log,
    media,
    scanner,
    uploads: parts.uploads,
    openUpload: parts.openUpload,
    deadCount: () => Object.values(queues).reduce((sum, queue) => sum + queue.deadCount(), 0),
    start: async () => {
      for (const queue of Object.values(queues)) queue.reclaim();
      for (const worker of workers) worker.start();
      await scanner.start();
      timer.plan();
      outside = watchOutsideWrites(dataDir.database, () => {
        for (const worker of workers) worker.wake();
        timer.plan();
      });
    },
    stop: async () => {
      outside?.stop();
      await scanner.stop();
      await timer.stop();
      await Promise.all(workers.map(async (worker) => worker.stop()));
    },
  };
}

function assemble(options: LocalEngineOptions) {
  const { dropFolder, journal, dataDir } = options;
  const { database } = dataDir;
  const clock = Date.now;
  const log = new SqliteLog(database, () => timer.plan());
  log.voidLeases();
  log.forgetExpired(Math.floor(clock() / 1000));
  const seen = new SeenFiles(database, dropFolder);
  const queues = {
    intake: new SqliteQueue(database, 'intake', clock, () => workers[0].wake()),
    hints: new SqliteQueue(database, 'hints', clock, () => workers[1].wake()),
    fetches: new SqliteQueue(database, 'fetches', clock, () => workers[2].wake()),
  };
  const media = new FolderMediaStore(dropFolder, join(dataDir.path, 'work'), database, seen);
  const uploads = new LocalUploads(media, clock);
  const sent = { hints: hintsOver(queues.hints), fetchHints: fetchHintsOver(queues.fetches) };
  const handlers = wireHandlers(enginePorts(options, { log, media, ...sent }));
  const workers = openWorkers(queues, handlers, journal);
  const timer: DueTimer = new DueTimer({
    journal,
    clock,
    nextDueAfter: (epochMs) => log.nextDueAfter(epochMs),
    sweep: async () => handlers.sweep(scheduledEvent(), lambdaContext()),
  });
  const scanner = new DropScanner({
    clock,
    journal,
    folder: dropFolder,
    seen,
    send: (body) => queues.intake.send(body),
  });
  const openUpload = createUploadsHandler({ ...options, clock, uploads, newUploadId });
  return { handlers, log, media, uploads, openUpload, scanner, timer, queues, workers };
}

function enginePorts(
  options: LocalEngineOptions,
  stores: Pick<Engine, 'log' | 'media' | 'hints' | 'fetchHints'>,
): Engine {
  const { config, secrets, journal, xApiUrl, reconcileAfterSeconds } = options;
  return {
    ...stores,
    config,
    secrets,
    journal,
    clock: Date.now,
    random: Math.random,
    pause: async (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...(xApiUrl === undefined ? {} : { xApiUrl }),
    ...(reconcileAfterSeconds === undefined ? {} : { reconcileAfterSeconds }),
  };
}

function openWorkers(
  queues: { readonly intake: SqliteQueue; readonly hints: SqliteQueue; readonly fetches: SqliteQueue },
  handlers: Handlers,
  journal: Journal,
): readonly [intake: QueueWorker, publish: QueueWorker, fetch: QueueWorker] {
  const common = { clock: Date.now, journal };
  const intake = new QueueWorker({
    ...common,
    queue: queues.intake,
    handler: async (event: SQSEvent, context) => handlers.s3Drop(event, context),
    groupOf: () => 'intake',
    lanes: 1,
  });
  const publish = new QueueWorker({
    ...common,
    queue: queues.hints,
    handler: async (event: SQSEvent, context) => handlers.publish(event, context),
    // One hint of an account at a time: the next one then finds what came after the first.
    groupOf: ({ body }) => body,
    lanes: PUBLISH_LANES,
  });
  const fetch = new QueueWorker({
    ...common,
    queue: queues.fetches,
    handler: async (event: SQSEvent, context) => handlers.fetchMedia(event, context),
    groupOf: ({ body }) => body,
    lanes: FETCH_LANES,
  });
  return [intake, publish, fetch];
}

function scheduledEvent() {
  return {
    id: 'sweep',
    version: '0',
    account: 'local',
    time: new Date().toISOString(),
    region: 'local',
    resources: [],
    source: 'aws.events' as const,
    'detail-type': 'Scheduled Event' as const,
    detail: {},
  };
}
