import type { LimitWindow } from './x-account.ts';

/**
 * What an account sent and what that cost: part of its item, so that each intent is counted in the transaction that
 * saves it. Days and months are those of UTC.
 */
export interface AccountLedger {
  /** As in `2026-10-01`. */
  readonly day: string;
  /** Posts begun on that day, those that X refused left out. */
  readonly posts: number;
  /** Pictures and videos on those posts. */
  readonly media: number;
  /** As in `2026-10`. */
  readonly month: string;
  /** What the posts of that month cost, those that X refused left out. */
  readonly costMicroUsd: number;
  readonly lastIntentAtEpochMs: number | null;
  /** When routes that keep a pace of their own began their last posts, by prefix. */
  readonly routes?: Readonly<Record<string, number>>;
  /** X's own limits, as its answers told them or as we count them where it tells nothing. */
  readonly windows: readonly LimitWindow[];
}

/** One post as the ledger counts it. */
export interface Demand {
  readonly media: number;
  readonly costMicroUsd: number;
}

/** What was charged and when. */
interface Charge extends Demand {
  readonly intentAtEpochMs: number;
}

/** A limit that X applies and does not tell: posts in a window that begins with the first of them. */
export interface UntoldLimit {
  readonly posts: number;
  readonly windowSeconds: number;
}

export const emptyLedger: AccountLedger = {
  day: '',
  posts: 0,
  media: 0,
  month: '',
  costMicroUsd: 0,
  lastIntentAtEpochMs: null,
  windows: [],
};

const UNTOLD = 'untold';

/** The ledger as it stands at that moment: what belongs to another day, month or window is forgotten. */
export function ledgerAt(ledger: AccountLedger, nowEpochMs: number): AccountLedger {
  const day = dayOf(nowEpochMs);
  const month = monthOf(nowEpochMs);
  return {
    ...ledger,
    ...(ledger.day === day ? {} : { day, posts: 0, media: 0 }),
    ...(ledger.month === month ? {} : { month, costMicroUsd: 0 }),
    windows: ledger.windows.filter(({ resetAtEpochMs }) => resetAtEpochMs > nowEpochMs),
  };
}

/** The ledger with one more post. */
export function charge(ledger: AccountLedger, demand: Demand, nowEpochMs: number, untold?: UntoldLimit): AccountLedger {
  const now = ledgerAt(ledger, nowEpochMs);
  const windows = now.windows.map((window) => ({ ...window, remaining: Math.max(0, window.remaining - 1) }));
  const isNew = untold !== undefined && !windows.some(({ name }) => name === UNTOLD);
  const first = isNew
    ? [{ name: UNTOLD, remaining: untold.posts - 1, resetAtEpochMs: nowEpochMs + untold.windowSeconds * 1000 }]
    : [];
  return {
    ...now,
    posts: now.posts + 1,
    media: now.media + demand.media,
    costMicroUsd: now.costMicroUsd + demand.costMicroUsd,
    lastIntentAtEpochMs: nowEpochMs,
    windows: [...windows, ...first],
  };
}

/** The ledger without a post that X did not create. X's windows count the call all the same. */
export function giveBack(ledger: AccountLedger, charged: Charge): AccountLedger {
  return add(ledger, charged, -1);
}

/** The ledger with a post that was given back and stands on X after all. */
export function takeAgain(ledger: AccountLedger, charged: Charge): AccountLedger {
  return add(ledger, charged, 1);
}

function add(ledger: AccountLedger, charged: Charge, times: 1 | -1): AccountLedger {
  const onDay = ledger.day === dayOf(charged.intentAtEpochMs) ? times : 0;
  const inMonth = ledger.month === monthOf(charged.intentAtEpochMs) ? times : 0;
  return {
    ...ledger,
    posts: Math.max(0, ledger.posts + onDay),
    media: Math.max(0, ledger.media + onDay * charged.media),
    costMicroUsd: Math.max(0, ledger.costMicroUsd + inMonth * charged.costMicroUsd),
  };
}

/** The ledger with money spent on something other than a post. */
export function spend(ledger: AccountLedger, costMicroUsd: number, nowEpochMs: number): AccountLedger {
  const now = ledgerAt(ledger, nowEpochMs);
  return { ...now, costMicroUsd: now.costMicroUsd + costMicroUsd };
}

/** The ledger with what X's answer told of its limits; those it did not mention stay. */
export function withWindows(ledger: AccountLedger, told: readonly LimitWindow[]): AccountLedger {
  const names = new Set(told.map(({ name }) => name));
  return { ...ledger, windows: [...ledger.windows.filter(({ name }) => !names.has(name)), ...told] };
}

/** The first moment of the day after, UTC. */
export function nextDay(nowEpochMs: number): number {
  const date = new Date(nowEpochMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function monthOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 7);
}
