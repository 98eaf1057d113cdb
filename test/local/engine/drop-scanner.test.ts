import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConfigError } from '../../../functions/domain/errors.ts';
import { parseS3Event } from '../../../functions/triggers/s3-drop/parse-s3-event.ts';
import { DropScanner } from '../../../local/engine/drop-scanner.ts';
import { SeenFiles, type FileMark } from '../../../local/engine/seen-files.ts';
import { manualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';
import { temporaryFolder } from './temporary-folder.ts';

let folder: string;
let database: DatabaseSync;
let time: ManualClock;
let journal: RecordingJournal;
let messages: string[];
let scanner: DropScanner;

beforeEach(() => {
  folder = join(temporaryFolder(), 'drop');
  mkdirSync(folder);
  database = new DatabaseSync(':memory:');
  time = manualClock();
  journal = new RecordingJournal();
  messages = [];
  scanner = scannerOver(folder);
});
afterEach(async () => {
  await scanner.stop();
});

/** A scanner as after a start of the engine: it remembers what the database does. */
function scannerOver(folder: string): DropScanner {
  const seen = new SeenFiles(database, folder);
  return new DropScanner({ folder, seen, clock: time.clock, journal, send: (body) => messages.push(body) });
}

function put(key: string, content: string, mtime = 1_000): void {
  const path = join(folder, key);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, mtime, mtime);
}

/** Two looks, far enough apart for a file to count as whole. */
async function look(): Promise<void> {
  await scanner.scan();
  time.advance(400);
  await scanner.scan();
}

const announced = () => messages.flatMap((body) => parseS3Event(body).objects.map(({ key }) => key));

