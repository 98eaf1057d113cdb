import { FetchFailedError, MediaRejectedError } from '../../domain/errors.ts';

/** What is read of an answer's head. Names in lower case. */
export interface ReplyHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Too early, too much at once, or the server's own trouble. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where else to look, or undefined when this is what was asked for.
 *
 * @param host for the message: a whole address may be signed
 * @throws MediaRejectedError `FETCH_STATUS`, `FETCH_ENCODING`
 * @throws FetchFailedError for what may pass
 */
export function redirectOf({ statusCode, headers }: ReplyHead, host: string, nowEpochMs: number): string | undefined {
  if (redirects.has(statusCode)) {
    const location = one(headers['location']);
    if (location !== undefined) return location;
    throw new MediaRejectedError('FETCH_STATUS', `${host} answers ${statusCode} and names no other place`);
  }
  if (passing.has(statusCode) || statusCode >= 500) {
    throw new FetchFailedError('FETCH_UNAVAILABLE', `${host} answers ${statusCode}`, {
      retryAtEpochMs: retryAt(one(headers['retry-after']), nowEpochMs),
    });
  }
  if (statusCode !== 200) {
    throw new MediaRejectedError('FETCH_STATUS', `${host} answers ${statusCode}`, {
      advice: 'Open the address in a private window: whoever has it must get the file without logging in.',
    });
  }
  refuseEncoding(one(headers['content-encoding']), host);
  return undefined;
}

/** As the answer tells it; undefined when it does not. */
export function toldBytes({ headers }: ReplyHead): number | undefined {
  const told = one(headers['content-length']);
  return told !== undefined && /^\d{1,15}$/.test(told) ? Number(told) : undefined;
}

/** We ask for none. What is inflated may be a thousand times what came over the wire. */
function refuseEncoding(encoding: string | undefined, host: string): void {
  if (encoding === undefined || /^\s*(?:identity)?\s*$/i.test(encoding)) return;
  throw new MediaRejectedError('FETCH_ENCODING', `${host} sends it compressed (${encoding.slice(0, 20)}), unasked`, {
    advice: 'Have it sent as it is: pictures are compressed already.',
  });
}

/** Seconds, or a date (RFC 9110, 10.2.3); what is neither says nothing. */
function retryAt(text: string | undefined, nowEpochMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return nowEpochMs + Number(text) * 1000;
  // `Date.parse` would take nearly anything for a date.
  const epochMs = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
