import { ledgerAt } from '../../functions/domain/account-ledger.ts';
import { PigeonpostError } from '../../functions/domain/errors.ts';
import type { AccountGate } from '../../functions/domain/publication.ts';
import type { OpenPlace } from '../place.ts';
import { type Check, failed } from './check.ts';

/** Of a budget or a daily number, this share is worth a word. */
const NEARLY = 0.8;

/** Whether an account stands still, and what it has left of its limits, by the log. */
export async function checkGate(account: string, place: OpenPlace): Promise<readonly Check[]> {
  try {
    const gate = await place.operate.log.gate(account);
    return [stateOf(account, gate), limitsOf(account, gate, place)];
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return [failed(`state of ${account}`, error)];
  }
}

function stateOf(account: string, { held, closedUntilEpochMs, closedByPace }: AccountGate): Check {
  const name = `state of ${account}`;
  if (held !== null) {
    const { reason, message, advice = 'Do what the reason asks for.' } = held;
    const resume = `Then: npm run pigeonpost -- resume ${account}`;
    return { name, level: 'fail', says: `is held (${reason}): ${message}`, advice: `${advice} ${resume}` };
  }
  if (closedUntilEpochMs !== null && closedUntilEpochMs > Date.now()) {
    const who = closedByPace === undefined || closedByPace === null ? 'X' : 'its own pace';
    return { name, level: 'warn', says: `waits for ${who} until ${new Date(closedUntilEpochMs).toISOString()}` };
  }
  return { name, level: 'ok', says: 'is not held' };
}

function limitsOf(account: string, gate: AccountGate, { config }: OpenPlace): Check {
  const { postsPerDay, mediaPerDay, monthlyBudgetUsd } = config.accounts[account] ?? {};
  const { posts, media, costMicroUsd, windows } = ledgerAt(gate.ledger, Date.now());
  const spentUsd = costMicroUsd / 1e6;
  const counts = [
    tell(`${posts}`, postsPerDay, 'posts today', posts),
    ...(mediaPerDay === undefined ? [] : [tell(`${media}`, mediaPerDay, 'media today', media)]),
    tell(`$${spentUsd.toFixed(2)}`, monthlyBudgetUsd, 'this month', spentUsd),
    ...windows.map(({ name, remaining, resetAtEpochMs }) => ({
      text: `${name}: ${remaining} left until ${new Date(resetAtEpochMs).toISOString()}`,
      isNear: remaining === 0,
    })),
  ];
  const level = counts.some(({ isNear }) => isNear) ? 'warn' : 'ok';
  return { name: `limits of ${account}`, level, says: counts.map(({ text }) => text).join(', ') };
}

function tell(shown: string, most: number | undefined, what: string, used: number) {
  if (most === undefined) return { text: `${shown} ${what}`, isNear: false };
  return { text: `${shown} of ${most} ${what}`, isNear: used >= most * NEARLY };
}