describe('DropScanner', () => {
  it('announces a file once, however often it looks', async () => {
    put('main/a.jpg', 'one');
    await look();
    await look();
    expect(announced()).toEqual(['main/a.jpg']);
  });

  it('looks at nothing that Pigeonpost wrote there itself, and offers it to nobody', async () => {
    for (const key of ['posted/2026/11/main/a.jpg', 'main/b.jpg.failed.txt', 'main/posted/c.jpg']) put(key, key);
    await look();
    expect(announced()).toEqual(['main/posted/c.jpg']);
    expect((await scanner.files()).map(({ key }) => key)).toEqual(['main/posted/c.jpg']);
  });

  it('announces a file only when its size and time have rested', async () => {
    put('main/a.jpg', 'first part');
    await scanner.scan();
    for (let second = 1; second <= 5; second += 1) {
      time.advance(399);
      appendFileSync(join(folder, 'main/a.jpg'), 'more');
      utimesSync(join(folder, 'main/a.jpg'), 1_000 + second, 1_000 + second);
      await scanner.scan();
    }
    time.advance(399);
    await scanner.scan();
    expect(announced()).toEqual([]);
    time.advance(1);
    await scanner.scan();
    expect(announced()).toEqual(['main/a.jpg']);
  });

  it('waits for a file that grows and keeps its time', async () => {
    put('a.jpg', 'one');
    await scanner.scan();
    time.advance(400);
    put('a.jpg', 'one and two');
    await scanner.scan();
    expect(announced()).toEqual([]);
  });

  it('announces nothing twice after a restart', async () => {
    put('a.jpg', 'one');
    await look();
    scanner = scannerOver(folder);
    await look();
    expect(announced()).toEqual(['a.jpg']);
  });

  it('announces after a restart what came while nobody looked', async () => {
    put('a.jpg', 'one');
    await look();
    put('b.jpg', 'two');
    scanner = scannerOver(folder);
    await look();
    expect(announced()).toEqual(['a.jpg', 'b.jpg']);
  });

  it('announces nothing when a file is touched, or copied over itself', async () => {
    put('a.jpg', 'one');
    await look();
    put('a.jpg', 'one', 2_000);
    await look();
    expect(announced()).toEqual(['a.jpg']);
  });

  it('announces a file again when its bytes changed', async () => {
    put('a.jpg', 'one');
    await look();
    put('a.jpg', 'two', 2_000);
    await look();
    const eTags = messages.map((body) => parseS3Event(body).objects[0]?.eTag);
    expect(new Set(eTags).size).toBe(2);
  });

  it('announces a file that was moved to another name', async () => {
    put('a.jpg', 'one');
    await look();
    renameSync(join(folder, 'a.jpg'), join(folder, 'b.jpg'));
    await look();
    expect(announced()).toEqual(['a.jpg', 'b.jpg']);
  });

  it('announces the older files first', async () => {
    put('z.jpg', '1', 1_000);
    put('a.jpg', '3', 3_000);
    put('m/m.jpg', '2', 2_000);
    await look();
    expect(announced()).toEqual(['z.jpg', 'm/m.jpg', 'a.jpg']);
  });

  it.each([
    '.hidden.jpg',
    '.folder/a.jpg',
    'a/.deep/b.jpg',
    'a.jpg.part',
    'a.jpg.PART',
    'a.jpg.crdownload',
    'a.jpg.tmp',
    'a.jpg~',
  ])('leaves %s alone', async (key) => {
    put(key, 'one');
    await look();
    expect(announced()).toEqual([]);
  });

  it('announces a copy once it got its final name', async () => {
    put('a.jpg.part', 'one');
    await look();
    renameSync(join(folder, 'a.jpg.part'), join(folder, 'a.jpg'));
    await look();
    expect(announced()).toEqual(['a.jpg']);
  });

  it.each([
    'red flower.jpg',
    '1+1=2 (100%).jpg',
    '日本/🕊️.jpg',
    'e\u0301.jpg',
    '-rf.jpg',
    'a\\b.jpg',
    'line\nbreak.jpg',
    "it's.jpg",
    '%2e%2e%2fa.jpg',
  ])('tells the very name of %j', async (key) => {
    put(key, 'one');
    await look();
    expect(announced()).toEqual([key]);
  });

  it('follows no link, neither out of the folder nor round in it', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'secret.jpg'), 'secret');
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'secret.jpg'), join(folder, 'link.jpg'));
    symlinkSync('.', join(folder, 'round'));
    symlinkSync('nowhere', join(folder, 'broken.jpg'));
    put('a.jpg', 'one');
    await look();
    expect(announced()).toEqual(['a.jpg']);
  });

  it('announces thousands of files, each once', async () => {
    const keys = Array.from({ length: 3_000 }, (_, i) => `folder-${i % 7}/${String(i).padStart(4, '0')}.jpg`);
    for (const [i, key] of keys.entries()) put(key, key, 1_000 + i);
    await look();
    await look();
    expect(announced()).toEqual(keys);
  });

  it('forgets no file while its message could not be queued', async () => {
    put('a.jpg', 'one');
    const seen = new SeenFiles(database, folder);
    let isDown = true;
    const send = (body: string) => {
      if (isDown) throw new Error('disk full');
      messages.push(body);
    };
    scanner = new DropScanner({ folder, seen, clock: time.clock, journal, send });
    await expect(look()).rejects.toThrow('disk full');
    isDown = false;
    await scanner.scan();
    expect(announced()).toEqual(['a.jpg']);
  });

  it('goes on with the others when a file cannot be read', async () => {
    class Locked extends SeenFiles {
      override eTag(key: string, mark: FileMark): Promise<string | undefined> {
        if (key !== 'a.jpg') return super.eTag(key, mark);
        return Promise.reject(Object.assign(new Error('permission denied'), { code: 'EACCES' }));
      }
    }
    put('a.jpg', 'one');
    put('b.jpg', 'two');
    const seen = new Locked(database, folder);
    scanner = new DropScanner({ folder, seen, clock: time.clock, journal, send: (body) => messages.push(body) });
    await look();
    expect(announced()).toEqual(['b.jpg']);
    expect(journal.linesOf('file-unreadable')).toMatchObject([{ fields: { key: 'a.jpg', code: 'EACCES' } }]);
  });
});

