import { tellEnd } from './announce-end.ts';
import { correlate } from './correlate.ts';
import { FetchFailedError, PigeonpostError, StoreUnavailableError } from './errors.ts';
import { failureOf } from './failure.ts';
import { fetchOne, type FetchedOne, type FetchOnePorts } from './fetch-one.ts';
import { keepForCancelled } from './keep-for-cancelled.ts';
import type { FetchRules, PublicationLog, Random } from './ports.ts';
import type { LogState } from './publication-state.ts';
import type { Failure, Publication } from './publication.ts';
import { sendHint, type HintPorts } from './send-hint.ts';
import { stepPublication } from './step-publication.ts';
import { hasStaged } from './tag-media.ts';

/** Longer than any function fetches (300 s), shorter than its message stays invisible (1,800 s). */
export const FETCH_LEASE_MS = 330_000;
/** Tries at pauses that double from 5 s to 15 min: two hours in all. */
const MAX_STUMBLES = 12;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 900_000;
/** A server may ask for more patience than that; a post is not worth a day of it. */
const LONGEST_ASKED_MS = 3_600_000;

export interface FetchPorts extends HintPorts, FetchOnePorts {
  readonly log: PublicationLog;
  readonly random: Random;
  /** What the config of its trigger lets it fetch. */
  fetchRules(row: Publication): FetchRules;
}

/**
 * Brings what the row's URLs show into the work bucket, and the row on its way. Whoever moves the row's version first
 * has it, for as long as a fetch can last; for everybody else there is nothing to do.
 *
 * @throws StoreUnavailableError the row is looked at again when its time has come
 */
export async function fetchMedia(id: string, ports: FetchPorts, signal?: AbortSignal): Promise<void> {
  const found = await ports.log.publication(id);
  if (found === undefined) return ports.journal.write('warn', 'fetch-unknown', { id });
  if (found.state !== 'FETCHING' || (found.dueAtEpochMs ?? 0) > ports.clock()) return;
  await correlate(found, async () => {
    // Counted before it is tried, so that what kills the function is not tried for ever. Without a failure it is in hand.
    const claim = { dueAtEpochMs: ports.clock() + FETCH_LEASE_MS, stumbles: found.stumbles + 1, failure: null };
    const row = await step(found, 'FETCHING', claim, ports);
    if (row !== undefined) await fetchAll(row, ports, signal);
  });
}

async function fetchAll(row: Publication, ports: FetchPorts, signal: AbortSignal | undefined): Promise<void> {
  const media = row.post?.media ?? [];
  const rules = ports.fetchRules(row);
  // All are waited for, so that none goes on behind the back of a row that failed.
  const outcomes = await Promise.allSettled(
    media.map(async (medium, index) => fetchOne({ row, medium, index, rules, signal }, ports)),
  );
  const fetched = media.map((medium, index): FetchedOne => {
    const outcome = outcomes[index];
    return outcome?.status === 'fulfilled' ? outcome.value : { medium, record: {} };
  });
  const next = withFetched(row, fetched);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (errors.length > 0) return settle({ row, next, error: errors.find(isLastWord) ?? errors[0] }, ports);
  await goOn(row, next, ports);
}

type Changes = Parameters<typeof stepPublication>[3] & Pick<Publication, 'post'>;

/** What came in is the row's, whatever became of the rest: another try need not ask for it, and the store forgets it in time. */
function withFetched(row: Publication, fetched: readonly FetchedOne[]): Changes {
  const { post } = row;
  if (post === null) throw new Error(`row ${row.id} is ${row.state} but holds no post`);
  return {
    post: { ...post, media: fetched.map(({ medium }) => medium) },
    media: fetched.map(({ record }, index) => ({ ...row.media[index], ...record })),
  };
}

async function goOn(row: Publication, changes: Changes, ports: FetchPorts): Promise<void> {
  const dueAtEpochMs = Math.max(ports.clock(), changes.post?.scheduleAtEpochMs ?? 0);
  const next = await step(row, 'RECEIVED', { ...changes, dueAtEpochMs, failure: null, stumbles: 0 }, ports);
  if (next !== undefined) await sendHint(next.account, next.dueAtEpochMs, ports);
}

interface Trouble {
  readonly row: Publication;
  readonly next: Changes;
  readonly error: unknown;
}

/** Ends the row, or puts it off. Its end the publisher shows: what fetches has no right to touch what it once staged. */
async function settle({ row, next, error }: Trouble, ports: FetchPorts): Promise<void> {
  if (error instanceof StoreUnavailableError) throw error;
  const failure = failureOf(error);
  if (failure.code === 'INTERNAL') tellBug(row, error, ports);
  if (!isLastWord(error) && row.stumbles < MAX_STUMBLES) return putOff({ row, next, error }, failure, ports);
  const ended = await step(row, 'REJECTED', { ...next, failure, isUnshown: hasStaged({ ...row, ...next }) }, ports);
  if (ended !== undefined) tellEnd(ended, ports);
}

/** Without a hint: fetching that sent itself messages would be a loop in the eyes of Lambda. The sweep will see it. */
async function putOff({ row, next, error }: Trouble, failure: Failure, ports: FetchPorts): Promise<void> {
  const base = Math.min(FIRST_PAUSE_MS * 2 ** (row.stumbles - 1), LONGEST_PAUSE_MS);
  const ownPauseMs = Math.round(base * (0.5 + ports.random()));
  const askedEpochMs = error instanceof FetchFailedError ? (error.retryAtEpochMs ?? 0) : 0;
  const askedMs = Math.min(askedEpochMs - ports.clock(), LONGEST_ASKED_MS);
  const dueAtEpochMs = ports.clock() + Math.max(ownPauseMs, askedMs);
  await step(row, 'FETCHING', { ...next, failure, dueAtEpochMs }, ports);
}

function isLastWord(error: unknown): boolean {
  return error instanceof PigeonpostError && error.retry === 'never';
}

/** The row as it was written, or undefined when somebody else changed it meanwhile: it was cancelled, say. */
async function step(
  row: Publication,
  to: LogState,
  changes: Parameters<typeof stepPublication>[3],
  ports: FetchPorts,
): Promise<Publication | undefined> {
  const next = stepPublication(row, to, ports.clock(), changes);
  if ((await ports.log.transact([next])) === 'conflict') {
    await keepForCancelled(next, ports);
    return undefined;
  }
  const { id, account, failure, dueAtEpochMs } = next;
  ports.journal.write(to === 'REJECTED' ? 'warn' : 'info', 'step', {
    id,
    account,
    from: row.state,
    to,
    code: failure?.code ?? null,
    dueInMs: dueAtEpochMs === null ? null : dueAtEpochMs - ports.clock(),
  });
  return next;
}

function tellBug({ id }: Publication, error: unknown, { journal }: FetchPorts): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  journal.write('error', 'unexpected-error', { id, stack: stack.slice(0, 2_000) });
}
