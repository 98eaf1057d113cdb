import { RECONCILE_AFTER_SECONDS } from '../functions/config/rules-of.ts';
import { ConfigError } from '../functions/domain/errors.ts';

const MOST_READS = 10;
const DAY_SECONDS = 86_400;

/**
 * When to look for a post of unknown outcome, seconds after the call, from a list as in `30,120,600`.
 *
 * @throws ConfigError for what is no list of rising whole seconds
 */
export function readTimesOf(text: string): readonly number[] {
  const times = text.split(',').map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : Number.NaN));
  const isRising = times.every((time, index) => time > (times[index - 1] ?? 0) && time <= DAY_SECONDS);
  if (isRising && times.length <= MOST_READS) return times;
  const message = `--read-times must be 1 to ${MOST_READS} rising whole seconds, as in 30,120,600`;
  throw new ConfigError(`${message}; got ${text.slice(0, 50)}`);
}

/**
 * Lets times pass that X itself needs: a post may be out and not shown yet, and would then be sent a second time.
 *
 * @throws ConfigError for fewer or earlier looks than the standard ones
 */
export function refuseHastyReads(times: readonly number[]): void {
  const isPatient = RECONCILE_AFTER_SECONDS.every((least, index) => (times[index] ?? 0) >= least);
  if (isPatient) return;
  throw new ConfigError(
    `--read-times ${times.join(',')} is too hasty for X itself, which may show a post late; at least ${RECONCILE_AFTER_SECONDS.join(',')}`,
  );
}
