import type { S3Client } from '@aws-sdk/client-s3';

import { mediaTypes, SNIFF_BYTES, sniffMedia } from '../../../functions/domain/sniff-media.ts';
import type { MediaSource } from '../../../functions/domain/x-account.ts';
import { type Item, keyOf } from '../items.ts';
import { openRange } from './stored-object.ts';

/**
 * The object as something to upload. Its size and its type come from the first range, which is then the first one
 * uploaded; nothing is asked for twice.
 *
 * @param firstBytes what the driver will read first
 */
export async function openObject(store: S3Client, item: Item, firstBytes: number): Promise<MediaSource> {
  const key = keyOf(item);
  const { totalBytes, eTag, bytes } = await openRange(store, key, 0, firstBytes);
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  for (let held = 0; held < Math.min(SNIFF_BYTES, totalBytes);) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    head.push(value);
    held += value.length;
  }
  const mediaType = mediaTypes[sniffMedia(Buffer.concat(head))];
  let early: AsyncIterable<Uint8Array> | undefined = joined(head, iterator);
  return {
    mediaType,
    kind: item.kind,
    totalBytes,
    async read(startByte, endByteExclusive, signal) {
      if (early !== undefined && startByte === 0 && endByteExclusive === Math.min(firstBytes, totalBytes)) {
        const taken = early;
        early = undefined;
        return taken;
      }
      return (await openRange(store, key, startByte, endByteExclusive, { eTag, signal })).bytes;
    },
  };
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* { [Symbol.asyncIterator]: () => rest };
}
