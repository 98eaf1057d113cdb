import { setTimeout } from 'node:timers/promises';

/** Resolves after that many milliseconds of real time, or at once when the signal ends it. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    // Only the signal makes it fail, and who waits looks at the signal himself.
  }
}
