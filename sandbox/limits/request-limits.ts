import type { Account } from '../state/account.ts';
import type { Settings } from '../state/settings.ts';
import { type LimitRule, limitTable } from './limit-table.ts';

interface Window {
  endsAtEpochMs: number;
  used: number;
}

/** One limit as it stands. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetEpochSeconds: number;
}

export interface LimitVerdict {
  readonly user: LimitState;
  /** undefined where only users are counted. */
  readonly app: LimitState | undefined;
  readonly rule: LimitRule;
  readonly exceeded: boolean;
}

/** The one set of request counters: headers, 429 and `rate_limit_status` all read it. */
export class RequestLimits {
  readonly #windows = new Map<string, Window>();

  /** Counts one call; undefined when that call has no limit. */
  take(name: string, caller: Account, nowEpochMs: number, settings: Settings): LimitVerdict | undefined {
    const rule = limitTable[name];
    if (rule === undefined) return undefined;
    const user = this.#use(
      `user ${caller.userId} ${name}`,
      perUser(name, rule, settings),
      rule.windowSeconds,
      nowEpochMs,
    );
    const app =
      rule.perApp &&
      this.#use(`app ${caller.consumerKey} ${name}`, rule.perApp.limit, rule.perApp.windowSeconds, nowEpochMs);
    return { user: user.state, app: app?.state, rule, exceeded: user.exceeded || app?.exceeded === true };
  }

  /** The user's limit as it stands, without counting. */
  read(name: string, rule: LimitRule, caller: Account, nowEpochMs: number, settings: Settings): LimitState {
    const window = this.#window(`user ${caller.userId} ${name}`, rule.windowSeconds, nowEpochMs);
    return stateOf(window, perUser(name, rule, settings));
  }

  clear(): void {
    this.#windows.clear();
  }

  #use(
    key: string,
    limit: number,
    windowSeconds: number,
    nowEpochMs: number,
  ): { state: LimitState; exceeded: boolean } {
    const window = this.#window(key, windowSeconds, nowEpochMs);
    const exceeded = window.used >= limit;
    if (!exceeded) window.used += 1;
    this.#windows.set(key, window);
    return { state: stateOf(window, limit), exceeded };
  }

  #window(key: string, windowSeconds: number, nowEpochMs: number): Window {
    const window = this.#windows.get(key);
    const lengthMs = windowSeconds * 1000;
    // A clock that was moved back must not leave a window open for longer than it lasts.
    const running =
      window !== undefined && nowEpochMs < window.endsAtEpochMs && window.endsAtEpochMs - nowEpochMs <= lengthMs;
    return running ? window : { endsAtEpochMs: nowEpochMs + lengthMs, used: 0 };
  }
}

function perUser(name: string, rule: LimitRule, { limits }: Settings): number {
  return limits.requests[name] ?? rule.perUser;
}

function stateOf({ used, endsAtEpochMs }: Window, limit: number): LimitState {
  return { limit, remaining: Math.max(0, limit - used), resetEpochSeconds: Math.ceil(endsAtEpochMs / 1000) };
}
