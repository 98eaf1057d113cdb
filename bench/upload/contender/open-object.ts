import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import type { MediaStore } from '../../../functions/domain/ports.ts';
import type { MediaRef } from '../../../functions/domain/post.ts';
import { mediaTypes, SNIFF_BYTES, sniffMedia } from '../../../functions/domain/sniff-media.ts';
import type { MediaSource } from '../../../functions/domain/x-account.ts';
import { type Item, keyOf } from '../items.ts';
import { BUCKET } from './open-store.ts';

/**
 * The object as something to upload. Its size and its type come from the first range, which is then the first one
 * uploaded; nothing is asked for twice.
 *
 * @param firstBytes what the driver will read first
 */
export async function openObject(
  client: S3Client,
  store: MediaStore,
  item: Item,
  firstBytes: number,
): Promise<MediaSource> {
  const key = keyOf(item);
  const { totalBytes, eTag, bytes } = await openFirst(client, key, firstBytes);
  const iterator = bytes[Symbol.asyncIterator]();
  const head = await readHead(iterator, Math.min(SNIFF_BYTES, totalBytes));
  const ref: MediaRef = { area: 'drop', key, eTag };
  let early: AsyncIterable<Uint8Array> | undefined = joined(head, iterator);
  return {
    mediaType: mediaTypes[sniffMedia(Buffer.concat(head))],
    kind: item.kind,
    totalBytes,
    async read(startByte, endByteExclusive, signal) {
      const taken = early;
      const isFirst = startByte === 0 && endByteExclusive === Math.min(firstBytes, totalBytes);
      if (taken === undefined || !isFirst) return store.read(ref, startByte, endByteExclusive, signal);
      early = undefined;
      return taken;
    },
  };
}

interface FirstRange {
  readonly totalBytes: number;
  readonly eTag: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

async function openFirst(client: S3Client, key: string, firstBytes: number): Promise<FirstRange> {
  const command = new GetObjectCommand({ Bucket: BUCKET, Key: key, Range: `bytes=0-${firstBytes - 1}` });
  const { Body, ContentRange, ETag } = await client.send(command);
  const totalBytes = Number(ContentRange?.split('/')[1]);
  if (Body === undefined || ETag === undefined || Number.isNaN(totalBytes)) {
    throw new StoreUnavailableError(`the store's answer for ${key} says too little`);
  }
  return { totalBytes, eTag: ETag.replaceAll('"', ''), bytes: Body as unknown as AsyncIterable<Uint8Array> };
}

async function readHead(pieces: AsyncIterator<Uint8Array>, wantedBytes: number): Promise<Uint8Array[]> {
  const head: Uint8Array[] = [];
  for (let heldBytes = 0; heldBytes < wantedBytes;) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    head.push(value);
    heldBytes += value.length;
  }
  return head;
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* { [Symbol.asyncIterator]: () => rest };
}
