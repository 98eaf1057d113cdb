import { RejectedTriggerError } from '../../domain/errors.ts';

/** Standard Webhooks leaves the number open; its reference libraries, Stripe and Slack use five minutes. */
const TOLERANCE_SECONDS = 5 * 60;

/** A time of signing that is no text of a number in disguise, as ` 17`, `17abc` or `1e9` are. */
export const TIMESTAMP_FORM = /^\d{1,12}$/;

/**
 * Lets pass what was signed just now, the future being refused like the past; both ends are included.
 *
 * @throws RejectedTriggerError `TIMESTAMP_OUT_OF_RANGE`
 */
export function assertTimely(
  timestampEpochSeconds: number,
  nowEpochMs: number,
  toleranceSeconds = TOLERANCE_SECONDS,
): void {
  const ageSeconds = Math.floor(nowEpochMs / 1000) - timestampEpochSeconds;
  if (Math.abs(ageSeconds) > toleranceSeconds) {
    throw new RejectedTriggerError('TIMESTAMP_OUT_OF_RANGE', `the call was signed ${ageSeconds} s ago`);
  }
}
