import type { Publication } from './publication.ts';
import { SNOWFLAKE_EPOCH_MS } from './x-limits.ts';

const MARGIN_MS = 60_000;

/** When a post was made, as its id tells; now, where the id tells a time that cannot be that of this row's post. */
export function timeOfPost(postId: string, { attempts }: Publication, nowEpochMs: number): number {
  const told = Number(BigInt(postId) >> 22n) + SNOWFLAKE_EPOCH_MS;
  const earliest = Math.min(...attempts.map(({ intentAtEpochMs }) => intentAtEpochMs)) - MARGIN_MS;
  return told >= earliest && told <= nowEpochMs + MARGIN_MS ? told : nowEpochMs;
}
