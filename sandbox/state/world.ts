import type { FaultBook } from '../faults/fault-book.ts';
import type { DayCounter } from '../limits/day-counter.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { RequestTokens } from '../pin-flow/request-tokens.ts';
import type { AccountBook } from './account-book.ts';
import type { Account } from './account.ts';
import type { Journal } from './journal.ts';
import type { MediaLibrary } from './media-library.ts';
import type { MessageBox } from './message-box.ts';
import type { Settings } from './settings.ts';
import type { TweetStore } from './tweet-store.ts';

/** Everything the sandbox knows; one for each server. */
export interface World {
  /** Milliseconds since 1970 by the sandbox's own clock, which the control plane can move. */
  now(): number;
  /** A number from 0 up to but without 1. */
  random(): number;
  /** The next snowflake id: as a decimal string, later ones larger. */
  nextId(): string;
  /** The settings in force; replaced whole by the control plane, so read them anew for each request. */
  readonly settings: Settings;
  /** Puts other settings in force. */
  change(settings: Settings): void;
  readonly accounts: readonly Account[];
  readonly accountBook: AccountBook;
  readonly tweets: TweetStore;
  readonly messages: MessageBox;
  readonly media: MediaLibrary;
  readonly requestLimits: RequestLimits;
  /** Statuses of the last day for each account, whichever way they were posted. */
  readonly statusCount: DayCounter;
  /** Pictures of the last day that came by `update_with_media`. */
  readonly mediaCount: DayCounter;
  readonly faults: FaultBook;
  readonly requestTokens: RequestTokens;
  /** State written here is on disk before the answer leaves. */
  readonly journal: Journal;
  /** Folder that outlives the process, when the sandbox has one (`--data`). */
  readonly dataDir: string | undefined;
}
