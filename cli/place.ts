import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import type { Secrets } from '../functions/domain/ports.ts';
import type { Handlers } from '../functions/wiring.ts';
import type { DropSource } from '../local/find-backfill.ts';
import type { Check } from './doctor/check.ts';

/** Keys of accounts and webhooks, where this place keeps them. */
export interface KeyStore extends Secrets {
  /** The value of that name; undefined while none was ever stored. */
  find(name: string): Promise<unknown>;
  /**
   * Replaces the value of that name.
   *
   * @throws ConfigError when it cannot be kept there
   */
  write(name: string, value: object): Promise<void>;
  /** Where that one is kept, for people. */
  whereabouts(name: string): string;
}

/** One thing to know of a place, as in `drop bucket`. */
export interface PlaceFact {
  /** For programs. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  /** Null for what there is not, as an address while no engine runs. */
  readonly value: string | null;
}

/** Where a command works: a folder of this machine, or a deployment on AWS. */
export interface OpenPlace {
  readonly config: PigeonpostConfig;
  /** As in `this folder` or `this deployment`. */
  readonly name: string;
  /**
   * Opened on first use.
   *
   * @throws ConfigError when nothing ever ran there, or it cannot be used
   */
  readonly operate: Handlers['operate'];
  /** What is queued there goes out on X itself. */
  readonly isLive: boolean;
  /** Somebody works it now. */
  readonly isWorked: boolean;
  /** @throws ConfigError when they cannot be used */
  readonly keys: KeyStore;
  /**
   * What takes the place of X for this place; undefined for X itself.
   *
   * @throws ConfigError when nobody can tell
   */
  readonly xApiUrl: string | undefined;
  /** Where webhooks are called, ending in `/webhooks/`; undefined while nothing listens. */
  readonly webhooksUrl: string | undefined;
  /** Where clients of X's API v1.1 call instead of X; undefined while nothing listens. */
  readonly bridgeUrl: string | undefined;
  readonly facts: readonly PlaceFact[];
  /** Whether there is a log to look into. */
  readonly hasLog: boolean;
  /**
   * What lies in folder or bucket.
   *
   * @throws ConfigError when nothing ever ran there, or it cannot be used
   */
  readonly drops: DropSource;
  /** What has to be right here, besides accounts and webhooks. */
  checks(): Promise<readonly Check[]>;
  close(): void;
}
