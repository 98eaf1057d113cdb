import { ledgerAt, nextDay } from '../domain/account-ledger.ts';
import type { BridgePorts } from './bridge-endpoint.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * `x-mediaratelimit-*` of `update_with_media`, on successes and errors alike: pictures and videos that the account allows
 * itself until the day ends, UTC. None for an account without `mediaPerDay`.
 */
export async function mediaLimitHeaders(account: string, { config, log, clock }: BridgePorts): Promise<Headers> {
  const limit = config.accounts[account]?.mediaPerDay;
  if (limit === undefined) return {};
  const nowEpochMs = clock();
  const { media } = ledgerAt((await log.gate(account)).ledger, nowEpochMs);
  return {
    'x-mediaratelimit-limit': String(limit),
    'x-mediaratelimit-remaining': String(Math.max(0, limit - media)),
    'x-mediaratelimit-reset': String(Math.ceil(nextDay(nowEpochMs) / 1000)),
    'x-mediaratelimit-class': 'photos',
  };
}

/** X's limit for posts, as its answers told it, and when the account is open again. */
export async function rateLimitHeaders(account: string, { log }: BridgePorts): Promise<Headers> {
  const { closedUntilEpochMs, ledger } = await log.gate(account);
  const window = ledger.windows.find(({ name }) => name === 'x-rate-limit');
  const resetAtEpochMs = closedUntilEpochMs ?? window?.resetAtEpochMs;
  return {
    ...(window?.limit === undefined ? {} : { 'x-rate-limit-limit': String(window.limit) }),
    'x-rate-limit-remaining': '0',
    ...(resetAtEpochMs === undefined ? {} : { 'x-rate-limit-reset': String(Math.ceil(resetAtEpochMs / 1000)) }),
  };
}
