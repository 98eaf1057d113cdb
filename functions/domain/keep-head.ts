import { rangedBytes, readRange, type RangedBytes } from './media-facts.ts';

/**
 * The source, but for its first bytes, which are read once and kept: a picture no longer than that is looked at and
 * uploaded by one read.
 */
export function keepHead(source: RangedBytes, headBytes: number): RangedBytes {
  const end = Math.min(headBytes, source.totalBytes);
  let kept: RangedBytes | undefined;
  return {
    totalBytes: source.totalBytes,
    async read(startByte, endByteExclusive, signal) {
      if (endByteExclusive > end) return source.read(startByte, endByteExclusive, signal);
      kept ??= rangedBytes(await readRange(source, 0, end, signal));
      return kept.read(startByte, endByteExclusive, signal);
    },
  };
}
