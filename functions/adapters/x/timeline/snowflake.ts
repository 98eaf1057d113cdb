import { SNOWFLAKE_EPOCH_MS } from '../../../domain/x-limits.ts';

/** The highest id that X may have given before that moment: for `since_id`, which is exclusive. */
export function snowflakeBefore(epochMs: number): string {
  const sinceEpoch = Math.max(0, Math.floor(epochMs) - SNOWFLAKE_EPOCH_MS);
  const first = BigInt(sinceEpoch) << 22n;
  return String(first > 0n ? first - 1n : 0n);
}

/** When X made the post, in milliseconds since 1970. */
export function timeOfSnowflake(id: string): number {
  return Number(BigInt(id) >> 22n) + SNOWFLAKE_EPOCH_MS;
}

/** For sorting, newest first. Ids have 64 bits, so neither text nor number order will do. */
export function byIdDescending(a: { readonly postId: string }, b: { readonly postId: string }): number {
  const difference = BigInt(b.postId) - BigInt(a.postId);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
