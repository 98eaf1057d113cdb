import type { S3Client } from '@aws-sdk/client-s3';

import { openXAccounts } from '../../../functions/adapters/x/open-accounts.ts';
import { openMedia } from '../../../functions/domain/open-media.ts';
import type { Journal, MediaStore } from '../../../functions/domain/ports.ts';
import type { MediaSource } from '../../../functions/domain/x-account.ts';
import { MAX_PHOTO_BYTES, V2_CHUNK_BYTES } from '../../../functions/domain/x-limits.ts';
import { type Item, keyOf } from '../items.ts';
import type { OpenContender } from './contender.ts';
import { openObject } from './open-object.ts';
import { openStore } from './open-store.ts';
import { headObject, openRange } from './stored-object.ts';

const V1_CHUNK_BYTES = 4_194_304;

/** The driver alone: the event that brings an object tells its size, so that a picture is read in one piece. */
export const openV1: OpenContender = driverAlone('v1', V1_CHUNK_BYTES);
export const openV2: OpenContender = driverAlone('v2', V2_CHUNK_BYTES);

/** Asked for and looked through first, as Pigeonpost does before it posts. */
export const openCheckedV1: OpenContender = open('v1', checked);
export const openCheckedV2: OpenContender = open('v2', checked);

type OpenSource = (store: S3Client, item: Item) => Promise<MediaSource>;

function driverAlone(driver: 'v1' | 'v2', chunkBytes: number): OpenContender {
  return open(driver, (store, item) =>
    openObject(store, item, item.kind === 'photo' ? MAX_PHOTO_BYTES : Math.min(chunkBytes, item.totalBytes)),
  );
}

function checked(store: S3Client, item: Item): Promise<MediaSource> {
  const unused = (): never => {
    throw new Error('the bench only reads');
  };
  const media: MediaStore = {
    head: async (ref) => ({ ref, metadata: {}, ...(await headObject(store, ref.key)) }),
    read: async ({ key, eTag }, startByte = 0, endByteExclusive = Infinity, signal) =>
      (await openRange(store, key, startByte, endByteExclusive, { eTag, signal })).bytes,
    stage: unused,
    tag: unused,
  };
  return openMedia({ area: 'drop', key: keyOf(item) }, media);
}

function open(driver: 'v1' | 'v2', openSource: OpenSource): OpenContender {
  return async ({ storeUrl, apiUrl, uploadUrl }, keys) => {
    const store = openStore(storeUrl);
    const accounts = openXAccounts({
      secrets: { read: () => Promise.resolve(keys) },
      accounts: { bench: { driver, apiBaseUrl: apiUrl, uploadBaseUrl: driver === 'v1' ? uploadUrl : apiUrl } },
      clock: Date.now,
      random: Math.random,
      journal: countingJournal(),
    });
    return {
      async post(item, text) {
        const [account, source] = await Promise.all([accounts.open('bench'), openSource(store, item)]);
        const { mediaId } = await account.uploadMedia(source);
        return (await account.createPost({ text, mediaIds: [mediaId] })).postId;
      },
      async close() {
        await accounts.close();
        store.destroy();
      },
    };
  };
}

/** Makes each line as the real ones do, and keeps its length only. */
function countingJournal(): Journal {
  let writtenBytes = 0;
  return {
    write: (level, event, fields) => {
      writtenBytes += JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }).length;
    },
  };
}
