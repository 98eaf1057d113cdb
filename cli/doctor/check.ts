import { type PigeonpostError, StoreUnavailableError } from '../../functions/domain/errors.ts';

/** One thing that was looked at. */
export interface Check {
  /** As in `keys of main`. */
  readonly name: string;
  /** `warn` works, and somebody should know; `fail` does not. */
  readonly level: 'ok' | 'warn' | 'fail';
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What such an error means for the thing that was looked at. */
export function failed(name: string, { message, advice }: PigeonpostError): Check {
  return { name, level: 'fail', says: message, ...(advice === undefined ? {} : { advice }) };
}

/**
 * A look at something in AWS; where the caller has no right to look, that is all that can be said.
 *
 * @param right as in `sqs:GetQueueAttributes`
 */
export async function lookInAws(name: string, right: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const { name: kind = '' } = error.cause instanceof Error ? error.cause : {};
    if (!/AccessDenied|NotAuthorized/.test(kind)) return failed(name, error);
    return { name, level: 'warn', says: 'you may not look at it', advice: `Allow ${right}.` };
  }
}