describe('DropScanner at the first start', () => {
  it('counts what lies there and announces none of it, then or later', async () => {
    for (const key of ['a.jpg', 'main/b.jpg', 'c.txt']) put(key, key);
    put('.hidden.jpg', 'hidden');
    expect(await scanner.adoptExisting()).toBe(3);
    await look();
    scanner = scannerOver(folder);
    await look();
    expect(announced()).toEqual([]);
  });

  it('counts again when the first start was broken off, and posts nothing of it', async () => {
    for (const key of ['a.jpg', 'b.jpg', 'c.jpg']) put(key, key);
    const seen = new SeenFiles(database, folder);
    const announce = seen.announce.bind(seen);
    seen.announce = (key, eTag, queueEvent) => {
      if (key === 'b.jpg') throw new Error('stands for a killed process');
      announce(key, eTag, queueEvent);
    };
    scanner = new DropScanner({ folder, seen, clock: time.clock, journal, send: (body) => messages.push(body) });
    await expect(scanner.adoptExisting()).rejects.toThrow('stands for');
    scanner = scannerOver(folder);
    expect(await scanner.adoptExisting()).toBe(3);
    expect(await scannerOver(folder).adoptExisting()).toBe(0);
    await look();
    expect(announced()).toEqual([]);
  });

  it('counts what lies in another folder that it is pointed at later', async () => {
    put('a.jpg', 'one');
    await scanner.adoptExisting();
    const other = temporaryFolder();
    for (const name of ['a.jpg', 'b.jpg']) writeFileSync(join(other, name), 'other');
    scanner = scannerOver(other);
    expect(await scanner.adoptExisting()).toBe(2);
    await look();
    scanner = scannerOver(folder);
    expect(await scanner.adoptExisting()).toBe(0);
    await look();
    expect(announced()).toEqual([]);
  });

  it('announces what comes afterwards, and what is changed', async () => {
    put('a.jpg', 'one');
    await scanner.adoptExisting();
    put('b.jpg', 'two');
    put('a.jpg', 'changed', 2_000);
    await look();
    expect(new Set(announced())).toEqual(new Set(['a.jpg', 'b.jpg']));
  });

  it('makes the folder when there is none', async () => {
    scanner = scannerOver(join(folder, 'new/one'));
    expect(await scanner.adoptExisting()).toBe(0);
    await scanner.start();
    put('new/one/a.jpg', 'one');
    await expect.poll(announced).toEqual([]);
  });

  it('says in one line that the folder cannot be used', async () => {
    put('file', 'no folder');
    scanner = scannerOver(join(folder, 'file'));
    await expect(scanner.start()).rejects.toThrow(ConfigError);
    await expect(scanner.start()).rejects.toThrow(
      /^the drop folder .*file cannot be used \(EEXIST\); --drop names another one$/,
    );
  });
});

describe('DropScanner while it runs', () => {
  /** Against the real clock, since the file system tells of changes in its own time. */
  beforeEach(() => {
    const seen = new SeenFiles(database, folder);
    scanner = new DropScanner({ folder, seen, clock: Date.now, journal, send: (body) => messages.push(body) });
  });

  it('announces what appears in the folder and below it', async () => {
    await scanner.start();
    put('a.jpg', 'one');
    put('new/deep/b.jpg', 'two');
    await expect.poll(() => announced().length, { timeout: 10_000 }).toBe(2);
    expect(new Set(announced())).toEqual(new Set(['a.jpg', 'new/deep/b.jpg']));
  });

  it('lives through folders that come and go', async () => {
    await scanner.start();
    for (let i = 0; i < 50; i += 1) {
      put(`come-${i}/deep/a.jpg`, 'one');
      rmSync(join(folder, `come-${i}`), { recursive: true });
    }
    put('stays.jpg', 'two');
    await expect.poll(announced, { timeout: 10_000 }).toContain('stays.jpg');
  });

  it('announces nothing any more once it is stopped', async () => {
    await scanner.start();
    await scanner.stop();
    put('a.jpg', 'one');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(announced()).toEqual([]);
  });
});
