import type { PigeonpostConfig } from './config/config-schema.ts';
import type { Clock, FetchHints, Hints, Journal, MediaStore, PublicationLog, Random, Secrets } from './domain/ports.ts';

/** What an engine gives: the ports, and how time passes on it. */
export interface Engine {
  readonly config: PigeonpostConfig;
  readonly log: PublicationLog;
  readonly hints: Hints;
  /** Where there are none, the sweep's have to do. */
  readonly fetchHints?: FetchHints;
  readonly media: MediaStore;
  readonly secrets: Secrets;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Replaces all of X's hosts: the sandbox's address. */
  readonly xApiUrl?: string;
  /** When to look for a post of unknown outcome; X's own timelines lag by up to half a minute. */
  readonly reconcileAfterSeconds?: readonly number[];
}
