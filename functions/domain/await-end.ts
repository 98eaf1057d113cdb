import { StoreUnavailableError } from './errors.ts';
import type { Clock, PublicationLog } from './ports.ts';
import { isFinal, publicStates } from './publication-state.ts';
import type { Publication } from './publication.ts';

/** Short enough that nobody feels it, long enough that a wait of 25 s reads the log some fifty times. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

export interface AwaitPorts {
  readonly log: PublicationLog;
  readonly clock: Clock;
  /** Resolves after that long. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * The row once it has ended, or as it stands at that moment: it goes on by itself then. Comes back at once where nothing
 * will happen to it before, as where it is scheduled for later or asks for a person.
 */
export async function awaitEnd(row: Publication, byEpochMs: number, ports: AwaitPorts): Promise<Publication> {
  let latest = row;
  for (let pauseMs = FIRST_PAUSE_MS; mayEndBefore(latest, byEpochMs);) {
    const leftMs = byEpochMs - ports.clock();
    if (leftMs <= 0) break;
    await ports.pause(Math.min(pauseMs, leftMs));
    latest = await readAgain(latest, ports.log);
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
  }
  return latest;
}

function mayEndBefore({ state, dueAtEpochMs }: Publication, byEpochMs: number): boolean {
  if (isFinal(state) || dueAtEpochMs === null) return false;
  const isIdle = publicStates[state] === 'queued' || publicStates[state] === 'waiting';
  return !isIdle || dueAtEpochMs <= byEpochMs;
}

/** What is accepted stays accepted while the log does not answer. */
async function readAgain(row: Publication, log: PublicationLog): Promise<Publication> {
  try {
    return (await log.publication(row.id)) ?? row;
  } catch (error) {
    if (error instanceof StoreUnavailableError) return row;
    throw error;
  }
}
