import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { beforeEach, describe, expect, it } from 'vitest';

import { parseConfig } from '../../functions/config/parse-config.ts';
import { wireHandlers } from '../../functions/wiring.ts';
import { backfill, type BackfillPorts, type Conversation } from '../../local/backfill.ts';
import { DropScanner } from '../../local/engine/drop-scanner.ts';
import { FolderMediaStore } from '../../local/engine/folder-media-store.ts';
import { SeenFiles } from '../../local/engine/seen-files.ts';
import { InMemoryLog } from '../fakes/in-memory-log.ts';
import { InMemorySecrets } from '../fakes/in-memory-secrets.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { RecordingHints } from '../fakes/recording-hints.ts';
import { RecordingJournal } from '../fakes/recording-journal.ts';
import { sqsEvent } from '../fixtures/events/read-event.ts';
import { temporaryFolder } from './engine/temporary-folder.ts';

/** The parts of an engine over a real folder, without the timers. */
function createEngine(folder: string) {
  const time = manualClock();
  const database = new DatabaseSync(':memory:');
  const seen = new SeenFiles(database, folder);
  const journal = new RecordingJournal();
  const log = new InMemoryLog();
  const media = new FolderMediaStore(folder, `${folder}-work`, database, seen);
  const config = parseConfig({
    accounts: { main: {}, strict: { altText: 'require' } },
    drops: [
      { prefix: 'main/', account: 'main' },
      { prefix: 'strict/', account: 'strict' },
    ],
  });
  const messages: string[] = [];
  const { clock } = time;
  const scanner = new DropScanner({ folder, seen, clock, journal, send: (body) => messages.push(body) });
  const engine = { config, log, media, journal, clock, hints: new RecordingHints(), secrets: new InMemorySecrets() };
  const handlers = wireHandlers({ ...engine, random: () => 0, pause: async () => undefined });
  const gather: BackfillPorts['gather'] = async (row) => handlers.operate.gather(row);
  const ports: BackfillPorts = { scanner, log, media, gather, config, clock };
  return { ports, messages, scanner, log, handlers, time };
}

let folder: string;
let engine: ReturnType<typeof createEngine>;
let told: string;

beforeEach(() => {
  folder = join(temporaryFolder(), 'drop');
  engine = createEngine(folder);
  told = '';
});

function put(key: string, content?: string): void {
  const path = join(folder, key);
  mkdirSync(join(path, '..'), { recursive: true });
  if (content !== undefined) return writeFileSync(path, content);
  copyFileSync(join(import.meta.dirname, '../fixtures/media/photo-800x320.jpg'), path);
}

const run = async (conversation: Partial<Conversation> = {}) =>
  backfill(engine.ports, { mode: 'SANDBOX', yes: false, tell: (text) => (told += text), ...conversation });
/** What the intake queue holds goes to the handler, as always. */
const take = async () => {
  const answer = await engine.handlers.s3Drop(sqsEvent(...engine.messages.splice(0)), {
    getRemainingTimeInMillis: () => 60_000,
  } as Parameters<typeof engine.handlers.s3Drop>[1]);
  expect(answer).toEqual({ batchItemFailures: [] });
};
const labels = () => new Set(engine.log.rows.map(({ label }) => label));

