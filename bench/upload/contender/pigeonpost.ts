import type { S3Client } from '@aws-sdk/client-s3';

import { S3MediaStore } from '../../../functions/adapters/aws/s3-media-store.ts';
import { openXAccounts } from '../../../functions/adapters/x/open-accounts.ts';
import { openMedia } from '../../../functions/domain/open-media.ts';
import type { Journal } from '../../../functions/domain/ports.ts';
import type { Post } from '../../../functions/domain/post.ts';
import type { MediaSource } from '../../../functions/domain/x-account.ts';
import { MAX_PHOTO_BYTES, V2_CHUNK_BYTES } from '../../../functions/domain/x-limits.ts';
import { type Item, keyOf } from '../items.ts';
import type { OpenContender } from './contender.ts';
import { openObject } from './open-object.ts';
import { BUCKET, openStore } from './open-store.ts';

const V1_CHUNK_BYTES = 4_194_304;

/** The driver alone: the event that brings an object tells its size, so that a picture is read in one piece. */
export const openV1: OpenContender = driverAlone('v1', V1_CHUNK_BYTES);
export const openV2: OpenContender = driverAlone('v2', V2_CHUNK_BYTES);

/** Asked for and looked through first, as Pigeonpost does before it posts. */
export const openCheckedV1: OpenContender = open('v1', checked);
export const openCheckedV2: OpenContender = open('v2', checked);

interface Stored {
  readonly client: S3Client;
  readonly store: S3MediaStore;
  readonly item: Item;
}

function driverAlone(driver: 'v1' | 'v2', chunkBytes: number): OpenContender {
  return open(driver, ({ client, store, item }) =>
    openObject(client, store, item, item.kind === 'photo' ? MAX_PHOTO_BYTES : chunkBytes),
  );
}

function checked({ store, item }: Stored): Promise<MediaSource> {
  return openMedia({ area: 'drop', key: keyOf(item) }, store);
}

function open(driver: 'v1' | 'v2', openSource: (stored: Stored) => Promise<MediaSource>): OpenContender {
  return async ({ storeUrl, apiUrl, uploadUrl }, keys) => {
    const client = openStore(storeUrl);
    const store = new S3MediaStore({ client, buckets: { drop: BUCKET, work: BUCKET } });
    const accounts = openXAccounts({
      secrets: { read: () => Promise.resolve(keys) },
      accounts: { bench: { driver, apiBaseUrl: apiUrl, uploadBaseUrl: driver === 'v1' ? uploadUrl : apiUrl } },
      clock: Date.now,
      random: Math.random,
      journal: countingJournal(),
    });
    return {
      async post(item, text) {
        const account = await accounts.open('bench');
        account.connectAhead(postOf(item, text));
        const source = await openSource({ client, store, item });
        const { mediaId } = await account.uploadMedia(source);
        return (await account.createPost({ text, mediaIds: [mediaId] })).postId;
      },
      async close() {
        await accounts.close();
        client.destroy();
      },
    };
  };
}

function postOf(item: Item, text: string): Post {
  return { account: 'bench', text, media: [{ from: 'stored', ref: { area: 'drop', key: keyOf(item) } }] };
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
