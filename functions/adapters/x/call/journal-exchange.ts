import type { Journal, LogLevel } from '../../../domain/ports.ts';
import { limitHeaders } from '../answers/when-to-retry.ts';

export interface ExchangeFacts {
  readonly account: string;
  readonly tokenFingerprint: string;
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly requestId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Code of the transport error, where no answer came. */
  readonly failure?: string;
  readonly wasSent?: boolean;
  readonly durationMs: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly isRoutine: boolean;
}

/** One line an exchange: facts by an allow list, so no header, query, text or token can slip in. */
export function journalExchange(journal: Journal, facts: ExchangeFacts): void {
  const { headers = {}, status, requestId, failure, wasSent, isRoutine, ...always } = facts;
  journal.write(levelOf(status, isRoutine), 'x-exchange', {
    ...always,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(failure === undefined ? {} : { failure }),
    ...(wasSent === undefined ? {} : { wasSent }),
    ...limitHeaders(headers),
  });
}

function levelOf(status: number | undefined, isRoutine: boolean): LogLevel {
  if (status === undefined || status >= 400) return 'warn';
  return isRoutine ? 'debug' : 'info';
}