describe('backfill', () => {
  it('announces what lay in the folder before the first start, once somebody agreed', async () => {
    put('main/a.jpg');
    put('main/b c.jpg');
    await engine.scanner.adoptExisting();
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return 'y';
    };
    expect(await run({ ask })).toBe(2);
    expect(questions).toEqual(['Post 2 drops (SANDBOX, not on X)? [y/N] ']);
    await take();
    expect(labels()).toEqual(new Set(['main/a.jpg', 'main/b c.jpg']));
  });

  it('says where each file would go, and why some would not be posted', async () => {
    put('main/a.jpg');
    put('main/notes.txt', 'no picture');
    put('elsewhere/c.jpg');
    put('strict/d.jpg');
    await engine.scanner.adoptExisting();
    expect(await run({ yes: true })).toBe(1);
    const lines = told.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));
    expect(lines).toContain('main/a.jpg | main | would be posted');
    expect(lines.find((line) => line.startsWith('main/notes.txt | main | not posted: '))).toBeDefined();
    expect(lines.find((line) => line.startsWith('strict/d.jpg | strict | not posted: '))).toContain('altText');
    expect(lines).toContain('elsewhere/c.jpg | - | not posted: no drop of the config covers it');
    await take();
    expect(labels()).toEqual(new Set(['main/a.jpg']));
  });

  it.each(['n', '', 'no', 'ye', 'yes please', 'j'])('posts nothing at the answer %j', async (answer) => {
    put('main/a.jpg');
    await engine.scanner.adoptExisting();
    expect(await run({ ask: async () => answer })).toBe(0);
    expect(engine.messages).toEqual([]);
    expect(told).toContain('nothing is posted');
  });

  it.each(['y', 'Y', 'yes', ' YES\n'])('posts at the answer %j', async (answer) => {
    put('main/a.jpg');
    await engine.scanner.adoptExisting();
    expect(await run({ ask: async () => answer })).toBe(1);
  });

  it('posts nothing where nobody can be asked, and says what to add', async () => {
    put('main/a.jpg');
    await engine.scanner.adoptExisting();
    expect(await run()).toBe(0);
    expect(engine.messages).toEqual([]);
    expect(told).toContain('1 drop would be posted (SANDBOX, not on X); nobody is there to ask, so add --yes');
  });

  it('says LIVE where posts go out for everybody to see', async () => {
    put('main/a.jpg');
    await engine.scanner.adoptExisting();
    await run({ mode: 'LIVE' });
    expect(told).toContain('(LIVE, on X itself)');
  });

  it('never posts again what has a row, whatever became of it', async () => {
    put('main/a.jpg');
    put('main/b.jpg');
    await engine.scanner.adoptExisting();
    expect(await run({ yes: true })).toBe(2);
    await take();
    expect(await run({ yes: true })).toBe(0);
    expect(told).toContain('every file in the drop folder is in the log already');
    expect(engine.messages).toEqual([]);
  });

  it('leaves a new file to the scan, which posts it anyway', async () => {
    await engine.scanner.adoptExisting();
    put('main/new.jpg');
    expect(await run({ yes: true })).toBe(0);
    expect(engine.messages).toEqual([]);
  });

  it('finds what no route covered when it came, once one does', async () => {
    put('elsewhere/c.jpg');
    await engine.scanner.scan();
    engine.time.advance(1_000);
    await engine.scanner.scan();
    await take();
    expect(engine.log.rows).toMatchObject([{ label: 'elsewhere/c.jpg', failure: { code: 'NO_ROUTE' } }]);
    engine.ports.config.drops.push({
      prefix: 'elsewhere/',
      account: 'main',
      settleSeconds: 0,
      sidecar: 'optional',
      waitSeconds: 3600,
      thread: false,
      location: false,
      after: 'tag',
    });
    expect(await run({ yes: true })).toBe(1);
  });

  it('leaves alone what is no drop', async () => {
    put('posted/a.jpg');
    put('main/a.jpg.failed.txt', 'why');
    await engine.scanner.adoptExisting();
    expect(await run({ yes: true })).toBe(0);
  });

  it('shows the beginning of a long list', async () => {
    for (let i = 0; i < 230; i += 1) put(`elsewhere/${i}.jpg`, String(i));
    await engine.scanner.adoptExisting();
    await run();
    expect(told.split('\n').filter((line) => line.startsWith('elsewhere/'))).toHaveLength(200);
    expect(told).toContain('and 30 more');
  });

  it('lets no file name speak to the terminal', async () => {
    put('main/a\u001b[2J.jpg');
    await engine.scanner.adoptExisting();
    await run();
    expect(told).not.toContain('\u001b');
  });
});
