import { FaultBook } from '../faults/fault-book.ts';
import type { FaultWish } from '../faults/fault.ts';
import { LateWork } from '../faults/late-work.ts';
import { DayCounter } from '../limits/day-counter.ts';
import { RequestLimits } from '../limits/request-limits.ts';
import type { AuthContext } from '../oauth/authenticate.ts';
import { NonceStore } from '../oauth/nonce-store.ts';
import { RequestTokens } from '../pin-flow/request-tokens.ts';
import { createMediaLibrary } from '../routes/media-endpoints.ts';
import { AccountBook } from './account-book.ts';
import { forgetfulJournal } from './journal.ts';
import type { MediaLibrary } from './media-library.ts';
import { mergeSettings } from './merge-settings.ts';
import { MessageBox } from './message-box.ts';
import { type Settings, defaultSettings } from './settings.ts';
import { createIdSource } from './snowflake.ts';
import { openSqliteJournal } from './sqlite-journal.ts';
import { TweetStore } from './tweet-store.ts';
import type { World } from './world.ts';

export interface WorldOptions {
  readonly era?: Settings['era'];
  readonly dataDir?: string | undefined;
  /** Faults to begin with, and again after a reset. */
  readonly faults?: readonly FaultWish[];
  /** Real time in milliseconds; the sandbox's own clock is this plus what the settings add. */
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

/** The world with what only the control plane may do to it. */
export interface RuledWorld extends World {
  readonly lateWork: LateWork;
  /** What signatures are judged by at this moment. */
  auth(): AuthContext;
  reset(): Promise<void>;
  close(): Promise<void>;
}

class SandboxWorld implements RuledWorld {
  settings: Settings;
  readonly dataDir: string | undefined;
  readonly journal;
  readonly accountBook;
  readonly tweets;
  readonly messages;
  readonly statusCount;
  readonly mediaCount;
  readonly requestLimits = new RequestLimits();
  readonly faults = new FaultBook();
  readonly requestTokens = new RequestTokens();
  readonly lateWork = new LateWork();
  readonly media: MediaLibrary;
  readonly nextId: () => string;
  readonly random: () => number;
  readonly #nowMs: () => number;
  readonly #nonces = new NonceStore();
  readonly #startEra: Settings['era'];
  readonly #startFaults: readonly FaultWish[];

  constructor(options: WorldOptions) {
    this.#startEra = options.era ?? 'classic';
    this.#startFaults = options.faults ?? [];
    for (const fault of this.#startFaults) this.faults.add(fault);
    this.#nowMs = options.nowMs ?? Date.now;
    this.random = options.random ?? Math.random;
    this.dataDir = options.dataDir;
    this.journal = options.dataDir === undefined ? forgetfulJournal : openSqliteJournal(options.dataDir);
    this.settings = this.#keptSettings(options.era);
    this.accountBook = new AccountBook(this.journal);
    this.tweets = new TweetStore(this.journal);
    this.messages = new MessageBox(this.journal);
    this.statusCount = new DayCounter(this.journal, 'statuses');
    this.mediaCount = new DayCounter(this.journal, 'media');
    this.nextId = createIdSource(() => this.now(), BigInt(this.tweets.all().at(-1)?.id ?? 0));
    this.media = createMediaLibrary(this);
    this.journal.flush();
  }

  get accounts() {
    return this.accountBook.all;
  }

  now(): number {
    const { shiftSeconds, skewSeconds } = this.settings.clock;
    return this.#nowMs() + (shiftSeconds + skewSeconds) * 1000;
  }

  change(settings: Settings): void {
    this.settings = settings;
    this.journal.put('settings', 'all', settings);
  }

  /** Those of the data folder, if they still make sense, in the era that was asked for. */
  #keptSettings(era: Settings['era'] | undefined): Settings {
    const defaults = defaultSettings(this.#startEra);
    const kept = mergeSettings(defaults, this.journal.load('settings')[0]?.value ?? {});
    const settings = typeof kept === 'string' ? defaults : { ...kept, era: era ?? kept.era };
    this.journal.put('settings', 'all', settings);
    return settings;
  }

  auth(): AuthContext {
    const { clock } = this.settings;
    const withoutTravel = this.#nowMs() / 1000 + clock.skewSeconds;
    return {
      clock,
      nowSeconds: [withoutTravel, withoutTravel + clock.shiftSeconds],
      nonces: this.#nonces,
      consumerSecret: (consumerKey) => this.accountBook.consumerSecret(consumerKey),
      token: (token) => this.#findToken(token),
    };
  }

  #findToken(token: string): ReturnType<AuthContext['token']> {
    const account = this.accountBook.byToken(token);
    if (account !== undefined) return { secret: account.accessTokenSecret, consumerKey: account.consumerKey, account };
    const request = this.requestTokens.get(token);
    return request && { secret: request.secret, consumerKey: request.consumerKey, account: undefined };
  }

  async reset(): Promise<void> {
    this.journal.clear();
    this.change(defaultSettings(this.#startEra));
    this.accountBook.clear();
    this.accountBook.addFirst();
    for (const part of [
      this.tweets,
      this.messages,
      this.statusCount,
      this.mediaCount,
      this.requestLimits,
      this.#nonces,
      this.lateWork,
    ]) {
      part.clear();
    }
    this.faults.remove();
    for (const fault of this.#startFaults) this.faults.add(fault);
    await this.media.reset();
    this.journal.flush();
  }

  async close(): Promise<void> {
    await this.media.close();
    this.journal.flush();
    this.journal.close();
  }
}

export function createWorld(options: WorldOptions = {}): RuledWorld {
  return new SandboxWorld(options);
}
