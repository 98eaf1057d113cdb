import { MediaRejectedError, PigeonpostError, StoreUnavailableError } from '../../../domain/errors.ts';
import type { MediaSource } from '../../../domain/x-account.ts';
import { adviceOf } from '../answers/own-outcomes.ts';

export interface ByteRange {
  readonly startByte: number;
  readonly endByteExclusive: number;
}

/**
 * The bytes of that range, exactly as many as asked for.
 *
 * @param opened a read of this range that was begun before
 * @throws MediaRejectedError `SOURCE_CHANGED` when the store gives more or fewer
 * @throws StoreUnavailableError when reading breaks off
 */
export async function* sourceBytes(
  range: ByteRange,
  opened: Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  const wantedBytes = range.endByteExclusive - range.startByte;
  let givenBytes = 0;
  try {
    for await (const piece of await opened) {
      givenBytes += piece.length;
      if (givenBytes > wantedBytes) throw changed(range);
      yield piece;
    }
  } catch (error) {
    if (error instanceof PigeonpostError) throw error;
    throw new StoreUnavailableError('the media could not be read to its end', { cause: error });
  }
  if (givenBytes < wantedBytes) throw changed(range);
}

/** The read of that range, begun now; a failure waits until someone reads. */
export function openRange(
  source: MediaSource,
  range: ByteRange,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  const opened = source.read(range.startByte, range.endByteExclusive, signal);
  // A lane that ends before it comes to this range leaves nobody to hear of a failure.
  opened.catch(() => undefined);
  return opened;
}

function changed({ startByte, endByteExclusive }: ByteRange): MediaRejectedError {
  const message = `the store gave another number of bytes than bytes ${startByte} to ${endByteExclusive - 1} hold`;
  return new MediaRejectedError('SOURCE_CHANGED', message, { advice: adviceOf('SOURCE_CHANGED') });
}
