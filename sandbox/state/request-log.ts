import type { Explanation } from '../oauth/signature-check.ts';

/** One request to the played API as people read it later. Never holds a secret. */
export interface LoggedRequest {
  readonly number: number;
  readonly atEpochMs: number;
  readonly method: string;
  /** Path without the query, which may carry a signature. */
  readonly path: string;
  /** Name of the endpoint; undefined for a path that X does not know. */
  readonly endpoint: string | undefined;
  /** undefined when no answer was sent. */
  readonly status: number | undefined;
  readonly screenName: string | undefined;
  readonly durationMs: number;
  readonly bodyBytes: number;
  readonly signature: Explanation;
  /** What happened to the request besides, as in `fault: cut after the work`. */
  readonly notes: readonly string[];
}

const KEPT = 1000;

/** The latest requests, oldest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #count = 0;

  add(entry: Omit<LoggedRequest, 'number'>): void {
    this.#count += 1;
    this.#entries.push({ number: this.#count, ...entry });
    // Cut in bulk, so that a busy sandbox does not move a thousand entries for each request.
    if (this.#entries.length > 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-KEPT);
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
  }
}
