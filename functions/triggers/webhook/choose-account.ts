import { RejectedTriggerError } from '../../domain/errors.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';

/**
 * The account a call posts to: the one it names, or the webhook's only one.
 *
 * @throws RejectedTriggerError `ACCOUNT_UNKNOWN` for an account the webhook may not post to, whether it exists or not
 */
export function chooseAccount(named: string | undefined, allowed: readonly string[]): string {
  const [only, ...others] = allowed;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  if (named === undefined) {
    const message = `is missing: this webhook posts to ${allowed.join(', ')}`;
    throw fieldsRefused([{ path: 'account', code: 'SCHEMA', message }]);
  }
  if (allowed.includes(named)) return named;
  const message = `this webhook posts to ${allowed.join(', ')} only`;
  throw new RejectedTriggerError('ACCOUNT_UNKNOWN', message, {
    faults: [{ path: 'account', code: 'ACCOUNT_UNKNOWN', message }],
  });
}
