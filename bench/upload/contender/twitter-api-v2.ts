import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type EUploadMimeType, TwitterApi } from 'twitter-api-v2';

import { type Item, keyOf } from '../items.ts';
import type { OpenContender } from './contender.ts';
import { LeadToTargets } from './lead-to-targets.ts';
import { BUCKET, openStore } from './open-store.ts';

/** `v1.uploadMedia` and `v1.tweet`, as its README has them. */
export const openV1: OpenContender = (addresses, keys) =>
  open(addresses, keys, async ({ v1 }, bytes, { mediaType }, text) => {
    const mediaId = await v1.uploadMedia(bytes, { mimeType: mediaType });
    return (await v1.tweet(text, { media_ids: mediaId })).id_str;
  });

const categories = { photo: 'tweet_image', 'animated-gif': 'tweet_gif', video: 'tweet_video' } as const;

/** `v2.uploadMedia` and `v2.tweet`, as its README has them. */
export const openV2: OpenContender = (addresses, keys) =>
  open(addresses, keys, async ({ v2 }, bytes, { mediaType, kind }, text) => {
    const options = { media_type: mediaType as EUploadMimeType, media_category: categories[kind] };
    const mediaId = await v2.uploadMedia(bytes, options);
    return (await v2.tweet(text, { media: { media_ids: [mediaId] } })).data.id;
  });

type Send = (client: TwitterApi, bytes: Buffer, item: Item, text: string) => Promise<string>;

async function open(...[addresses, keys, send]: [...Parameters<OpenContender>, Send]): ReturnType<OpenContender> {
  const store = openStore(addresses.storeUrl);
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = keys;
  const tokens = { appKey: consumerKey, appSecret: consumerSecret, accessToken, accessSecret: accessTokenSecret };
  const agent = new LeadToTargets(addresses);
  // It has no option for its hosts; an agent is what its documents offer.
  const client = new TwitterApi(tokens, { httpAgent: agent });
  return {
    post: async (item, text) => send(client, await getWhole(store, keyOf(item)), item, text),
    async close() {
      agent.destroy();
      store.destroy();
    },
  };
}

async function getWhole(store: S3Client, key: string): Promise<Buffer> {
  const { Body } = await store.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  if (Body === undefined) throw new Error(`the store gave no body for ${key}`);
  // The line people write, though it copies the file; a view of the same bytes would save that memory.
  return Buffer.from(await Body.transformToByteArray());
}
