import type { Publication } from './publication.ts';

/** When the post was meant to go out: at its schedule, else when it was accepted, or sent again by hand. */
export function wantedAtEpochMs(row: Publication): number {
  return Math.max(row.post?.scheduleAtEpochMs ?? 0, row.redrivenAtEpochMs ?? row.acceptedAtEpochMs);
}
