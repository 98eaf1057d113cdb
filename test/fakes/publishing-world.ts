import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { acceptPost } from '../../functions/domain/accept-post.ts';
import type { MediaRef, Post } from '../../functions/domain/post.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { publishAccount } from '../../functions/domain/publish-account.ts';
import type { AccountRules, PublishPorts } from '../../functions/domain/publish-ports.ts';
import { FakeX } from './fake-x.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { InMemoryMediaStore } from './in-memory-media-store.ts';
import { manualClock } from './manual-clock.ts';
import { RecordingHints } from './recording-hints.ts';
import { RecordingJournal } from './recording-journal.ts';

export interface PublishingWorld {
  readonly ports: PublishPorts;
  readonly log: InMemoryLog;
  readonly media: InMemoryMediaStore;
  readonly x: FakeX;
  readonly journal: RecordingJournal;
  /** A real photo, staged. */
  readonly photo: MediaRef;
  /** `<id> <state>` of each row whose end was shown. */
  readonly announced: string[];
  /** In force for every account; a test may replace it. */
  rules: AccountRules;
  now(): number;
  advance(milliseconds: number): void;
  /** Takes a post of the account `main` in; its text is `text <id>` unless told otherwise. */
  accept(id: string, post?: Partial<Post>): Promise<void>;
  publish(owner?: string): Promise<'done' | 'busy'>;
  row(id: string): Promise<Publication>;
}

/** Everything a publisher reaches, in memory, with a clock that the test moves. */
export async function publishingWorld(): Promise<PublishingWorld> {
  const { clock, advance } = manualClock();
  const log = new InMemoryLog();
  const x = new FakeX(clock);
  const journal = new RecordingJournal();
  const media = new InMemoryMediaStore(clock);
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
    rules: () => world.rules,
  };
  const world: PublishingWorld = {
    ports,
    log,
    media,
    x,
    journal,
    photo,
    announced,
    now: clock,
    advance,
    rules: { maxLatenessHours: 168, reconcileAfterSeconds: [30, 120, 600], whenUnknown: 'ask' },
    accept: async (id, post = {}) => {
      const whole = { account: 'main', text: `text ${id}`, media: [], ...post };
      await acceptPost({ id, source: 'webhook', label: id, fingerprint: id, post: whole }, ports);
    },
    publish: async (owner = 'me') => publishAccount('main', ports, { owner, deadlineEpochMs: Infinity }),
    row: async (id) => (await log.publication(id))!,
  };
  return world;
}
