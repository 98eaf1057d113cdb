import type { Clock, Journal, Random } from '../../../domain/ports.ts';
import type { Step } from '../answers/outcome.ts';
import type { Redact } from '../answers/redact.ts';
import type { HostPools } from '../http/host-pools.ts';
import type { RequestBody } from '../http/request-body.ts';
import type { AccountClock } from '../oauth/account-clock.ts';
import type { Keys } from '../oauth/keys.ts';
import type { Params } from '../oauth/sign-request.ts';
import type { CallDeadlines } from './retry-rules.ts';

/** All that a call of one account needs. */
export interface Session {
  readonly account: string;
  readonly keys: Keys;
  readonly tokenFingerprint: string;
  readonly accountClock: AccountClock;
  readonly redact: Redact;
  readonly pools: HostPools;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly deadlines: CallDeadlines;
  /** Refuses everything but GET: a preview cannot post, whatever flag went wrong above. */
  readonly readOnly: boolean;
  /** Resolves after that long, or at once when the signal ends the call; never rejects. */
  pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

/** One call of X's API. */
export interface XCall {
  readonly step: Step;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As in `https://api.x.com`. */
  readonly baseUrl: string;
  readonly path: string;
  readonly query?: Params;
  /** Made anew for each try, since a stream can be sent once only. */
  readonly body?: () => RequestBody;
  readonly deadline: keyof CallDeadlines;
  /** One of many alike: its success goes to the journal at level `debug`. */
  readonly isRoutine?: boolean;
  readonly signal: AbortSignal | undefined;
}

/** As in `POST /2/tweets`. */
export function labelOf(call: XCall): string {
  return `${call.method} ${call.path}`;
}
