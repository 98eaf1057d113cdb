import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MediaRef } from '../../functions/domain/post.ts';
import type { PublishPorts } from '../../functions/domain/publish-ports.ts';
import { FakeX } from './fake-x.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { InMemoryMediaStore } from './in-memory-media-store.ts';
import { manualClock } from './manual-clock.ts';
import { RecordingHints } from './recording-hints.ts';
import { RecordingJournal } from './recording-journal.ts';

export interface PublishingWorld {
  readonly ports: PublishPorts;
  readonly log: InMemoryLog;
  readonly x: FakeX;
  readonly journal: RecordingJournal;
  /** A real photo, staged. */
  readonly photo: MediaRef;
  /** `<id> <state>` of each row whose end was shown. */
  readonly announced: string[];
  now(): number;
  advance(milliseconds: number): void;
}

/** Everything a publisher reaches, in memory, with a clock that the test moves. */
export async function publishingWorld(): Promise<PublishingWorld> {
  const { clock, advance } = manualClock();
  const log = new InMemoryLog();
  const x = new FakeX(clock);
  const journal = new RecordingJournal();
  const media = new InMemoryMediaStore();
  const announced: string[] = [];
  const bytes = readFileSync(join(import.meta.dirname, '../fixtures/media/photo-800x320.jpg'));
  const photo = await media.stage('photo.jpg', bytes);
  const ports: PublishPorts = {
    log,
    hints: new RecordingHints(),
    media,
    accounts: x,
    journal,
    clock,
    random: () => 0.5,
    pause: async () => undefined,
    gather: async (row) => ({
      outcome: 'complete',
      warnings: [],
      post: { account: row.account, text: '', media: row.drop === null ? [] : [{ from: 'stored', ref: row.drop }] },
    }),
    announce: async (row) => {
      announced.push(`${row.id} ${row.state}`);
    },
    rules: () => ({ maxLatenessHours: 168, reconcileAfterSeconds: [30, 120, 600], whenUnknown: 'ask' }),
  };
  return { ports, log, x, journal, photo, announced, now: clock, advance };
}
